"""A pipeline made quick: it says of every word what spaCy's own parts say."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.nlp.quick import _multiply_with_numpy, attributes, entities, quicken

SAID = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE"]
WORDS = [
    word
    for words in (
        "The U.S. Senate Mara Lind of Halvora said that there 's got ta gon na do has ca n't Let 's y' all",
        "$ 3.5 million on Monday morning Dr. and , . ? “ ” ( ) — I you goin' Reuters Norland Oct. 4",
    )
    for word in words.split()
] + ["\n", "\n\n", "  "]


@pytest.fixture(scope="module")
def plain(english):
    """The same pipeline as spaCy has it, but for how it multiplies: what is nearly equal could else change places."""
    nlp = spacy.load(english.path)
    _multiply_with_numpy(nlp)
    nlp.add_pipe("newsactors_paragraphs", before="parser")
    return nlp


def said(nlp, texts):
    return [doc.to_array(SAID).tolist() for doc in nlp.pipe(texts)]


@given(st.lists(st.lists(st.sampled_from(WORDS)).map(" ".join), min_size=1, max_size=4))
def test_quick_parts_say_what_those_of_spacy_say(english, plain, texts):
    assert said(english, texts) == said(plain, texts)


def test_both_parts_are_replaced(english):
    assert {entities.NAME, attributes.NAME} <= set(english.pipe_names)
    assert {"ner", "attribute_ruler"} <= set(english.disabled)


def test_one_text_is_read_as_among_others(english):
    text = "Mara Lind of Norland said on Monday that there's a dam in New York City."
    assert [e.text for e in english(text).ents] == [e.text for e in next(english.pipe([text])).ents]


def test_an_entity_goes_on_to_the_end_of_the_text_and_not_over_the_end_of_a_sentence(english, plain):
    texts = ["She moved to New York City", "He lives in New\n\nYork City is big.", "Lind", ""]
    assert said(english, texts) == said(plain, texts)
    assert [e.text for e in english(texts[0]).ents] == ["New York City"]


def test_entities_that_another_part_found_hold(plain):
    nlp = spacy.load(plain.path)
    nlp.add_pipe("entity_ruler", before="ner").add_patterns([{"label": "DAM", "pattern": "Upper Mara Lind"}])
    quicken(nlp)
    found = [(e.text, e.label_) for e in nlp("The Upper Mara Lind was built in 1974.").ents]
    assert found == [("Upper Mara Lind", "DAM"), ("1974", "DATE")]


def test_rules_that_say_what_is_not_foreseen_stay_with_spacy(plain):
    nlp = spacy.load(plain.path)
    nlp.get_pipe("attribute_ruler").add([[{"LOWER": "dam"}]], {"NORM": "barrage"})
    quicken(nlp)
    assert nlp("The dam is old.")[1].norm_ == "barrage"
    assert attributes.NAME not in nlp.pipe_names


def test_later_rules_overrule_those_before_them_also_where_they_look_at_several_words(plain):
    texts = ["The old dam broke.", "An old dam held."]
    quick, slow = spacy.load(plain.path), spacy.load(plain.path)
    for nlp in (quick, slow):
        rules = nlp.get_pipe("attribute_ruler")
        rules.add([[{"LOWER": "old"}, {"LOWER": "dam"}]], {"LEMMA": "two", "POS": "X"}, index=1)
        rules.add([[{"LOWER": "dam"}]], {"LEMMA": "one"})
        rules.add([[{"LOWER": "the"}, {}, {"LOWER": "dam"}]], {"LEMMA": "three"}, index=-1)
    quicken(quick)
    assert [(doc[2].lemma_, doc[2].pos_) for doc in quick.pipe(texts)] == [("three", "X"), ("one", "X")]
    assert said(quick, texts) == said(slow, texts)


def test_patterns_are_tried_once_for_all_words_that_no_rule_names(english):
    rules = english.get_pipe(attributes.NAME)
    english("The dam is old.")
    before = len(rules.holding)
    english("The road is new.")
    assert len(rules.holding) == before


def test_lemmas_are_looked_up_in_sets(english):
    words = english.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    assert {type(listed) for listed in words.values()} == {frozenset}
