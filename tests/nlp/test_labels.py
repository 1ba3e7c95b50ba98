"""Names printed beside what they said: transcripts, interviews, signatures, lead-ins, posts."""

import pytest

from .reading import said


def speakers(text, english):
    return [(quote.content, quote.speaker) for quote in said(text, english)]


@pytest.mark.parametrize(
    "text",
    [
        "Commissioner Mara Velden lives here.\n\n“The bridge is safe and it will last.” -Commissioner Mara Velden",
        "Commissioner Mara Velden lives here.\n\n“The bridge is safe and it will last.” — Mara Velden, commissioner",
        "Commissioner Mara Velden lives here.\n\n“The bridge is safe and it will last.”\n\n– Mara Velden",
        "Mara Velden lives here.\n\n“The bridge is safe and it will last.” — Mara Velden (@maravelden) May 4, 2021",
        "Commissioner Mara Velden lives here.\n\n“The bridge is safe and it will last.”\u00a0―\u00a0Mara Velden.",
    ],
)
def test_a_signature_behind_a_dash_names_the_speaker(english, text):
    assert speakers(text, english) == [("The bridge is safe and it will last.", "Mara Velden")]


def test_a_signature_of_initials_at_the_end_of_a_text_is_nobody_known(english):
    text = "Mara Velden lives here.\n\n“The bridge is safe and it will last.” – MV"
    assert speakers(text, english) == [("The bridge is safe and it will last.", None)]


@pytest.mark.parametrize(
    "lead", ["And from Chairwoman Mara Velden: ", "This from Mara Velden: ", "Mara Velden: ", "Velden: "]
)
def test_a_bare_name_may_lead_up_to_a_quotation(english, lead):
    text = f"Mara Velden lives here.\n\n{lead}“The bridge is safe and it will last.”"
    assert speakers(text, english) == [("The bridge is safe and it will last.", "Mara Velden")]


@pytest.mark.parametrize(
    "lead",
    ["Mara Velden put an end to it:", "Mara Velden issued the following statement:", "Mara Velden told her audience:"],
)
def test_a_paragraph_that_ends_in_a_colon_leads_up_to_the_next_one(english, lead):
    text = f"Mara Velden lives here.\n\n{lead}\n\n“The bridge is safe and it will last.”\n\nIt rained."
    assert speakers(text, english) == [("The bridge is safe and it will last.", "Mara Velden")]


def test_a_paragraph_that_ends_otherwise_leads_up_to_nothing(english):
    text = "Mara Velden told her audience the truth.\n\n“The bridge is safe and it will last.”\n\nIt rained."
    assert ("The bridge is safe and it will last.", None) in speakers(text, english)


def test_an_embedded_post_is_said_by_its_account(english):
    text = "Mara Velden lives here.\n\nThank you all for coming! — Mara Velden (@maravelden) May 4, 2021\n\nIt rained."
    assert speakers(text, english) == [("Thank you all for coming!", "Mara Velden")]


@pytest.mark.parametrize("mark", ["", "“", '"'])
def test_lines_of_a_transcript_belong_to_their_names(english, mark):
    text = f"Mara Velden met Jon Moss.\n\n{mark}VELDEN: The slope moves.\n\n{mark}MOSS: It always did."
    assert speakers(text, english) == [("The slope moves.", "Mara Velden"), ("It always did.", "Jon Moss")]


def test_what_stands_between_two_labels_of_an_interview_is_said_by_the_first(english):
    text = (
        "We spoke with Mara Velden.\n\n((Editor))  Is it safe?\n\nA drawing of the dam.\n\n"
        "((Mara Velden))  I saw it. Moss said it was safe.\n\nI never saw him again.\n\n((Editor))  Thank you."
    )
    assert speakers(text, english) == [
        ("Is it safe?", None),
        ("I saw it. Moss said it was safe. / I never saw him again.", "Mara Velden"),
        ("Thank you.", None),
    ]


def test_a_paper_that_asks_is_no_source(english):
    text = "The World Bank spoke with Mara Velden.\n\n((World Bank))  Is it safe?\n\n((Mara Velden))  It is."
    assert speakers(text, english) == [("Is it safe?", None), ("It is.", "Mara Velden")]


def test_initials_are_whose_name_an_interview_gives_in_full_before(english):
    text = "We interviewed Mara Velden.\n\nMara Velden: I saw it.\n\nMV: It moves.\n\nMV: They said it was safe."
    said_by = speakers(text, english)
    assert said_by == [(words, "Mara Velden") for words in ("I saw it.", "It moves.", "They said it was safe.")]


QUESTIONS = "Q: Is the bridge safe?\n\nA: It is safe and will last."


def test_questions_and_answers_of_an_interview_are_quotes_of_nobody_named(english):
    text = f"Mara Velden gave us an interview.\n\n{QUESTIONS}"
    assert speakers(text, english) == [("Is the bridge safe?", None), ("It is safe and will last.", None)]


def test_answers_that_say_i_are_an_interviews(english):
    text = "\n\n".join(["Q: Is it safe?", "A: I saw it.", "Q: And the dam?", "A: The dam I have never seen."])
    spoken = [content for content, _ in speakers(text, english)]
    assert spoken == ["Is it safe?", "I saw it.", "And the dam?", "The dam I have never seen."]


@pytest.mark.parametrize(
    "text",
    [
        f"All you need to know.\n\n{QUESTIONS}",
        "It rained in May.\n\nWHEN: Friday at ten.",
        "And from those who know better: “The bridge is safe.”",
        "“The bridge is safe.” — a slogan that nobody believed",
    ],
)
def test_what_only_looks_like_a_label_names_nobody(english, text):
    assert [quote.speaker for quote in said(text, english) if quote.speaker] == []
