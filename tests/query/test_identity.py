"""What an identity rests on is read by index, since an actor can have very many chains."""

from datasette_newsactors.query import duplicates, identity


def test_names_and_namesakes_are_found_by_index(db):
    assert "idx_chains_actor (actor_id=?)" in db.plan(identity.names(1, 9))
    plan = db.plan(identity.namesakes(1, 9))
    assert "idx_chains_actor (actor_id=?)" in plan
    assert "COVERING INDEX idx_chains_block (block=? AND type=? AND name_key=?)" in plan
    assert "idx_chains_block (block=?)" in db.plan(duplicates.neighbours(1, 9))


def test_the_neighbours_of_an_actor_begin_with_it(db):
    for row in db.rows(duplicates.namesakes()):
        near = db.rows(duplicates.neighbours(row["id"], 9))
        assert near[0] == row


def test_mentions_are_by_name_or_otherwise(db):
    for row in db.rows(duplicates.namesakes()):
        [found] = db.rows(identity.references(row["id"]))
        sql = "select sum(kind = 'name'), sum(kind <> 'name') from mentions where actor_id = ?"
        assert tuple(found.values()) == tuple(db.sqlite.execute(sql, [row["id"]]).fetchone())
