"""Speakers: the actor behind a source, nobody where the text does not tell, and who wants to stay unnamed."""

import pytest

from datasette_newsactors.nlp.attribution import Attribution
from datasette_newsactors.nlp.chains import chains
from datasette_newsactors.nlp.cue import unlisted_cue
from datasette_newsactors.nlp.layout import lay_out
from datasette_newsactors.nlp.names import names
from datasette_newsactors.nlp.source import Source
from datasette_newsactors.nlp.speaker import speaker_of

from .reading import known_fault, said


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It is late,” Mara Lind said.", "Mara Lind"),
        ("“It is late,” said Jo Lind, a doctor.", "Jo Lind"),
        ("Hugh Hill, a doctor, said it was late.", "Hugh Hill"),
        ("The mayor, Mara Lind, said it was late.", "Mara Lind"),
        ("Mayor Mara Lind said it was late.", "Mara Lind"),
        ("Mara Lind’s husband, Jon Moss, said it was late.", "Jon Moss"),
        ("A spokesman for Granhelm Energy, Jon Moss, said it was late.", "Jon Moss"),
        ("Mara Lind, whose brother Jon Moss resigned, said it was late.", "Mara Lind"),
        ("The World Bank said it was late.", "World Bank"),
        ("The White House said it was late.", "White House"),
        ("“It is late,” said his wife, Liv Moss.", "Liv Moss"),
        ("Mara Lind told Jon Moss that it was late.", "Mara Lind"),
        ("“It is late,” Mara Lind told Jon Moss.", "Mara Lind"),
        ("Mara Lind was told by Jon Moss that it was late.", "Jon Moss"),
        ("“Jon Moss said it was late,” Mara Lind said.", "Mara Lind"),
        ("In a statement, Granhelm Energy said it was late.", "Granhelm Energy"),
        ("Mara Lind, 54, of Velden, said it was late.", "Mara Lind"),
        ("Sen. Mara Lind, R-Wis., said it was late.", "Mara Lind"),
        ("The Water Supervision Office said it was late.", "Water Supervision Office"),
        ("Mara Lind left in May. The Lind administration said it was late.", "Lind administration"),
        ("Mara Lind left in May. The Lind campaign said it was late.", "Lind campaign"),
        ("Mara Lind left in May. Lind’s team said it was late.", "Lind team"),
        ("Speaking in Berlin, Mara Lind said it was late.", "Mara Lind"),
        ("According to Mara Lind of the World Bank, it was late.", "Mara Lind"),
    ],
)
def test_the_speaker_of_one_quote(english, text, speaker):
    assert [quote.speaker for quote in said(text, english)] == [speaker]


def test_those_who_work_for_somebody_are_one_organization_and_not_that_person(english):
    text = "Mara Lind left. The Lind campaign said it was late. “It is over,” Lind’s team said. “No,” Lind said."
    campaign, team, person = [quote.speaker for quote in said(text, english)]
    assert campaign == team != person == "Mara Lind"


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Sir Tony Benton said it was over. “It is late,” Brenton said.", ["Sir Tony Benton"] * 2),
        ("Dame Ines Carrow said it was over. “It is late,” Dame Ines added.", ["Dame Ines Carrow"] * 2),
        ("Dr. Ines Carrow said it was over. “It is late,” Dr. Carrow said.", ["Ines Carrow"] * 2),
        ("Edda Holm said it was over. “It is late,” Holm said.", ["Edda Holm"] * 2),
        ("The World Bank said it was over. “It is late,” the bank said.", ["World Bank"] * 2),
        ("Mara Lind spoke first. Jon Lind answered. “It is late,” Mara Lind said.", ["Mara Lind"]),
        ("Mr. Lind met Mrs. Moss. “It is late,” Mrs. Moss said.", ["Moss"]),
        ("Mara Lind spoke first. Jon Lind answered. “It is late,” Lind said.", [None]),
        ("Mara Lind met Jon Moss.\n\nLIND: “It is late.”\n\nMOSS: “Is it?”", ["Mara Lind", "Jon Moss"]),
    ],
)
def test_names_that_stand_for_longer_ones(english, text, speakers):
    assert [quote.speaker for quote in said(text, english)] == speakers


@pytest.mark.parametrize(
    "text",
    [
        "Mara Lind and Jon Moss said it was late.",
        "“It is late,” Mara Lind and Jon Moss said.",
        "Lind and Moss said it was late.",
        "Mara Lind, 54, a doctor, and Jon Moss, her brother, said it was late.",
        "Mara Lind’s lawyer said it was late.",
        "A lawyer for Mara Lind said it was late.",
        "“It is late,” she said.",
        "“Nobody has been here for a week.”",
        "The report said it was late.",
        "Police said it was late.",
        "“It is late,” the mayor said. Nobody asked Mara Lind.",
        "A statement from Granhelm Energy said it was late.",
        "The mayor of Berlin said it was late.",
        "Germany’s minister said it was late.",
        "A report by the World Bank said it was late.",
        "Friends of Mara Lind said it was late.",
        "A study led by Mara Lind found that it was late.",
        "Berlin and Potsdam officials said it was late.",
        "Jo Anne Val Lind of the University of California, Los Angeles disagreed with these findings: “It is late.”",
    ],
)
def test_no_speaker_where_the_text_does_not_tell_one(english, text):
    assert [quote.speaker for quote in said(text, english)] == [None]


