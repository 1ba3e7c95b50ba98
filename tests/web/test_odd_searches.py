"""Whatever is typed into a search box is a search: never an error, in any format."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

ODD = st.text(alphabet="ab*-\"'“ OR:()^{}+~%_\\\x00\x02é🌧", max_size=30) | st.text(max_size=30)
SEARCHES = ["quotes", "quotes.json", "quotes.csv", "quotes.atom", "actors", "actors.json", "actors.csv"]


@pytest.mark.asyncio
@pytest.mark.parametrize("search", SEARCHES)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example("")
@example('"')
@example("a:b AND")
@example("NEAR(")
@example("-ferry")
@example("word " * 2000)
@example('"' * 501)
@given(ODD)
async def test_any_words_are_a_search(site, search, words):
    response = await site.get(f"/news/-/{search}", params={"q": words})
    assert response.status_code == 200
    if search == "quotes":
        assert "<script>" not in response.text.partition('class="na-results"')[2].partition("<footer")[0]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "parameter", ["speaker", "about", "about_any", "publication", "role", "_next", "_size", "_facet"]
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ODD)
async def test_any_other_value_finds_nothing_or_is_a_400(site, parameter, words):
    response = await site.get("/news/-/quotes.json", params={parameter: words})
    assert response.status_code in (200, 400)
    assert response.json()["ok"] is (response.status_code == 200)
