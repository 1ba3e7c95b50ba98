"""Names made comparable."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.resolve import block_of, name_key, slug_of


@pytest.mark.parametrize(
    ("one", "other", "type"),
    [
        ("Sir Tony Benton", "Tony Benton", "person"),
        ("Mr. Benton", "Benton", "person"),
        ("Prof. Dr. Ana Ruiz", "Ana Ruiz", "person"),
        ("José Díaz", "Jose Diaz", "person"),
        ("Владимир Тарховский", "Vladimir Tarkhovskiy", "person"),
        ("Sean O’Brien", "Sean O'Brien", "person"),
        ("Anne-Marie Slaughter", "Anne Marie Slaughter", "person"),
        ("Ana Ruiz MP", "Ana Ruiz", "person"),
        ("TESS OKORO", "Tess Okoro", "person"),
        ("the United Nations", "United Nations", "organization"),
        ("U.N.", "UN", "organization"),
        ("Acme Ltd.", "Acme", "organization"),
        ("Smith & Sons", "Smith and Sons", "organization"),
    ],
)
def test_spellings_with_one_key(one: str, other: str, type: str) -> None:
    assert name_key(one, type) == name_key(other, type)


@pytest.mark.parametrize(
    ("one", "other", "type"),
    [
        ("Donald Trump Jr.", "Donald Trump", "person"),
        ("George Bush Sr.", "George Bush Jr.", "person"),
        ("King Charles", "Charles", "person"),
        ("Pope Francis", "Mr Francis", "person"),
        ("Jonas Vetch", "Jonas Fetch", "person"),
        ("!!!", "???", "organization"),
        ("🙂", "", "group"),
    ],
)
def test_names_with_different_keys(one: str, other: str, type: str) -> None:
    assert name_key(one, type) != name_key(other, type)


@pytest.mark.parametrize("title", ["Mr", "the", "Dr.", "President"])
def test_a_title_alone_stays_as_it_is(title: str) -> None:
    assert name_key(title, "person") != ""


@given(st.text(max_size=40), st.sampled_from(["person", "organization", "place", "group"]))
def test_any_name_has_a_key_and_its_block_depends_on_the_key_alone(name: str, type: str) -> None:
    key = name_key(name, type)

    assert block_of(key, type) == block_of(name_key(name, type), type)
    assert key != "" or not name.strip()


@given(st.text(max_size=300))
def test_a_slug_is_plain(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug_of(name))
    assert len(slug_of(name)) <= 80


@pytest.mark.parametrize(
    ("name", "slug"),
    [("Mara Velden", "mara-velden"), ("Łódź", "lodz"), ("Тарховский", "tarkhovskiy"), ("!!!", "actor")],
)
def test_slugs(name: str, slug: str) -> None:
    assert slug_of(name) == slug