@pytest.mark.parametrize(
    "source",
    [
        "an official who asked not to be named",
        "a senior official",
        "sources close to the ministry",
        "one of the guards",
        "two people familiar with the matter",
        "people briefed on the talks",
        "a woman who gave her name only as Rita",
        "a source in the ministry",
        "an aide, speaking on condition of anonymity",
        "witnesses",
        "a person with knowledge of the letters",
        "several employees",
        "an insider",
        "a neighbour",
        "a diplomat in Berlin",
    ],
)
def test_sources_that_stay_unnamed_are_anonymous(english, source):
    quotes = [q for q in said(f"“The letters were burnt,” said {source}.", english) if "burnt" in q.content]
    assert [(q.speaker, q.anonymous) for q in quotes] == [(None, True)]


@pytest.mark.parametrize(
    "source",
    [
        "Mara Lind",
        "the report",
        "the prime minister",
        "the UN envoy to Berlin",
        "the ministry",
        "Granhelm Energy",
        "the mayor of Velden",
        "she",
        "police",
        "the company",
        known_fault("nobody", why="“nobody said” is a denial, not an anonymous source"),
    ],
)
def test_a_source_that_is_named_or_can_be_is_not_anonymous(english, source):
    assert [q.anonymous for q in said(f"The letters were burnt, {source} said.", english)] == [False]


@pytest.mark.parametrize(
    ("text", "speaker", "anonymous"),
    [
        ("They met Mara Lind, who said it was late.", "Mara Lind", False),
        ("They met former governor Mara Lind, who denounced it as a “national embarrassment.”", "Mara Lind", False),
        ("They met officials who said it was late.", None, True),
        ("They met the mayor, who said it was late.", None, False),
    ],
)
def test_a_relative_pronoun_is_whom_it_takes_up(english, text, speaker, anonymous):
    [quote] = said(text, english)
    assert (quote.speaker, quote.anonymous) == (speaker, anonymous)


def test_initials_in_brackets_stand_for_the_organization(english):
    text = "The World Health Organization (WHO) met. WHO said it was late."
    assert [quote.speaker for quote in said(text, english)] == ["World Health Organization"]


def test_who_is_anonymous_stays_so_when_taken_up_again(english):
    text = "A source in the ministry said there were letters. The source said they were burnt."
    assert [q.anonymous for q in said(text, english)] == [True, True]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It is late,” said University of Skarland, Velden’s chancellor, Jon Moss.", "Jon Moss"),
        ("“It is late,” said the National Institute of Health's director, Dr. Jon Moss.", "Jon Moss"),
        ("African Export–Import Bank president Jon Moss said it was late.", "Jon Moss"),
        ("Mara Lind, director of the National Institute of Health, said it was late.", "Mara Lind"),
        ("Mara Lind, Moss's campaign manager, said it was late.", "Mara Lind"),
        ("Mara Lind, Granhelm president and mother of Jon Moss, said it was late.", "Mara Lind"),
        ("Mara Lind was quoted by the Velden Post as saying it was late.", "Mara Lind"),
        ("France and other countries said it was late.", "France"),
        ("CNN Germany reported that it was late.", "CNN Germany"),
        ("Mara Lind and her husband said it was late.", "Mara Lind"),
        ("Mara Lind and hydrology director Jon Moss said it was late.", None),
        ("Mara Lind of the World Bank and author of a book said it was late.", "Mara Lind"),
        ("“It is late,” said study co-author Mara Lind.", "Mara Lind"),
        ("“It is late,” said study co-author Professor Mara Lind of Velden University.", "Mara Lind"),
        ("The Minister of Information Omar al-Lind said it was late.", "Omar al-Lind"),
        ("First Minister of Scotland Nicola Sturrock said it was late.", "Nicola Sturrock"),
        ("US Ambassador to Germany Mara Lind said it was late.", "Mara Lind"),
        ("A friend of President Mara Lind said it was late.", None),
        ("Early opponent MP Tanya Dale said it was late.", "Tanya Dale"),
    ],
)
def test_sources_of_several_names(english, text, speaker):
    assert [quote.speaker for quote in said(text, english)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mara Lind Endorses Jon Moss: I Am ‘Horrified’ By It.", None),
        ("Jon Moss: I Am ‘Horrified’ By It.", "Jon Moss"),
        ("Sen. Jon Moss: I Am ‘Horrified’ By It.", "Jon Moss"),
        ("Who Backs Jon Moss: I Am ‘Horrified’ By It.", None),
    ],
)
def test_a_name_before_a_colon_may_be_whom_another_speaks_of(english, text, speaker):
    layout = lay_out(english(f"{text}\n\nMara Lind met Jon Moss in Velden."))
    colon = next(token for token in layout.doc if token.text == ":")
    start = 0 if "Mara" not in text else text.index("Jon Moss")
    source = Source((start, text.index(":")), colon.nbor(-1))
    found = Attribution(((text.index("I Am"), len(text)),), unlisted_cue(colon), source, "mixed", "model")
    actors = chains(names(layout, []))
    actor = speaker_of(found, layout, actors, []).actor
    assert (None if actor is None else actors[actor].best_name()) == speaker
