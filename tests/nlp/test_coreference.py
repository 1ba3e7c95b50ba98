"""Coreference: he, she and "the minister", on the evidence of the text and never of a first name's sound."""

import pytest

from datasette_newsactors.nlp import annotate

from .reading import known_fault, words


def referred(text: str, english) -> list[tuple[str, str]]:
    """Each pronoun or description that is resolved, with the name of its actor."""
    annotation = annotate(text, english)
    names = {a.key: a.name for a in annotation.actors}
    return [(words(text, m.span), names[m.actor]) for m in annotation.mentions if m.kind != "name"]


def genders(text: str, english) -> dict[str, tuple[str | None, str | None]]:
    return {a.name: (a.gender, a.gender_basis) for a in annotate(text, english).actors if a.type == "person"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mara Lind opened the hearing. She said it was late.", [("She", "Mara Lind")]),
        ("Mara Lind said she was late.", [("she", "Mara Lind")]),
        ("Jon Moss opened the hearing. He said it was late.", [("He", "Jon Moss")]),
        ("Dame Ines Carrow met Sir Hugh Hill. He was late.", [("He", "Sir Hugh Hill")]),
        ("Dame Ines Carrow met Sir Hugh Hill. She was late.", [("She", "Dame Ines Carrow")]),
        ("Mrs. Carrow met Mr. Hill. He was late.", [("He", "Hill")]),
        ("Mrs. Carrow met Mr. Hill. She was late.", [("She", "Carrow")]),
        ("Mr. Moss was there. When she arrived, Mrs. Carrow laughed.", [("she", "Carrow")]),
        ("Mrs. Carrow was there. While saying that he liked her, Mr. Moss left.", [("he", "Moss"), ("her", "Carrow")]),
        ("Mara Lind spoke. Lind’s victory pleased her.", [("her", "Mara Lind")]),
        ("It rained. He said it was late.", []),
        ("Mara Lind said: “He is late.”", []),
        (
            "Mara Lind said: “My dam holds me up, I know.”",
            [("My", "Mara Lind"), ("me", "Mara Lind"), ("I", "Mara Lind")],
        ),
        ("Mara Lind said: “He told me: ‘I know.’ I don’t.”", [("me", "Mara Lind"), ("I", "Mara Lind")]),
        ("A nurse said: “I am late.”", []),
    ],
)
def test_pronouns(english, text, expected):
    assert referred(text, english) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The water minister, Mara Lind, was late. The minister laughed.", ("The minister", "Mara Lind")),
        ("Mayor Mara Lind was late. The mayor laughed.", ("The mayor", "Mara Lind")),
        ("Mara Lind, a doctor, was late. The doctor laughed.", ("The doctor", "Mara Lind")),
        ("Prime Minister Mara Lind was late. The prime minister laughed.", ("The prime minister", "Mara Lind")),
        ("Vermont Sen. Mara Lind was late. The Vermont senator laughed.", ("The Vermont senator", "Mara Lind")),
        (
            "Sen. Mara Lind of Vermont met Sen. Jon Moss. The Vermont senator left.",
            ("The Vermont senator", "Mara Lind"),
        ),
        ("Sen. Mara Lind (D-Vt.) met Sen. Jon Moss. The Vermont senator left.", ("The Vermont senator", "Mara Lind")),
        (
            "Sen. Mara Lind met Jon Moss, R-N.H., on Friday. Gov. Moss left. The New Hampshire governor laughed.",
            ("The New Hampshire governor", "Jon Moss"),
        ),
        ("Mayor Mara Lind, 74, was late. The 74-year-old laughed.", ("The 74-year-old", "Mara Lind")),
        ("Mayor Mara Lind was late. The 74-year-old mayor laughed.", ("The 74-year-old mayor", "Mara Lind")),
        ("The Velden Trust told Northwire it was late. “We wait,” the group said.", ("the group", "Velden Trust")),
        ("The Velden Trust was sued. It said it was late.", ("It", "Velden Trust")),
        ("The Democrats wait. They said it was late.", ("They", "Democrats")),
    ],
)
def test_descriptions(english, text, expected):
    assert expected in referred(text, english)


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Mara Lind met Mayor Jon Moss. The mayor laughed.",
        "Mayor Mara Lind was late. A mayor laughed.",
        "Mayor Mara Lind was late. The mayor of Skarhaven laughed.",
        "Water Minister Mara Lind was late. The finance minister laughed.",
        "The mayor laughed. Nobody knew why.",
        "Mara Lind, 74, met Jon Moss, 74. The 74-year-old laughed.",
        "The Velden Trust sued. The Skarhaven Institute answered. The group said it was late.",
        known_fault(
            "Mara Lind, the president, met Jon Moss, her predecessor. The former president laughed.",
            why="“former” is IDLE, so the former president is taken for the president",
        ),
        "A new poll, Mara Lind’s first, came late. The poll said it was late.",
        "The book, Mara Lind, is old. The book said it was late.",
    ],
)
def test_a_description_that_fits_two_or_nobody_stays_open(english, text):
    assert [r for r in referred(text, english) if " " in r[0]] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mrs. Carrow was late.", {"Carrow": ("female", "title")}),
        ("Sir Hugh Hill was late.", {"Sir Hugh Hill": ("male", "title")}),
        ("Union spokeswoman Mara Lind was late.", {"Mara Lind": ("female", "title")}),
        ("Mara Lind said she was late. She left.", {"Mara Lind": ("female", "pronoun")}),
        ("Mara Lind said she was late.", {"Mara Lind": (None, None)}),
        (
            "Mara Lind ran. Jon Moss said this was a mistake and that she had learned her lesson.",
            {"Mara Lind": (None, None), "Jon Moss": (None, None)},
        ),
        ("Mara Lind was late.", {"Mara Lind": (None, None)}),
        ("Dr. Mara Lind was late.", {"Mara Lind": (None, None)}),
    ],
)
def test_gender_comes_from_titles_and_pronouns_only(english, text, expected):
    assert genders(text, english) == expected


