"""Two people of one full name: what tells them apart, and all that does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.resolve import Context, fields_of, namesakes


def context(article: str, field: str = "", day: str | None = "2024-05-01", company: str = "") -> Context:
    return Context(article, frozenset(field.split()), day, frozenset(company.split()))


def parts(*contexts: Context) -> list[str]:
    return sorted("".join(c.article for c in person) for person in namesakes(contexts))


KEEPER = context("a", "sport", company="ilvar athletic")
FARMER = context("b", "farming", company="moss ferry")


@pytest.mark.parametrize(
    ("role", "fields"),
    [
        ("Keeper", {"sport"}),
        ("a goalkeeper from the reserves who works mornings at the fish market", {"sport"}),
        ("A farmer", {"farming"}),
        ("farmer and mayor of Lower Oltva", {"farming", "politics"}),
        ("former striker", set()),
        ("the retired judge", set()),
        ("Its leader", set()),
    ],
)
def test_a_role_tells_the_field_of_work_that_somebody_is_in(role, fields):
    assert fields_of([role]) == fields


def test_a_goalkeeper_and_a_farmer_who_meet_nobody_in_common_are_two():
    assert parts(KEEPER, FARMER) == ["a", "b"]


def test_an_article_without_a_role_goes_to_whom_its_company_points_to_and_leads_others_there():
    friend = context("c", company="moss lindgard")
    friend_of_friend = context("d", company="lindgard")

    assert parts(KEEPER, FARMER, friend, friend_of_friend) == ["a", "bcd"]


@pytest.mark.parametrize("company", ["", "elsewhere", "moss ilvar"])
def test_an_article_that_does_not_tell_is_neither_ones(company):
    assert parts(KEEPER, FARMER, context("c", company=company)) == ["a", "b"]


@pytest.mark.parametrize(
    "other",
    [
        context("b", "farming", company="moss ilvar"),  # both meet Ilvar
        context("b", "farming", day="2034-05-01", company="moss"),  # keepers become farmers in ten years
        context("b", "farming", day=None, company="moss"),
        context("b", "sport farming", company="moss"),
        context("b", "business", company="moss"),  # which a keeper may have beside the goal
        context("b", "", company="moss"),
    ],
)
def test_what_does_not_contradict_leaves_one(other):
    assert parts(KEEPER, other) == []


def test_an_article_that_names_both_fields_makes_them_one():
    assert parts(KEEPER, FARMER, context("c", "sport farming")) == []


def test_where_people_said_that_there_are_two_company_in_common_does_not_make_them_one():
    both = context("b", "farming", company="moss ilvar")

    assert len(namesakes([KEEPER, both], known=True)) == 2


fields = st.sampled_from(["", "sport", "farming", "politics", "sport business", "arts", "science"])
company = st.lists(st.sampled_from("pqrst"), max_size=3).map(" ".join)
days = st.sampled_from(["2024-05-01", "2023-01-01", "2031-01-01", None])
contexts = st.lists(st.tuples(fields, days, company), max_size=9).map(
    lambda found: [context(str(n), *told) for n, told in enumerate(found)]
)


@given(contexts.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_of_the_articles_does_not_matter(orders):
    assert namesakes(orders[0]) == namesakes(orders[1])


@given(contexts)
def test_no_article_is_two_peoples_and_those_who_are_told_apart_are_at_least_two(found):
    people = namesakes(found)
    articles = [context.article for person in people for context in person]

    assert len(articles) == len(set(articles))
    assert len(people) != 1
