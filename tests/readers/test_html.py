"""Web pages: the article's paragraphs as they stand, and what the page says of itself."""

import pytest

from datasette_newsactors.models import Article, Failure

ONE = "“The harbour is finished,” said the mayor, Ana Ruiz, on Monday morning in Port Elm."
TWO = 'She had said "so" before, and the council had listened to her for more than two hours.'
THREE = "'We will leave no one behind,' she added, 'and we will be there tomorrow with our boats.'"
FOUR = "The port employs 1,200 people, « nearly all of the town », according to the union."
PARAGRAPHS = [ONE, TWO, THREE, FOUR]


def page(body: str, head: str = "", html: str = "<html lang='en-GB'>") -> str:
    return f"""<!doctype html>{html}<head><meta charset="utf-8"><title>Harbour to close</title>{head}</head>
    <body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
    <main><article><h1>Harbour to close</h1>{body}</article></main>
    <aside><a href="/fish">Read more: the price of fish</a></aside>
    <footer>Copyright 2024 Elm Post</footer></body></html>"""


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<p>{text}</p>" for text in PARAGRAPHS),
        "\n".join(f"<p>\n  {text}\n" for text in PARAGRAPHS),
        "<p>" + "<br><br>".join(PARAGRAPHS) + "</p>",
        "<div>" + "<br/>\n  <br/>".join(PARAGRAPHS) + "</div>",
        "".join(f"<div>{text}</div>" for text in PARAGRAPHS),
        "<div>" + "".join(f"<div><p>{text}</p></div>" for text in PARAGRAPHS) + "</div>",
        f"<p>{ONE}</p><blockquote>{TWO}</blockquote><blockquote><p>{THREE}</p></blockquote><p>{FOUR}</p>",
        f"<section><p>{ONE}</p><p>{TWO}</p></section><section><p>{THREE}</p><p>{FOUR}</p></section>",
        f"<p>{ONE}</p><figure><img src='a.jpg'><figcaption>Boats. (Elm via AP)</figcaption></figure>"
        f"<p>{TWO}</p><div class='wp-caption-text'>Ana Ruiz in May</div><p>{THREE}</p><p>{FOUR}</p>",
    ],
)
def test_paragraphs_stay_paragraphs_whatever_makes_them(read_file, body):
    [article] = read_file("a.html", page(body))

    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.title == "Harbour to close"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Short.</p>", "Short."),
        ("<p>One <b>bold</b><i>er</i> <a href='/x'>word</a>.</p>", "One bolder word."),
        ("<p>She said: <q>No.</q> He left.</p>", "She said: “No.” He left."),
        ("<p>&ldquo;Fish&nbsp;&amp; boats,&rdquo; she said.</p>", "“Fish & boats,” she said."),
        (
            "<h2>The port</h2><p>One.</p><ul><li>Two</li><li>Three</li></ul>",
            "The port\n\nOne.\n\nTwo\n\nThree",
        ),
        ("<p>One<br>line.</p>", "One\nline."),
        ("<p>One.</p><script>alert('x')</script><style>p {}</style><!-- note -->", "One."),
    ],
)
def test_words_marks_and_breaks_inside_paragraphs(read_file, body, text):
    [article] = read_file("a.html", page(body))

    assert article.text == text


NEWS_ARTICLE = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
    {"@type": "Organization", "@id": "#elm", "name": "Elm Post"},
    {"@type": "Person", "@id": "#ana", "name": "Ana Ruiz"},
    {"@type": "NewsArticle", "headline": "Harbour closes", "datePublished": "2021-03-04T10:20:00+01:00",
     "author": [{"@id": "#ana"}, {"name": "Bo Lind"}], "publisher": {"@id": "#elm"}, "inLanguage": "de",
     "mainEntityOfPage": {"@type": "WebPage", "@id": "https://elmpost.example/7"}}]}</script>"""
OPEN_GRAPH = """<meta property="og:title" content="Harbour to shut">
    <meta property="og:site_name" content="The Elm Post">
    <meta property="og:url" content="https://elmpost.example/og"><meta name="author" content="Cy Moor">
    <meta property="article:published_time" content="2021-03-05">"""


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", {"title": "Harbour to close"}),
        (
            NEWS_ARTICLE,
            {
                "title": "Harbour closes",
                "byline": "Ana Ruiz, Bo Lind",
                "publication": "Elm Post",
                "published": "2021-03-04T10:20:00+01:00",
                "url": "https://elmpost.example/7",
            },
        ),
        (
            OPEN_GRAPH,
            {
                "title": "Harbour to shut",
                "byline": "Cy Moor",
                "publication": "The Elm Post",
                "published": "2021-03-05",
                "url": "https://elmpost.example/og",
            },
        ),
        (
            '<link rel="canonical" href="https://elmpost.example/c">'
            '<meta itemprop="datePublished" content="4 May 2021">',
            {"title": "Harbour to close", "url": "https://elmpost.example/c", "published": "2021-05-04"},
        ),
        ('<script type="application/ld+json">{"broken": </script>', {"title": "Harbour to close"}),
        (
            '<meta property="article:author" content="https://social.example/ana">',
            {"title": "Harbour to close"},
        ),
        ('<link rel="canonical" href="javascript:alert(1)">', {"title": "Harbour to close"}),
        ('<meta name="date" content="last week">', {"title": "Harbour to close"}),
    ],
)
def test_metadata_is_what_the_page_states_and_nothing_more(read_file, head, expected):
    [article] = read_file("a.html", page(f"<p>{ONE}</p>", head))

    assert article == Article(text=ONE, path="a.html", language="en-GB", **expected)


def test_language_of_the_json_ld_where_the_page_has_none(read_file):
    [article] = read_file("a.html", page(f"<p>{ONE}</p>", NEWS_ARTICLE, html="<html>"))

    assert article.language == "de"


@pytest.mark.parametrize("line", ["Ana Ruiz", "By Ana Ruiz", "BY Ana Ruiz"])
def test_the_byline_is_no_paragraph(read_file, line):
    body = f"<p>{line}</p><p>{ONE}</p><p>{TWO}</p>"

    [article] = read_file("a.html", page(body, '<meta name="author" content="Ana Ruiz">'))

    assert article.text == f"{ONE}\n\n{TWO}"


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("iso-8859-1", "cp1252"), ("windows-1252", "cp1252"), ("utf-8", "utf-8"), ("iso-8859-7", "iso8859_7")],
)
def test_the_encoding_that_the_page_declares(read_file, charset, encoding):
    words = "Ο δήμαρχος είπε όχι." if encoding == "iso8859_7" else ONE
    html = page(f"<p>{words}</p>").replace("utf-8", charset)

    [article] = read_file("a.html", html.encode(encoding))

    assert article.text == words


def test_xhtml_with_an_encoding_declaration(read_file):
    [article] = read_file("a", '<?xml version="1.0" encoding="utf-8"?>\n' + page(f"<p>{ONE}</p>"))

    assert article.text == ONE


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "is empty"),
        ("<!doctype html><html><body></body></html>", "has no text of an article"),
        ("<!doctype html><html><body><h1>Harbour</h1></body></html>", "has no text of an article"),
        (b"<html>\x00\xff\xfe\x01" * 100, "is not text"),
        ("<!-- -->", "has no text of an article"),
    ],
)
def test_a_page_without_an_article_says_so(read_file, content, reason):
    [failure] = read_file("a.html", content)

    assert isinstance(failure, Failure)
    assert reason in failure.error
