"""Reading what people have annotated."""

import pytest

from datasette_newsactors.evaluation import GoldActor, GoldQuote, read_gold
from datasette_newsactors.models import Actor, Annotation, Article, Mention, NewsactorsError, Pipeline, Quote
from datasette_newsactors.records import to_line

TEXT = "“It holds,” Mara Lind said. “It will hold.”\n\nThe dam is old, according to a survey.\n"
ANNOTATIONS = """T1\tContent 1 10;29 41\tIt holds, It will hold.
T2\tSource 12 21\tMara Lind
T3\tCue 22 26\tsaid
T4\tAttribution 22 26\tsaid
E1\tAttribution:T4 Content:T1 Source:T2 Cue:T3
#1\tAnnotatorNotes T1\tsplit
T5\tContent 45 59\tThe dam is old
T6\tCue 61 73\taccording to
T7\tAttribution-no-source 61 73\taccording to
E2\tAttribution-no-source:T7 Content:T5 Cue:T6
"""


@pytest.fixture
def brat(tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "dam.txt").write_text(TEXT, "utf-8", newline="")
    (tmp_path / "attributions" / "dam_ada.ann").write_text(ANNOTATIONS, "utf-8")
    (tmp_path / "attributions" / "dam_bo.ann").write_text("", "utf-8")
    return tmp_path


def test_brat_gives_contents_and_sources_of_the_first_annotator(brat):
    [article] = read_gold(str(brat))
    assert article.name == "dam"
    assert article.text == TEXT
    assert article.quotes == (
        GoldQuote(content=((1, 10), (29, 41)), source=((12, 21),)),
        GoldQuote(content=((45, 59),)),
    )


def test_a_folder_without_annotations_is_an_error(tmp_path):
    with pytest.raises(NewsactorsError, match="neither folders"):
        list(read_gold(str(tmp_path)))


def test_annotation_records_give_the_speakers_names(tmp_path):
    annotation = Annotation(
        actors=(Actor("a1", "Mara Lind", "person"),),
        mentions=(Mention((12, 21), "name", "a1"),),
        quotes=(Quote(((1, 10),), "direct", source=(12, 21), speaker="a1"),),
        pipeline=Pipeline("en_model", "1.0", "0.1"),
    )
    (tmp_path / "gold.jsonl").write_text(to_line(Article(TEXT, path="dam.txt"), annotation), "utf-8")
    [article] = read_gold(str(tmp_path))
    assert article.quotes == (GoldQuote(((1, 10),), ((12, 21),), frozenset({"Mara Lind"}), "missing"),)
    assert article.actors == (GoldActor("Mara Lind", frozenset({"Mara Lind"}), ((12, 21),)),)
