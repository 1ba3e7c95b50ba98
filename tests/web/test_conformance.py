"""Schemathesis asks a real Datasette for whatever the OpenAPI document allows, and holds the answers to it."""

import json
import shutil

import pytest
import schemathesis
from datasette.app import Datasette
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from datasette_newsactors.web.openapi import document
from datasette_newsactors.web.routes import ROUTES
from tests.newsroom import newsroom_path  # noqa: F401
from tests.web.conftest import EDITOR, EDITORS

# What is there, and what is not, in place of the names in braces.
SLUGS = ["mara-lind", "obrien", "nobody"]
IN_PATH = {"database": ["news"], "slug": SLUGS, "other": SLUGS, "id": [1, 2, 13, 999]}
# Values whose limits depend on the site, or on each other.
IN_QUERY = {"_size": [1, 2, 50, "max"], "_facet_size": [1, 2, 50, "max"], "marks": ["r", "-"]}


def of_the_newsroom():
    """The document, narrowed to what the newsroom has. A token cannot be made up, so none is tried."""
    narrowed = json.loads(json.dumps(document(ROUTES, "/")))
    for item in narrowed["paths"].values():
        for operation in item.values():
            operation["parameters"] = [given for given in operation["parameters"] if given["name"] != "_next"]
            for parameter in operation["parameters"]:
                if parameter["in"] == "path":
                    parameter["schema"] = {"enum": IN_PATH[parameter["name"]]}
                elif parameter["name"] in IN_QUERY:
                    parameter["schema"] = {"enum": IN_QUERY[parameter["name"]]}
    return narrowed


# Which actor takes which value is more than a schema can say: a decision that means nothing is a 400.
REFUSED = [positive_data_acceptance]
DOCUMENT = of_the_newsroom()
OPERATIONS = [(path, method) for path, item in DOCUMENT["paths"].items() for method in item]


@pytest.fixture
def datasette(newsroom_path, tmp_path):  # noqa: F811
    return Datasette([shutil.copy(newsroom_path, tmp_path / "news.db")], **EDITORS)


@pytest.fixture
def headers(datasette):
    """Those of somebody who may correct. Datasette 0.65 does not ask for its token beside a bearer's."""
    return {"Cookie": f"ds_actor={datasette.sign({'a': EDITOR}, 'actor')}", "Authorization": "Bearer of-nothing"}


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_answers_are_as_the_document_says(datasette, headers, path, method):
    schema = schemathesis.openapi.from_dict(DOCUMENT)
    schema.app = datasette.app()

    @settings(max_examples=25, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(schema[path][method].as_strategy())
    def ask(case):
        case.call_and_validate(headers=dict(headers), excluded_checks=REFUSED if method == "post" else [])

    ask()


@pytest.mark.asyncio
async def test_the_one_who_asks_may_correct(datasette, headers):
    await datasette.invoke_startup()
    decision = {"action": "confirm", "actor": "mara-lind"}
    response = await datasette.client.post("/news/-/newsactors/corrections.json", json=decision, headers=headers)
    assert response.status_code == 201
