"""Roles: what an article says that a person is, right beside the name."""

import pytest

from datasette_newsactors.nlp import annotate
from datasette_newsactors.nlp.roles import head_nouns


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Mayor Mara Lind said it was old.", ["Mayor"]),
        ("Mara Lind, the mayor of Velden, said it was old.", ["the mayor of Velden"]),
        ("“It is old,” said Mara Lind, a doctor.", ["a doctor"]),
        ("The mayor, Mara Lind, said it was old.", ["The mayor"]),
        ("Water Minister Mara Lind said it was old.", ["Water Minister"]),
        ("Secretary of State Mara Lind said it was old.", ["Secretary of State"]),
        ("Vermont Sen. Mara Lind said it was old.", ["Vermont Sen."]),
        ("Granhelm Energy spokeswoman Mara Lind said it was old.", ["Granhelm Energy spokeswoman"]),
        ("Mara Lind, a fellow at the Salt Institute, said it was old.", ["a fellow at the Salt Institute"]),
        ("Former prime minister Mara Lind said it was old.", ["Former prime minister"]),
        ("Mara Lind said it was old.", []),
        ("Jon Moss himself, his wife Mara, and others said it was old.", []),
        ("Dr. Mara Lind said it was old.", []),
        ("Ms. Mara Lind said it was old.", []),
        ("On Monday Mara Lind said it was old.", []),
        ("In a letter to Jon Moss, Mara Lind wrote that it was old.", []),
    ],
)
def test_the_roles_of_the_first_person(english, text, roles):
    people = [a for a in annotate(text, english).actors if a.type == "person"]
    assert [role.role for role in people[0].roles] == roles


def test_a_role_names_its_organization(english):
    text = "Mara Lind, a fellow at the World Bank, said it was old."
    annotation = annotate(text, english)
    (role,) = next(a for a in annotation.actors if a.name == "Mara Lind").roles
    assert {a.key: a.name for a in annotation.actors}[role.organization] == "World Bank"


@pytest.mark.parametrize(
    ("role", "nouns"),
    [
        ("the mayor of Velden", {"mayor"}),
        ("Water Minister", {"minister"}),
        ("a fellow at the Salt Institute", {"fellow"}),
        ("Granhelm Energy spokeswoman", {"spokeswoman"}),
        ("", set()),
    ],
)
def test_the_nouns_that_take_a_role_up_again(role, nouns):
    assert nouns <= head_nouns(role)
    assert bool(nouns) == bool(head_nouns(role))
