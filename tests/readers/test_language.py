"""The language of an article: what the text shows, then what the source says."""

import pytest

from datasette_newsactors.models import Article
from datasette_newsactors.readers.language import language_of, tag, with_language
from tests.readers.samples import TEXT

FRENCH = (
    "« Le port ferme », a déclaré lundi la maire, Ana Ruiz. Selon le syndicat des dockers, presque toute la ville y "
    "travaille depuis quarante ans. Le conseil municipal n'a pas répondu aux questions de ce journal."
)
GERMAN = "„Der Hafen schließt“, sagte die Bürgermeisterin Ana Ruiz am Montag. Der Rat antwortete zunächst nicht."
RUSSIAN = "«Порт закрывается», — заявила в понедельник мэр города Ана Руис. Горсовет на вопросы не ответил."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (TEXT, "en"),
        (TEXT.upper(), "en"),
        (FRENCH, "fr"),
        (GERMAN, "de"),
        (RUSSIAN, "ru"),
        (f"{TEXT}\n\n{RUSSIAN}\n\n{TEXT}\n\n{TEXT}", "en"),  # a quotation is not the language of the article
        ("PORT ELM", None),
        ("Harlow 2, Crewe 1; Luton 0, Bury 0.", None),
        ("x" * 1000, None),
        ("", None),
    ],
)
def test_the_language_that_the_text_shows(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "stated", "language"),
    [
        (TEXT, None, "en"),
        (TEXT, "en-GB", "en-GB"),
        (TEXT, "EN_us", "EN-us"),
        (TEXT, "English", "en"),
        (TEXT, "de", "en"),  # the template's language, not the article's
        (FRENCH, "en-US", "fr"),
        ("Non.", "fr", "fr"),
        ("Non.", "Français", "fr"),
        ("Non.", None, None),
        ("Non.", "no such language", None),
        ("Non.", "und", None),
    ],
)
def test_the_text_comes_before_what_is_said_of_it(text, stated, language):
    assert with_language(Article(text, language=stated)).language == language


@pytest.mark.parametrize(("stated", "code"), [("eng", "en"), (" GER ", "de"), ("pt-BR", "pt-BR"), ("x-1", None)])
def test_languages_in_other_notations(stated, code):
    assert tag(stated) == code
