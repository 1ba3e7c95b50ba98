"""Names: which spans name somebody, as what, with which title."""

import pytest

from datasette_newsactors.nlp.names import names

from .reading import known_fault


def named(laid_out, text: str) -> list[tuple[str, str]]:
    return [(n.text, n.type) for n in names(laid_out(text), [])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mara Lind met Jon Moss.", [("Mara Lind", "person"), ("Jon Moss", "person")]),
        ("Mara Lind’s brother left.", [("Mara Lind", "person")]),
        ("The World Bank paid.", [("World Bank", "organization")]),
        ("He lives in Germany.", [("Germany", "place")]),
        ("The U.S. paid for it.", [("U.S.", "place")]),
        ("The Germans paid.", [("Germans", "group")]),
        ("The German bank paid.", []),
        ("The Republican primary was late.", []),
        ("She posted it on Facebook.", [("Facebook", "organization")]),
        (
            "They fear Wall Street and the Velden Water Coalition.",
            [("Wall Street", "place"), ("Velden Water Coalition", "organization")],
        ),
        ("It rained on Monday in May.", []),
        ("The minister met the president.", []),
        ("Dr. Ines Carrow left.", [("Ines Carrow", "person")]),
        ("Charlie King left.", [("Charlie King", "person")]),
        ("The Norwegian king left.", []),
        ("Sir Hugh Hill left.", [("Sir Hugh Hill", "person")]),
        ("Prime Minister Edda Holm left.", [("Edda Holm", "person")]),
    ],
)
def test_names_with_their_types(laid_out, text, expected):
    assert named(laid_out, text) == expected


@pytest.mark.parametrize("dash", ["-", "—", "–"])
def test_a_dateline_is_no_part_of_the_name_behind_it(laid_out, dash):
    text = f"CLEVELAND {dash} Donald Trump painted a dire portrait of a lawless nation as he accepted here."
    assert "Donald Trump" in [name for name, _ in named(laid_out, text)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Mrs. Carrow left early on Monday.", "Mrs."),
        ("Mr Carrow left early on Monday.", "Mr"),
        ("Dr Ines Carrow left early.", "Dr"),
        ("President Edda Holm left early.", "President"),
        ("Dame Ines Carrow left early.", "Dame"),
        ("Ines Carrow met nobody on Monday.", ""),
    ],
)
def test_the_title_before_a_name_is_kept_apart(laid_out, text, title):
    (name,) = names(laid_out(text), [])
    assert name.title == title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        known_fault(
            "Ana Pell told Jonas Brask that he was wrong.",
            [("Ana Pell", "person"), ("Jonas Brask", "person")],
            why="NER starts the name at Pell; a capitalised PROPN compound right before it belongs to it",
        ),
        known_fault(
            "State Prosecutor Naomi Ferrand left.",
            [("Naomi Ferrand", "person")],
            why="a post inside the entity (Prosecutor, Keeper, Dockworker) is not trimmed, as offices are",
        ),
        (
            "A Republican Assemblywoman, Jill Tolles, left.",
            [("Jill Tolles", "person")],
        ),
        known_fault(
            "First Minister of Skarland Nicola Sturrock spoke.",
            [("Nicola Sturrock", "person")],
            why="NER runs the place of the office into the name",
        ),
    ],
)
def test_names_that_the_pipeline_cuts_wrongly(laid_out, text, expected):
    assert [n for n in named(laid_out, text) if n[1] == "person"] == expected


@pytest.mark.parametrize("text", ["https://example.org/Lind", "lind@example.org", "@lind", "<b>Lind</b>", "covid-19"])
def test_addresses_tags_and_handles_name_nobody(laid_out, text):
    assert named(laid_out, f"It is at {text} now.") == []
