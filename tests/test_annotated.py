"""Reading articles that were annotated by hand."""

import pytest

from datasette_newsactors.annotated import Gold, read_annotated
from datasette_newsactors.models import Annotation, Article, NewsactorsError, Pipeline, Quote
from datasette_newsactors.records import to_line

TEXT = "Mara Velden said it will hold."
LINES = "T1\tSource 0 11\tMara Velden\nT2\tCue 12 16\tsaid\nT3\tContent 17 19;20 29\tit will hold\n"
EVENT = "E1\tAttribution:T9 Content:T3 Cue:T2 Source:T1\n"


@pytest.fixture
def folder(tmp_path):
    """put(name, annotations): one more article in a folder, which it returns."""

    def put(name, annotations):
        for kind, file, text in (("text", "dam.txt", TEXT), ("attributions", name, annotations)):
            (tmp_path / kind).mkdir(exist_ok=True)
            (tmp_path / kind / file).write_text(text, encoding="utf-8")
        return tmp_path

    return put


def test_an_attribution_has_the_spans_of_its_parts(folder):
    [article] = read_annotated(folder("dam_1.ann", LINES + EVENT))
    [gold] = article.attributions
    assert (gold.source, gold.cue, gold.content) == (((0, 11),), ((12, 16),), ((17, 19), (20, 29)))


def test_of_several_annotators_the_first_counts(folder):
    folder("dam_2.ann", "")
    [article] = read_annotated(folder("dam_1.ann", LINES + EVENT))
    assert article.attributions


def test_an_event_without_content_is_left_out(folder):
    [article] = read_annotated(folder("dam.ann", LINES + EVENT.replace("Content:T3", "")))
    assert article.attributions == []


def test_an_attribution_may_have_no_cue(folder):
    [article] = read_annotated(folder("dam.ann", LINES + EVENT.replace("Cue:T2", "")))
    assert [gold.cue for gold in article.attributions] == [()]


def test_an_annotation_without_its_text_is_an_error(folder):
    path = folder("dam.ann", LINES + EVENT)
    (path / "text" / "dam.txt").unlink()
    with pytest.raises(NewsactorsError, match=r"there is no .*dam\.txt"):
        list(read_annotated(path))


@pytest.mark.parametrize("span", ["12 160", "16 12", "twelve 16", ""])
def test_a_span_that_is_none_is_named_with_its_line(folder, span):
    with pytest.raises(NewsactorsError, match=r"dam\.ann, line 2: "):
        list(read_annotated(folder("dam.ann", LINES.replace("12 16", span))))


def test_a_folder_without_annotations_is_an_error(tmp_path):
    with pytest.raises(NewsactorsError, match="no annotated articles"):
        list(read_annotated(tmp_path))


def record(text, quotes):
    article = Article(text=text, path="dam.txt")
    return to_line(article, Annotation((), (), quotes, Pipeline("en_core_web_sm", "3.8.0", "0.1")))


@pytest.mark.parametrize("name", ["a.jsonl", "deeper/a.jsonl"])
def test_corrected_records_say_the_same_as_brat(folder, tmp_path, name):
    [brat] = read_annotated(folder("dam_1.ann", LINES + EVENT))
    path = tmp_path / "records" / name
    path.parent.mkdir(parents=True)
    quote = Quote(((17, 19), (20, 29)), "indirect", source=(0, 11), cue=(12, 16))
    path.write_text(record(TEXT, (quote,)), encoding="utf-8")
    for given in (path, tmp_path / "records"):
        [ours] = read_annotated(given)
        assert (ours.text, ours.attributions) == (brat.text, brat.attributions)


def test_a_record_without_source_or_cue_has_no_spans_of_them(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(record(TEXT, (Quote(((17, 29),), "indirect"),)), encoding="utf-8")
    [article] = read_annotated(path)
    assert article.attributions == [Gold(((17, 29),), (), ())]


def test_a_broken_record_is_named_with_its_line(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(record(TEXT, ()) + "{}\n", encoding="utf-8")
    with pytest.raises(NewsactorsError, match=r"a\.jsonl#2: "):
        list(read_annotated(path))
