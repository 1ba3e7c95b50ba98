"""Sources: the words that name who said it, as far as they reach."""

import pytest

from datasette_newsactors.nlp.source import source_of

from .reading import known_fault, words


def sources(laid_out, text: str) -> dict[str, str | None]:
    """Cue → source, both as written."""
    layout = laid_out(text)
    found = {words(text, c.span): source_of(c, layout) for c in layout.cues}
    return {cue: words(text, source.span) if source else None for cue, source in found.items()}


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        ("Mara Lind said the bridge was old.", "said", "Mara Lind"),
        ("“It is old,” Mara Lind said.", "said", "Mara Lind"),
        ("“It is old,” said Mara Lind.", "said", "Mara Lind"),
        ("“It is old,” said Jo Lind, a doctor.", "said", "Jo Lind, a doctor"),
        ("Hugh Hill, a doctor, said it was old.", "said", "Hugh Hill, a doctor"),
        ("“It is old,” Hugh Hill, a doctor, said.", "said", "Hugh Hill, a doctor"),
        ("Mara Lind, who runs the port, said it was old.", "said", "Mara Lind, who runs the port"),
        ("The minister of transport said it was old.", "said", "The minister of transport"),
        ("A spokesman for the board said it was old.", "said", "A spokesman for the board"),
        ("The bridge, she said, was old.", "said", "she"),
        ("According to Mara Lind, it was old.", "According to", "Mara Lind"),
        ("It was old, according to people briefed on the talks.", "according to", "people briefed on the talks"),
        ("In the opinion of Mara Lind, it was old.", "In the opinion of", "Mara Lind"),
        ("In Mara Lind’s view, it was old.", "view", "Mara Lind"),
        ("Mara Lind’s claim that it was old upset Moss.", "claim", "Mara Lind"),
        ("Mara Lind went home, saying it was old.", "saying", "Mara Lind"),
        ("Mara Lind stood up and said it was old.", "said", "Mara Lind"),
        ("Moss was told by Mara Lind that it was old.", "was told", "Mara Lind"),
        ("It was Mara Lind who said it was old.", "said", "Mara Lind"),
        ("In a statement, Mara Lind said it was old.", "said", "Mara Lind"),
        ("Lind and Moss said it was old.", "said", "Lind and Moss"),
        ("Asked about the bridge, Mara Lind said it was old.", "said", "Mara Lind"),
        ("Mara Lind, speaking on Monday, said it was old.", "said", "Mara Lind, speaking on Monday"),
        ("Mara Lind, 54, said it was old.", "said", "Mara Lind, 54"),
    ],
)
def test_the_source_of_a_cue(laid_out, text, cue, source):
    assert sources(laid_out, text)[cue] == source


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("It was said that the bridge was old.", "was said"),
        ("The bridge is said to be old.", "is said"),
        ("Asked whether the bridge was old, Lind left.", "Asked"),
        ("The claim that the bridge was old upset Moss.", "claim"),
    ],
)
def test_a_cue_that_nobody_is_named_for_has_no_source(laid_out, text, cue):
    assert sources(laid_out, text)[cue] is None


@pytest.mark.parametrize(
    ("text", "cue", "source"),
    [
        known_fault(
            "In a letter to Jon Moss, Mara Lind wrote: “The dam is a wall of lies.”",
            "wrote",
            "Mara Lind",
            why="the parse makes Lind an apposition of Moss; a name that touches the cue is not tried",
        ),
        ("Mara Lind was quoted by the Velden Post as saying: “The dam is old.”", "saying", "Mara Lind"),
        known_fault(
            "“The dam is old,” read a statement from Granhelm Energy.",
            "read",
            "a statement from Granhelm Energy",
            why="_beside takes a noun chunk, without what hangs on it",
        ),
        (
            "“With this we tell the valley that nobody will build walls, and we will break them down,” Mara Lind said, "
            "adding that the work would begin in May.",
            "adding",
            "Mara Lind",
        ),
        ("It was a loud evening, as Mara Lind took up the charge, adding that the dam was old.", "adding", "Mara Lind"),
    ],
)
def test_sources_that_the_parse_hides(laid_out, text, cue, source):
    assert sources(laid_out, text)[cue] == source
