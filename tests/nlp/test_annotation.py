"""A whole article's annotation: a table of paragraphs with what they say, and what holds for any text at all."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info

from datasette_newsactors.models import (
    ACTOR_TYPES,
    CUE_CLASSES,
    MENTION_KINDS,
    QUOTE_TYPES,
    SOURCE_FORMS,
    Article,
    Failure,
)
from datasette_newsactors.nlp import annotate, annotate_articles, annotation, forgetting
from datasette_newsactors.nlp.chains import chains
from datasette_newsactors.nlp.names import Name

from .reading import Said, in_words, known_fault, said, words

CURLY = """Bridge over the Salt to Close, Mayor Says

By Ada Reske

VELDEN, May 3 (Northwire) — The bridge over the Salt will close on Friday, Mayor Mara Lind said on Tuesday.

“It was built for horses,” Ms. Lind told reporters. “It carries lorries now.”

[Velden Observatory via AP]

Jon Moss, who runs the ferry, doubted it. “They have said so for ten years,” he said.

A council official who did not want to be named said the money was gone.
"""

CURLY_SAID = [
    Said("The bridge over the Salt will close on Friday", "Mayor Mara Lind", "Mara Lind", "indirect"),
    Said("It was built for horses, / It carries lorries now.", "Ms. Lind", "Mara Lind", "direct"),
    Said("They have said so for ten years,", "he", "Jon Moss", "direct"),
    Said("the money was gone", "A council official who did not want to be named", None, "indirect", True),
]


@pytest.mark.parametrize(
    "restyle",
    [
        lambda text: text,
        lambda text: text.replace("“", '"').replace("”", '"'),
        lambda text: text.replace("“", "''").replace("”", "''"),
        lambda text: text.replace("“", "‘").replace("”", "’"),
        lambda text: text.replace("“", "'").replace("”", "'"),
        lambda text: text.replace("“", "«").replace("”", "»"),
        lambda text: text.replace("“", "„").replace("”", "“"),
        lambda text: text.replace("\n\n", "\r\n\r\n"),
        lambda text: text.replace("\n\n", "\n"),
    ],
    ids=["curly", "straight", "apostrophes", "single", "straight single", "guillemets", "low", "CRLF", "lines"],
)
def test_an_article_says_the_same_in_every_house_style(english, restyle):
    assert said(restyle(CURLY), english) == CURLY_SAID


def test_headline_byline_dateline_and_credit_bring_no_actors(english):
    assert {a.name for a in annotate(CURLY, english).actors} & {"Ada Reske", "AP", "Salt to Close"} == set()


def test_a_multi_paragraph_quote_is_one_quote(english):
    text = "“We built it in a year.\n\n“We paid for it in ten,” Mara Lind said.\n\n“Nobody thanked us,” Jon Moss said."
    assert said(text, english) == [
        Said("We built it in a year. / We paid for it in ten,", "Mara Lind", "Mara Lind", "direct"),
        Said("Nobody thanked us,", "Jon Moss", "Jon Moss", "direct"),
    ]


@pytest.mark.parametrize(
    "stray",
    [
        "The bridge “is late.",
        "The bridge is late,” she wrote once.",
        'The plank is 6" wide.',
        "«The bridge is late.",
        "''The bridge is late.",
        "“The bridge is “late,” somebody wrote.",
    ],
)
def test_one_stray_mark_leaves_the_other_paragraphs_alone(english, stray):
    text = f"{stray}\n\n“It was built for horses,” Mara Lind said. “It carries lorries now.”"
    assert said(text, english)[-1] == Said(
        "It was built for horses, / It carries lorries now.", "Mara Lind", "Mara Lind", "direct"
    )


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("“Why is it closed?” Mara Lind asked.\n\n“It is old,” Jon Moss said.", ["Mara Lind", "Jon Moss"]),
        ("Mara Lind looked at the map. “Why is it closed?” she asked.", ["Mara Lind"]),
        ("Mara Lind tweeted: “It is closing. Drive carefully!”", ["Mara Lind"]),
        known_fault(
            "Mara Lind wrote on Facebook that it was closing.",
            ["Mara Lind"],
            why="the parse hangs “that …” on the medium as a relative clause; reported_clause looks at ccomp only",
        ),
        ("Mara Lind met Jon Moss.\n\nMARA LIND: “It is closing.”\n\nJON MOSS: “Why?”", ["Mara Lind", "Jon Moss"]),
        (
            "Mara Lind said the dam was safe. Former mayor Jon Moss said, “It was never safe.”",
            ["Mara Lind", "Jon Moss"],
        ),
        ("Mara Lind called it “a sad day”. Former mayor Jon Moss said, “It is a good day.”", ["Mara Lind", "Jon Moss"]),
        (
            "Mara Lind said, “Who will pay for it?”  Old mayor Jon Moss said, “People must pay for it.”",
            ["Mara Lind", "Jon Moss"],
        ),
        ("“It is old,” Mara Lind said. “It is new,” Jon Moss replied.", ["Mara Lind", "Jon Moss"]),
        ("“It is closing –” Mara Lind began. “It is not!” Jon Moss shouted.", ["Mara Lind", "Jon Moss"]),
    ],
)
def test_who_says_what_in_turn(english, text, speakers):
    assert [quote.speaker for quote in said(text, english)] == speakers


def test_nothing_inside_a_quotation_speaks_for_itself(english):
    assert said("“Jon Moss said it was old,” Mara Lind said.", english) == [
        Said("Jon Moss said it was old,", "Mara Lind", "Mara Lind", "direct")
    ]


def test_a_quote_is_about_the_actors_named_in_it(english):
    text = "“Jon Moss knows the World Bank,” Mara Lind said."
    annotation = annotate(text, english)
    names = {a.key: a.name for a in annotation.actors}
    assert [names[key] for key in annotation.quotes[0].about] == ["Jon Moss", "World Bank"]


def test_articles_come_back_in_order_each_with_its_annotation(english):
    articles = [Article(text=f"Mara Lind said it was {n} o'clock.") for n in range(40)]
    found = list(annotate_articles(articles, english))
    assert [article for article, _ in found] == articles
    assert [in_words(a.text, annotation)[0].content for a, annotation in found] == [
        f"it was {n} o'clock" for n in range(40)
    ]


def test_one_thread_multiplies_matrices_while_articles_are_read(english, monkeypatch):
    threads = []

    def look(doc):
        numpys = [library for library in threadpool_info() if "numpy" in library["filepath"]]  # not scikit-learn's
        threads.extend(library["num_threads"] for library in numpys)
        return doc

    monkeypatch.setattr(english, "_components", [*english._components, ("look", look)])
    list(annotate_articles([Article("Mara Lind said no.")], english))
    assert set(threads) == {1}


def test_an_article_too_long_for_the_pipeline_fails_alone(english, monkeypatch):
    monkeypatch.setattr(english, "max_length", 100)
    articles = [Article(text="It rained. " * 20, path="long.txt"), Article(text="Mara Lind said it was late.")]
    (_, failure), (_, annotation) = annotate_articles(articles, english)
    assert isinstance(failure, Failure)
    assert failure.source == "long.txt"
    assert "220" in failure.error
    assert len(annotation.quotes) == 1


PIECES = st.sampled_from(
    [
        *"“”‘’\"'«»„`()[]:;,.–—?!",
        *("\n", "\n\n", "\r\n", "\t", "\x00", "\x1f", "\u2028", "\u200b", "\u202e", "\u2067", "\u0301", "\ufeff"),
        *("Mara Lind", "Jon Moss", "she", "He", "the minister", "sources", "said", "according to", "told", "not"),
        *("that", "the bridge", "is", "old", "Mrs.", "Sir", "in her view", "LIND:", "Q:", "A:", "🙂", "ß", "ﬁ", "مها"),
    ]
)
ARTICLES = st.one_of(
    st.lists(PIECES, max_size=30).map(" ".join),
    st.lists(PIECES, max_size=30).map("".join),
    st.text(max_size=200),
).filter(str.strip)
MODERATE = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(ARTICLES)
@MODERATE
def test_any_text_is_annotated_with_spans_inside_it(english, text):
    annotation = annotate(text, english)
    quotes = annotation.quotes
    spans = [m.span for m in annotation.mentions]
    spans += [role.span for actor in annotation.actors for role in actor.roles]
    spans += [s for q in quotes for s in (*q.content, q.source, q.cue) if s]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    for quote in quotes:
        edges = [edge for span in quote.content for edge in span]
        assert edges == sorted(edges)
        assert quote.content


@given(ARTICLES)
@MODERATE
def test_any_annotation_names_only_actors_that_it_has(english, text):
    annotation = annotate(text, english)
    keys = [a.key for a in annotation.actors]
    assert len(keys) == len(set(keys))
    assert {m.actor for m in annotation.mentions} == set(keys)
    assert {key for q in annotation.quotes for key in (q.speaker, *q.about) if key} <= set(keys)
    assert {r.organization for a in annotation.actors for r in a.roles if r.organization} <= set(keys)
    for quote in annotation.quotes:
        assert not (quote.anonymous and quote.speaker)
        assert quote.speaker not in quote.about


@given(ARTICLES)
@MODERATE
def test_any_annotation_keeps_to_the_words_of_the_models(english, text):
    annotation = annotate(text, english)
    assert {a.type for a in annotation.actors} <= set(ACTOR_TYPES)
    assert {m.kind for m in annotation.mentions} <= set(MENTION_KINDS)
    for quote in annotation.quotes:
        assert quote.quote_type in QUOTE_TYPES
        assert quote.source_form in SOURCE_FORMS
        assert quote.cue_class in CUE_CLASSES
        assert 0 <= quote.confidence <= 1
        assert (quote.source is None) == (quote.source_form == "missing")
    for actor in annotation.actors:
        assert {alias.name for alias in actor.aliases} >= {actor.name}
        assert sum(alias.count for alias in actor.aliases) == sum(
            m.kind == "name" and m.actor == actor.key for m in annotation.mentions
        )


@given(ARTICLES)
@MODERATE
def test_the_same_text_gives_the_same_annotation(english, text):
    assert annotate(text, english) == annotate(text, english)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "“",
        "””””",
        "\x00",
        "…",
        "[]",
        "said",
        "“said”",
        "she said",
    ],
)
def test_a_text_of_next_to_nothing_has_no_speakers(english, text):
    assert [q.speaker for q in annotate(text, english).quotes if q.speaker] == []


def test_a_lone_surrogate_does_no_harm(english):
    text = "“It is \ud800late,” Mara Lind said."
    annotation = annotate(text, english)
    assert words(text, annotation.quotes[0].content[0]) == "It is \ud800late,"


def test_long_articles_are_not_parsed_together_whatever_their_number(english, monkeypatch):
    monkeypatch.setattr(annotation, "LENGTH", 60)
    articles = [Article("It rained in Port Elm. " * n) for n in (1, 1, 1, 5, 1, 2)]
    together, pipe = [], english.pipe

    def noted(texts, **options):
        together.append(len(texts))
        return pipe(texts, **options)

    monkeypatch.setattr(english, "pipe", noted)

    found = [article for article, _ in annotate_articles(articles, english)]

    assert found == articles
    assert together == [2, 1, 1, 1, 1]


def test_words_are_forgotten_once_articles_are_read(english):
    articles = [Article("The Qzxvaria is late."), Article("The Qzxvaria is old.")]
    with forgetting(english):
        assert [article for part in articles for article, _ in annotate_articles([part], english)] == articles
        assert "Qzxvaria" in english.vocab.strings  # for as long as there is more to read
    assert "Qzxvaria" not in english.vocab.strings
    assert [article for article, _ in annotate_articles(articles, english)] == articles
    assert "Qzxvaria" not in english.vocab.strings


def test_a_surname_by_which_one_actor_goes_is_looked_for_again_though_a_relative_bears_it():
    def named(start: int, text: str) -> Name:
        return Name((start, start + len(text)), tuple(text.split()), "person", "PERSON")

    actors = chains([named(0, "Jon Moss"), named(20, "Moss"), named(40, "Mary Moss"), named(60, "Mara Lind")], [])
    wanted = annotation._wanted(actors)

    assert {"Jon Moss", "Moss", "Mary Moss", "Mara Lind", "Lind"} == set(wanted)
    assert "Moss" not in annotation._wanted(chains([named(0, "Jon Moss"), named(20, "Mary Moss")], []))
