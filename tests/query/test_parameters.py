"""An odd value is named, with what is allowed, instead of being passed over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.models import CUE_CLASSES
from datasette_newsactors.query.filters import LACKING, PARAMETERS, QuoteFilters, in_words, quote_filters
from datasette_newsactors.query.parameters import BadParameter, check_names, page_size


def test_parameters_become_filters():
    params = {
        "q": [" ferry "],
        "speaker": ["mara-lind"],
        "about": ["velden", "dockers", "velden"],
        "publication": ["Velden Post"],
        "type": ["direct"],
        "about_any": ["velden", "", "jon-lind"],
        "cue_class": ["thought", "speech"],
        "min_confidence": ["0.8"],
        "anonymous": ["no"],
        "named": ["yes"],
        "speaker_type": ["person"],
        "gender": ["unknown"],
        "role": ["mayor"],
        "copies": ["no"],
        "since": ["2024"],
        "until": ["2024-02-29"],
        "lacking": ["publication", "", "publication"],
    }
    assert quote_filters(params) == QuoteFilters(
        text="ferry",
        speaker="mara-lind",
        about=("velden", "dockers"),
        publication="Velden Post",
        quote_type="direct",
        about_any=("velden", "jon-lind"),
        cue_classes=("thought", "speech"),
        min_confidence=0.8,
        anonymous=False,
        named=True,
        speaker_type="person",
        gender="unknown",
        role="mayor",
        copies=False,
        since="2024",
        until="2024-02-29",
        lacking=("publication",),
    )


def test_the_empty_fields_of_a_form_ask_for_nothing():
    assert quote_filters({parameter.name: [""] for parameter in PARAMETERS}) == QuoteFilters()


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("type", "foo", "direct, mixed, indirect"),
        ("cue_class", "shout", "speech, writing"),
        ("min_confidence", "1.1", "from 0 to 1"),
        ("min_confidence", "-0.5", "from 0 to 1"),
        ("min_confidence", "nan", "from 0 to 1"),
        ("anonymous", "maybe", "yes, no"),
        ("lacking", "title", "date, publication"),
        ("gender", "masculine", "female, male, unknown"),
        ("speaker_type", "robot", "person, organization"),
        ("since", "notadate", "2024-03-15"),
        ("since", "2024-13", "2024-03"),
        ("until", "2023-02-29", "2024-03-15"),
        ("until", "20240101", "2024-03-15"),
        ("since", "２０２４", "2024"),
    ],
)
def test_an_odd_value_is_named_with_what_is_allowed(name, value, allowed):
    with pytest.raises(BadParameter) as error:
        quote_filters({name: [value]})
    assert name in str(error.value)
    assert value in str(error.value)
    assert allowed in str(error.value)


def test_a_misspelt_filter_is_not_passed_over():
    with pytest.raises(BadParameter, match="no parameter 'speeker': use q, speaker, about"):
        check_names({"speeker": ["mara-lind"]}, PARAMETERS)
    with pytest.raises(BadParameter, match="no parameter 'q': none is known here"):
        check_names({"q": ["ferry"]}, ())
    check_names({"_size": ["1"], "_theirs": ["x"], "q": ["ferry"]}, PARAMETERS)


@st.composite
def asked(draw):
    """Values of the parameters as a person could give them, taken from their own schemas."""
    slugs = st.lists(st.from_regex(r"[a-z]{1,9}(-[a-z]{1,9})?", fullmatch=True), min_size=1, unique=True)
    dates = st.dates().map(str) | st.dates().map(lambda day: str(day)[:7])
    values = {
        "cue_class": st.lists(st.sampled_from(CUE_CLASSES), min_size=1, unique=True) | st.just(["any"]),
        "lacking": st.lists(st.sampled_from(sorted(LACKING)), min_size=1, unique=True),
        "min_confidence": st.integers(0, 100).map(lambda percent: [str(percent / 100)]),
        "since": dates.map(lambda day: [day]),
        "until": dates.map(lambda day: [day]),
    }
    for name, _, schema in PARAMETERS:
        values.setdefault(name, st.sampled_from(schema["enum"]).map(lambda word: [word]) if "enum" in schema else slugs)
    return {name: draw(values[name]) for name in sorted(draw(st.sets(st.sampled_from(sorted(values)))))}


@given(asked())
def test_what_is_told_of_the_filters_asks_for_the_same_again(params):
    filters = quote_filters(params)
    told = {name: value if isinstance(value, list) else [str(value)] for name, value in in_words(filters).items()}
    assert quote_filters(told) == filters


def test_speech_is_what_is_shown_unless_something_else_is_asked_for():
    assert in_words(quote_filters({})) == {"cue_class": ["speech", "writing"]}
    assert in_words(quote_filters({"cue_class": ["thought", "any"]})) == {"cue_class": ["any"]}


@pytest.mark.parametrize(("value", "size"), [("", 20), ("1", 1), ("100", 100), ("max", 100)])
def test_sizes(value, size):
    assert page_size({"_size": [value]}, 20, 100) == size


@pytest.mark.parametrize("value", ["0", "-1", "101", "abc", "1.5", "²", "9" * 40])
def test_odd_sizes(value):
    with pytest.raises(BadParameter, match=r"_size takes a number from 1 to 100, or max"):
        page_size({"_size": [value]}, 20, 100)
