"""docs/ingest.md says what the readers do."""

from itertools import chain
from pathlib import Path

from datasette_newsactors.plugins import pm
from datasette_newsactors.readers.json_records import LIST_KEYS
from datasette_newsactors.readers.records import GUESSES

DOCS = (Path(__file__).parents[2] / "docs" / "ingest.md").read_text(encoding="utf-8")


def test_every_format_is_listed_with_its_suffixes():
    for reader in chain.from_iterable(pm.hook.newsactors_readers()):
        assert f"| `{reader.name}` | {' '.join(reader.suffixes) or 'any: told by the content'}" in DOCS


def test_every_name_of_a_field_is_listed_in_its_order():
    for field, names in GUESSES.items():
        assert f"| {field} | {', '.join(names.split())} |" in DOCS


def test_every_key_of_a_list_is_listed():
    assert f"{', '.join(LIST_KEYS[:-1])} or {LIST_KEYS[-1]}" in " ".join(DOCS.split())


def test_the_example_of_a_plugin_works(read_file):
    namespace: dict = {}
    exec(DOCS.split("```python")[1].split("```")[0], namespace)
    plugin = type("Plugin", (), {"newsactors_readers": staticmethod(namespace["newsactors_readers"])})
    pm.register(plugin)
    try:
        assert [article.text for article in read_file("a", "ZCZC One.")] == ["ZCZC One."]
    finally:
        pm.unregister(plugin)
