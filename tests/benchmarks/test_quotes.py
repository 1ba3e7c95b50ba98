"""What is written for a scorer: contents as annotators mark them."""

import pytest

from benchmarks.quotes import as_marked, with_marks
from datasette_newsactors import annotate


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("“A,” she said.", ["A,"], ["A,"]),
        ("“A,” she said. “B.”", ["A,", "B."], ["A,”", "“B."]),
        ("''A,'' she said. ''B.''", ["A,", "B."], ["A,''", "''B."]),
        ("“A.”“B.”", ["A.", "B."], ["A.”“", "B."]),
        ("“A.\n\n“B.” it went on", ["A.", "B."], ["A.\n\n“B."]),
        ("A, she said, B.", ["A", "B"], ["A", "B"]),
    ],
)
def test_marks_between_the_parts_of_a_quote_belong_to_it(text, content, expected):
    spans = [(text.index(part), text.index(part) + len(part)) for part in content]
    assert [text[start:end] for start, end in with_marks(spans, text)] == expected


def test_what_is_compared_has_its_marks_back():
    text = "“The dam holds,” Mara Lind said. “It is old.”"
    found = annotate(text, quotes="rules")
    [quote] = as_marked(found, text).quotes
    assert [text[start:end] for start, end in quote.content] == ["The dam holds,”", "“It is old."]
    assert [(q.source, q.cue) for q in found.quotes] == [(quote.source, quote.cue)]