def both(text: str, english) -> list[str]:
    """Actors that both a "he" and a "she" of the text are put to."""
    found: dict[str, set[str]] = {}
    for word, name in referred(text, english):
        found.setdefault(name, set()).add({"he": "m", "him": "m", "his": "m"}.get(word.lower(), "f"))
    return [name for name, seen in found.items() if len(seen) > 1]


@pytest.mark.parametrize(
    "text",
    [
        "Sir Hugh Hill said it would burst. Dame Ana Pell said it was safe. He laughed. She left.",
        "Sir Hugh Hill and Ana Pell met. She said it was safe. He said it would burst.",
        "Mara Lind and Jonas Brask met in Velden on Monday. She said it was safe. He said it would burst.",
        "Mara Lind met Jonas Brask. She laughed. He did not. She left, and he stayed.",
    ],
)
def test_nobody_is_both_he_and_she(english, text):
    assert both(text, english) == []


@pytest.mark.parametrize(
    ("text", "pronoun", "wrong"),
    [
        ("Mara Lind told Jonas Brask that he was wrong. “It is safe,” she said.", "she", "Jonas Brask"),
        known_fault(
            "Mara Lind met Jon Moss at a dinner with him.",
            "him",
            "Mara Lind",
            why="_barred looks one noun up only, not from “with him” to the subject of “met”",
        ),
        known_fault(
            "Mara Lind visited the dam. Jonas Brask did not come. “It is safe,” she said.",
            "she",
            "Jonas Brask",
            why="a sentence of distance (0.8) outweighs MARGIN: two of unknown gender should stay open",
        ),
        known_fault(
            "Jonas Brask asked Mara Lind to resign. “I will not resign today,” she said.",
            "she",
            "Jonas Brask",
            why="whoever is asked or told answers; the subject is taken although the quote replies to him",
        ),
        ("Mara Lind was there. “Lind must go,” she said.", "she", "Mara Lind"),
        ("Mara Lind met Jon Moss. Trkpl spoke. “It is safe,” she said.", "she", "Mara Lind"),
        ("Granhelm Energy met the nurses. They said it was late.", "They", "Granhelm Energy"),
        ("Mara Lind praised her brother. Jon Moss thanked her. “It was nothing,” she said.", "she", "Jon Moss"),
        ("The prince took the blame. Speaking to Martin Smith of PBS, he said it was his doing.", "he", "Martin Smith"),
        ("Mara Lind and her brother left. He said it was late.", "He", "Mara Lind"),
        ("He often laughs. It is known that he is for Mara Lind, and he says it is late.", "he", "Mara Lind"),
        ("They told Mara Lind about a guy. A guy had won by saying what he thought.", "he", "Mara Lind"),
        ("Jon Moss was there. The protester yelled, but she was led out.", "she", "Jon Moss"),
        ("The quarrel was with Mara Lind, who he claims was unfair to him.", "he", "Mara Lind"),
        ("The day was long. It was a good day for her rival, Mara Lind.", "her", "Mara Lind"),
        (
            "Mr. Lind was shot and is at home.\n\nThe trial of Mr. Moss began. People came from afar. It took long.\n\n"
            "Mr. Moss was too young to drive. He claimed to have bought the car with money that Moss had got.",
            "He",
            "Lind",
        ),
        known_fault(
            "Asked about Mara Lind, Jon Moss said she was a liar.",
            "she",
            "Jon Moss",
            why="the subject right before wins although somebody else of open gender stands in the sentence",
        ),
        known_fault(
            "Jonas Brask lives in Velden. Mara Lind does not. “She left,” he said. “I stayed.”",
            "he",
            "Mara Lind",
            why="the quote's own “she” shows that somebody else than Lind speaks",
        ),
    ],
)
def test_a_pronoun_is_rather_left_open_than_put_to_the_wrong_person(english, text, pronoun, wrong):
    assert (pronoun, wrong) not in referred(text, english)


def test_only_people_are_he_or_she(english):
    text = "Granhelm Energy met the World Bank in Berlin. She said it was late."
    assert referred(text, english) == []


def test_a_noun_that_leads_up_to_another_name_tells_no_gender(english):
    text = "President Moss himself, his wife Mara, and others were late. Lind left. Moss said he was ill."
    assert genders(text, english)["Moss"] != ("female", "title")


def test_who_is_only_spoken_of_in_a_relative_clause_is_less_salient_than_the_subject(english):
    text = "Mr. Moss said he closed the dam, which Mr. Lind opposed as hasty. He claimed that it was near."
    assert referred(text, english)[-1] == ("He", "Moss")
