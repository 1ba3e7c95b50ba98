"""The user's file of items: its forms, and what is wrong with one."""

import pytest

from datasette_newsactors.linking.table import Item, read_items
from datasette_newsactors.models import NewsactorsError


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "name,type,wikidata_id,aliases,description\nMara Lind,person,Q42,M. Lind|Lind,a mayor\n"),
        ("a.tsv", "Name\tType\tQID\tAliases\tDescription\nMara Lind\tperson\tq42\tM. Lind; Lind\ta mayor\n"),
        (
            "a.csv",
            "item,itemLabel,itemAltLabel,itemDescription,type\n"
            'http://www.wikidata.org/entity/Q42,Mara Lind,"M. Lind, Lind",a mayor,person\n',
        ),
        (
            "a.jsonl",
            '\n{"name": "Mara Lind", "type": "person", "wikidata": "Q42", "aliases": ["M. Lind", "Lind"],'
            ' "description": "a mayor"}\n',
        ),
    ],
    ids=["CSV", "TSV", "Wikidata Query Service", "JSON lines"],
)
def test_a_row_is_an_item(tmp_path, name, text):
    (tmp_path / name).write_text(text, "utf-8-sig")
    place = f"{name}, line 2"
    assert list(read_items(str(tmp_path / name))) == [
        Item(place, "Q42", "Mara Lind", "", "person", ("M. Lind", "Lind"), "a mayor")
    ]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "name,type\nMara Lind,person\n", "a.csv, line 2: has no wikidata_id like Q42; the columns are"),
        ("a.csv", "name,wikidata_id\nMara Lind,P31\n", "a.csv, line 2: has no wikidata_id"),
        ("a.csv", "type,wikidata_id\nperson,Q1\n", "a.csv, line 2: has neither name nor slug"),
        ("a.csv", 'name,wikidata_id\n"Mara" Lind,Q1\n', "cannot be read as .csv"),
        ("a.jsonl", '{"name": 1', "Line 1 of the file is no line of JSON"),
        ("a.jsonl", "[]", "Line 1 of the file is no JSON object"),
        ("a.xlsx", "", "name a file that ends in .csv, .tsv or .jsonl"),
    ],
)
def test_what_is_no_item_is_said_with_its_place(tmp_path, name, text, message):
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(NewsactorsError, match=message):
        list(read_items(str(tmp_path / name)))
