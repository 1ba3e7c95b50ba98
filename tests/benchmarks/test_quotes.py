"""What is written for a scorer: contents as annotators mark them."""

import pytest

from benchmarks.quotes import with_marks


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
