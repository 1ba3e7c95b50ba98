"""RSS, Atom and JSON Feed: what is whole is an article, a summary says that it is one."""

import json

import pytest

from datasette_newsactors.models import Article, Failure
from tests.readers.samples import ATOM, HTML, JSON_FEED, RSS, TEXT, TITLE

FEEDS = {"a.rss": RSS, "a.atom": ATOM, "a.json": json.dumps(JSON_FEED)}


@pytest.mark.parametrize("name", FEEDS)
def test_an_entry_with_its_content_is_an_article(read_file, name):
    assert read_file(name, FEEDS[name])[0] == Article(
        text=TEXT,
        id="post-7",
        path=f"{name}#post-7",
        url="https://elmpost.example/7",
        title=TITLE,
        byline="Jonas Pell",
        publication="Elm Post",
        published="2021-03-04T10:30:00+00:00",
        language="en-gb",
    )


def test_a_summary_says_so_in_its_path_and_never_takes_the_place_of_the_article(read_file):
    _, summary = read_file("a.rss", RSS)

    assert summary.text == "The boats leave.\n\n“All of them,” he said."
    assert summary.path == "a.rss#summary of https://elmpost.example/8"
    assert (summary.url, summary.title, summary.publication) == (None, "Boats", "Elm Post")


@pytest.mark.parametrize(
    "end", ["…", " [&#8230;]", " [...]", "<p>Read more</p>", "<a href='/7'>Continue reading →</a>"]
)
def test_content_that_is_cut_off_is_a_summary(read_file, end):
    [article, *_] = read_file("a.rss", RSS.replace(HTML, f"{HTML}<p>The town{end}</p>"))

    assert article.path == "a.rss#summary of https://elmpost.example/7"


@pytest.mark.parametrize("cut", ["", "<p>And so on […]</p>"])
def test_the_footer_of_wordpress_is_no_part_of_an_entry(read_file, cut):
    footer = '<p>The post <a href="/7">Harbour</a> appeared first on <a href="/">Elm Post</a>.</p>'

    entry, _ = read_file("a.rss", RSS.replace(HTML, HTML + cut + footer))

    assert "appeared first on" not in entry.text
    assert entry.text.startswith(TEXT)
    assert bool(cut) == entry.path.startswith("a.rss#summary of ")


@pytest.mark.parametrize(("name", "old"), [("a.atom", f"<![CDATA[{HTML}]]>"), ("a.json", json.dumps(HTML)[1:-1])])
def test_an_entry_without_words_points_to_its_page(read_file, name, old):
    assert read_file(name, FEEDS[name].replace(old, "")) == [
        Failure(name, "names 1 pages that are elsewhere: fetch them with --follow")
    ]


def test_markup_in_titles_is_taken_out(read_file):
    [article, *_] = read_file(
        "a.rss", RSS.replace(f"<title>{TITLE}", "<title>Ports &amp;amp; &lt;b&gt;boats&lt;/b&gt;")
    )

    assert article.title == "Ports & boats"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (RSS.partition("<item>")[0] + "</channel></rss>", "holds no article"),
        (json.dumps({**JSON_FEED, "items": []}), "holds no article"),
        (json.dumps({**JSON_FEED, "items": "x"}), "holds no article"),
        ("<rss", "is not a valid feed"),
        ('<!DOCTYPE rss [<!ENTITY a "boats">]>' + RSS.partition("?>")[2], "declares entities"),
    ],
)
def test_a_feed_without_entries_says_why(read_file, content, reason):
    [failure] = read_file("a.feed", content)

    assert failure.error.startswith(reason)
