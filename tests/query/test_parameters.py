"""An odd value is named, with what is allowed, instead of being passed over."""

import pytest

from datasette_newsactors.query.filters import PARAMETERS, QuoteFilters, quote_filters
from datasette_newsactors.query.parameters import BadParameter, page_size


def test_parameters_become_filters():
    params = {
        "q": [" ferry "],
        "speaker": ["mara-lind"],
        "about": ["velden", "dockers", "velden"],
        "publication": ["Velden Post"],
        "type": ["direct"],
        "cue": ["speech"],
        "anonymous": ["no"],
        "named": ["yes"],
        "speaker_type": ["person"],
        "gender": ["unknown"],
        "role": ["mayor"],
        "copies": ["no"],
        "since": ["2024"],
        "until": ["2024-02-29"],
    }
    assert quote_filters(params) == QuoteFilters(
        text="ferry",
        speaker="mara-lind",
        about=("velden", "dockers"),
        publication="Velden Post",
        quote_type="direct",
        cue_class="speech",
        anonymous=False,
        named=True,
        speaker_type="person",
        gender="unknown",
        role="mayor",
        copies=False,
        since="2024",
        until="2024-02-29",
    )


def test_the_empty_fields_of_a_form_ask_for_nothing():
    assert quote_filters({name: [""] for name in PARAMETERS}) == QuoteFilters()


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("type", "foo", "direct, mixed, indirect"),
        ("cue", "shout", "speech, writing"),
        ("anonymous", "maybe", "yes, no"),
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
        quote_filters({"speeker": ["mara-lind"]})


@pytest.mark.parametrize(("value", "size"), [("", 20), ("1", 1), ("100", 100), ("max", 100)])
def test_sizes(value, size):
    assert page_size({"_size": [value]}, 20, 100) == size


@pytest.mark.parametrize("value", ["0", "-1", "101", "abc", "1.5", "²", "9" * 40])
def test_odd_sizes(value):
    with pytest.raises(BadParameter, match=r"_size takes a number from 1 to 100, or max"):
        page_size({"_size": [value]}, 20, 100)
