"""Chains: which names are one actor, and which are not."""

import pytest

from datasette_newsactors.nlp.chains import chains, fold, is_slip, same_person
from datasette_newsactors.nlp.names import Name


def gathered(*described: str) -> list[set[str]]:
    """The names of each chain; a name is written "type: Title. Name" with the title, if any, in brackets."""
    found, start = [], 0
    for description in described:
        kind, _, text = description.partition(": ")
        title, text = text[1:].split("] ") if text.startswith("[") else ("", text)
        found.append(Name((start, start + len(text)), tuple(text.split()), kind, "", title))
        start += len(text) + 1
    return [{n.text for n in chain.names} for chain in chains(found)]


@pytest.mark.parametrize(
    ("described", "expected"),
    [
        (["person: Mara Lind", "person: Lind"], [{"Mara Lind", "Lind"}]),
        (["person: Lind", "person: Mara Lind"], [{"Mara Lind", "Lind"}]),
        (["person: Mara Lind", "person: Mara"], [{"Mara Lind", "Mara"}]),
        (["person: Mara Lind", "person: Mara K. Lind"], [{"Mara Lind", "Mara K. Lind"}]),
        (["person: Mara Lind", "person: M. Lind"], [{"Mara Lind", "M. Lind"}]),
        (["person: Tony Benton", "person: Brenton"], [{"Tony Benton", "Brenton"}]),
        (["person: Bashar al-Assad", "person: Assad"], [{"Bashar al-Assad", "Assad"}]),
        (["person: Bashar al-Assad", "person: Bashar Assad"], [{"Bashar al-Assad", "Bashar Assad"}]),
        (["person: Pia Nørholt", "person: Norholt"], [{"Pia Nørholt", "Norholt"}]),
        (["organization: World Bank", "organization: WB"], [{"World Bank", "WB"}]),
        (["organization: Norlys News", "organization: Norlys"], [{"Norlys News", "Norlys"}]),
        (["organization: Norlys Motors", "person: Norlys"], [{"Norlys Motors", "Norlys"}]),
        (["organization: Lind campaign", "organization: Lind team"], [{"Lind campaign", "Lind team"}]),
        (
            ["organization: Bank of the Two Rivers", "organization: BTR"],
            [{"Bank of the Two Rivers", "BTR"}],
        ),
        (["person: Mara Lind", "organization: Lind"], [{"Mara Lind", "Lind"}]),
        (["person: Bill de Lind", "person: De Lind"], [{"Bill de Lind", "De Lind"}]),
        (["organization: La Lind", "organization: La Lind", "person: Mara La Lind"], [{"Mara La Lind", "La Lind"}]),
        (
            [f"organization: {whose}Supreme Court" for whose in ("United States ", "", "US ", "Wisconsin ")],
            [{"United States Supreme Court", "Supreme Court", "US Supreme Court"}, {"Wisconsin Supreme Court"}],
        ),
    ],
)
def test_names_of_one_actor(described, expected):
    assert gathered(*described) == expected


@pytest.mark.parametrize(
    "described",
    [
        ["person: Mara Lind", "person: Jon Lind"],
        ["person: Mara Lind", "person: Jon Moss"],
        ["person: Mara Lind", "person: Maria Lind"],
        ["person: Anna Lee", "person: Anne Lee"],
        ["organization: World Bank", "organization: Land Bank"],
        ["organization: Lind campaign", "organization: Lind administration"],
        ["place: Velden", "person: Velder"],
        ["organization: Norlys Motors", "place: Norlys"],
        ["organization: Norlys Motors", "person: [Mr] Norlys"],
        ["organization: Norlys Foundation", "person: Norlys"],
        ["person: Mara K. Lind", "person: Mara B. Lind"],
        ["person: John Hay", "person: Joan Hay"],
    ],
)
def test_names_of_two_actors(described):
    assert len(gathered(*described)) == 2


def test_a_surname_is_its_bearers_before_it_is_a_companys():
    assert gathered("person: Jon Norlys", "organization: Norlys Motors", "person: Norlys")[0] == {
        "Jon Norlys",
        "Norlys",
    }


def test_a_bare_surname_that_two_bear_is_nobodys():
    found = gathered("person: Mara Lind", "person: Jon Lind", "person: Lind")
    assert {"Mara Lind"} in found
    assert {"Jon Lind"} in found


def test_a_bare_surname_goes_to_who_bore_it_before_a_second_came_up():
    assert gathered("person: Mara Lind", "person: Lind", "person: Jon Lind", "person: Lind") == [
        {"Mara Lind", "Lind"},
        {"Jon Lind"},
    ]


def test_a_title_tells_two_of_one_surname_apart():
    found = gathered("person: [Mrs.] Mara Lind", "person: [Mr.] Jon Lind", "person: [Mr.] Lind", "person: [Mrs.] Lind")
    assert found == [{"Mara Lind", "Lind"}, {"Jon Lind", "Lind"}]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("mara lind", "mara lind", True),
        ("mara lind", "m lind", True),
        ("mara lind", "mara k lind", True),
        ("mara b lind", "mara k lind", False),
        ("marcus pallister", "ines pallister", False),
        ("ines pallister", "ines palister", True),
        ("mara lind", "jon lind", False),
        ("marina lind", "martina lind", False),
        ("hanna lind", "hana lind", True),
    ],
)
def test_whether_two_whole_names_can_be_one_persons(a, b, same):
    assert same_person(tuple(a.split()), tuple(b.split())) is same
    assert same_person(tuple(b.split()), tuple(a.split())) is same


@pytest.mark.parametrize(
    ("a", "b", "slip"),
    [
        ("velden", "veldon", True),
        ("kerrow", "kerow", True),
        ("brandvik", "brandvick", True),
        ("brask", "bransk", True),
        ("lind", "lint", False),
        ("lind", "moss", False),
        ("velden", "holden", False),
        ("moss", "voss", False),
    ],
)
def test_slips_of_the_pen(a, b, slip):
    assert is_slip(a, b) is slip
    assert is_slip(b, a) is slip


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("Mara Lind", ("mara", "lind")),
        ("Nørholt", ("norholt",)),
        ("U.S.", ("us",)),
        ("O'Brien", ("obrien",)),
        ("al-Assad", ("assad",)),
        ("Jean-Luc Moss", ("jean-luc", "moss")),
        ("Sir Hugh Hill", ("hugh", "hill")),
        ("Hugh Hill Jr.", ("hugh", "hill")),
    ],
)
def test_folding_leaves_what_tells_names_apart(words, folded):
    assert fold(tuple(words.split())) == folded
