"""Who speaks about whom becomes a picture in which every actor has a place of its own."""

from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.web.network import LEFT, MIDDLE, RIGHT, WIDTH, network

ACTORS = st.lists(
    st.fixed_dictionaries({"name": st.text(), "type": st.just("person"), "count": st.integers(1, 10**6)}), max_size=10
)


@given(ACTORS, ACTORS)
def test_every_actor_has_a_place_and_a_line_to_the_middle(speakers, subjects):
    drawn = network(speakers, subjects)
    assert [node.name for node in drawn.speakers] == [row["name"] for row in speakers]
    assert [node.name for node in drawn.subjects] == [row["name"] for row in subjects]
    assert len(drawn.edges) == len(speakers) + len(subjects)
    for nodes, x in ((drawn.speakers, LEFT), (drawn.subjects, RIGHT)):
        assert all(node.x == x and 0 < node.y < drawn.height for node in nodes)
        assert len({node.y for node in nodes}) == len(nodes)
    assert LEFT < MIDDLE < RIGHT < WIDTH


@given(ACTORS.filter(bool))
def test_the_most_frequent_has_the_thickest_line(speakers):
    speakers.sort(key=lambda row: -row["count"])
    widths = [edge.width for edge in network(speakers, []).edges]
    assert widths == sorted(widths, reverse=True)


def test_a_long_name_is_shortened_in_the_picture_alone():
    [node] = network(
        [{"name": "The Dunmar Valley Compensation Board", "type": "organization", "count": 1}], []
    ).speakers
    assert node.label == "The Dunmar Valle…"
    assert node.name == "The Dunmar Valley Compensation Board"
