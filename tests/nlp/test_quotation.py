"""Quotation marks: what stands between them, in every house style, and what is left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.nlp.quotation import quotations
from datasette_newsactors.nlp.segment import paragraphs

from .reading import known_fault


def quoted(text: str) -> list[str]:
    """The inside of each quotation; the paragraphs of one that runs on are parted by " / "."""
    return [" / ".join(text[s:e] for s, e in q.spans) for q in quotations(text, paragraphs(text))]


@pytest.mark.parametrize(
    "text",
    [
        "“It is late,” she said.",
        '"It is late," she said.',
        "‘It is late,’ she said.",
        "'It is late,' she said.",
        "''It is late,'' she said.",
        "``It is late,'' she said.",
        "«It is late,» she said.",
        "„It is late,“ she said.",
        "„It is late,” she said.",
        '“It is late," she said.',
        '"It is late,” she said.',
        "“It is late,“ she said.",
    ],
)
def test_every_house_style(text):
    assert quoted(text) == ["It is late,"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("« It is late », she said.", ["It is late"]),
        ("“It is late,” she said. “Go home.”", ["It is late,", "Go home."]),
        ("She said “no” and “never”.", ["no", "never"]),
        ("‘We can’t wait,’ he said.", ["We can’t wait,"]),
        ("'We can't wait,' he said.", ["We can't wait,"]),
        ("‘The workers’ rights are gone,’ he said.", ["The workers’ rights are gone,"]),
        ("'The workers' rights are gone,' he said.", ["The workers' rights are gone,"]),
        known_fault(
            "‘’Tis late,’ he said.", ["’Tis late,"], why="an apostrophe right behind the opening mark hides it"
        ),
        ("(“It is late,” she said.)", ["It is late,"]),
        ("She asked:“Is it late?”", ["Is it late?"]),
    ],
)
def test_marks_beside_apostrophes_and_brackets(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He said, ‘Go home,’ and left,” she said.", ["He said, ‘Go home,’ and left,"]),
        ("\"He said, 'Go home,' and left,\" she said.", ["He said, 'Go home,' and left,"]),
        ("“He said, ‘Go home.’”", ["He said, ‘Go home.’"]),
        ("“He said, «Go home,» and left,” she said.", ["He said, «Go home,» and left,"]),
        ("‘He said, “Go home,” and left,’ she said.", ["He said, “Go home,” and left,"]),
        ("'He said, \"Go home,\" and left,' she said.", ['He said, "Go home," and left,']),
    ],
)
def test_marks_nested_in_marks_belong_to_the_outer_quotation(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'The plank is 6" wide and 4" thick.',
        "It was the workers’ idea.",
        "Rock ’n’ roll, the ’90s and o’clock.",
        "It's the workers' idea, isn't it?",
        "The '90s were the farmers' best years.",
        "In the ‘90s nobody swam.",
        "“”",
        "“ ”",
        '""',
    ],
)
def test_what_is_no_quotation(text):
    assert quoted(text) == []


PLAIN = "\n\nJon Moss stayed. “It is late,” he said."


@pytest.mark.parametrize(
    "stray",
    [
        "The bridge “is late.",
        "The bridge is late,” she said.",
        "The bridge” is late, and ”later.",
        'The bridge is 6" late.',
        'The bridge is" late.',
        "The ‘bridge is late.",
        "«The bridge is late.",
        "The bridge is late».",
        "''The bridge is late.",
        "“The bridge is “late,” she said.",
        "“The bridge is late, she said. It was built in May.",
    ],
)
def test_a_stray_mark_does_not_spoil_the_next_paragraph(stray):
    assert quoted(stray + PLAIN)[-1] == "It is late,"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One day.\n\n“Another day,” she said.", ["One day. / Another day,"]),
        ('"One day.\n\n"Another day.\n\n"The last," she said.', ["One day. / Another day. / The last,"]),
        ("‘One day.\n\n‘Another day,’ she said.", ["One day. / Another day,"]),
        ("“One day.”\n\n“Another day,” she said.", ["One day.", "Another day,"]),
        ("She said: “One day.\n\n“Another day.”", ["One day. / Another day."]),
        ("«One day.\n\n«Another day,» she said.", ["One day. / Another day,"]),
    ],
)
def test_a_quotation_runs_on_where_the_next_paragraph_opens_with_a_mark(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She writes:\n“It is late.\nWe leave.”\nIt rained.", ["It is late. / We leave."]),
        ('She writes:\n"It is late.\nWe leave."\nIt rained.', ["It is late. / We leave."]),
        ("“It is late.\n\nShe left “the dam.”", ["It is late.", "the dam."]),
        ("“It is late.\n\nIt rained.\n\nWe leave.”", ["It is late."]),
    ],
    ids=["curly", "straight", "the next paragraph has its own", "not over a paragraph between"],
)
def test_a_quotation_runs_on_to_a_mark_that_only_closes(text, expected):
    assert quoted(text) == expected


def test_a_quotation_that_is_not_closed_ends_with_its_paragraph():
    text = "“One day nobody will know.\n\nThe bridge is late."
    (quotation,) = quotations(text, paragraphs(text))
    assert text[slice(*quotation.spans[0])] == "One day nobody will know."
    assert not quotation.closed


MARKS = st.text(st.sampled_from("“”‘’\"'«»„` aB.,\n"), max_size=60)


@given(MARKS)
def test_any_marks_give_quotations_in_order_apart_and_inside_the_text(text):
    found = quotations(text, paragraphs(text))
    assert all(a.outer[1] <= b.outer[0] for a, b in pairwise(found))
    for quotation in found:
        assert 0 <= quotation.outer[0] < quotation.outer[1] <= len(text)
        spans = [quotation.outer[0], *(i for span in quotation.spans for i in span), quotation.outer[1]]
        assert spans == sorted(spans)
        assert text[slice(*quotation.spans[0])].strip()
