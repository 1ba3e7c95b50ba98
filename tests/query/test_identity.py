"""What an identity rests on is read by index, since an actor can have very many chains."""

from datasette_newsactors.query import duplicates, identity

from ..store.newspaper import new_database, report, save_all
from .conftest import Connection


def test_names_and_namesakes_are_found_by_index(db):
    assert "idx_chains_actor (actor_id=?)" in db.plan(identity.names(1, 9))
    plan = db.plan(identity.namesakes(1, 9))
    assert "idx_names_actor (actor_id=?)" in plan
    assert "SEARCH names USING PRIMARY KEY (type=? AND name_key=?)" in plan
    plan = db.plan(duplicates.neighbours(1, 9))
    assert "SEARCH name_links USING PRIMARY KEY (link>? AND link<?)" in plan
    assert "SEARCH name_links USING PRIMARY KEY (link=?)" in plan
    assert "idx_chains_block (block=? AND type=?)" in plan
    assert "SCAN chains" not in plan
    assert "SCAN names" not in plan


def test_the_neighbours_of_an_actor_begin_with_it(db):
    for row in db.rows(duplicates.namesakes()):
        near = db.rows(duplicates.neighbours(row["id"], 9))
        assert near[0] == row


def test_mentions_are_by_name_or_otherwise(db):
    for row in db.rows(duplicates.namesakes()):
        [found] = db.rows(identity.references(row["id"]))
        sql = "select sum(kind = 'name'), sum(kind <> 'name') from mentions where actor_id = ?"
        assert tuple(found.values()) == tuple(db.sqlite.execute(sql, [row["id"]]).fetchone())


ALIKE = [
    "Mara Velden", "Mara Ann Velden", "Jon Velden", "Jon Valden", "Tess Okoro", "Tess Okuro", "Tessa Okoro", "Velden",
    "Okoro", "Harbour Board", "Harbour Borad", "FSO", "Ruhl", "Pia Ruhl", "Pia Rühl", "Vera Ost", "V. Ost",
]  # fmt: skip


def test_the_neighbours_of_an_actor_are_all_who_are_likely_to_be_the_same(tmp_path):
    """They are found by how names are written; of names that begin and end alike, all that anybody would find."""
    path = tmp_path / "alike.db"
    save_all(new_database(str(path)), [[report((name, None, None), path=name)] for name in ALIKE])
    db = Connection(path)
    everybody = db.rows(duplicates.namesakes())
    pairs = likely(everybody)
    assert len(pairs) > 5
    for actor in everybody:
        near = likely(db.rows(duplicates.neighbours(actor["id"], 99)))
        assert {pair for pair in near if actor["id"] in pair} == {pair for pair in pairs if actor["id"] in pair}, actor


def likely(rows):
    return {pair.ids for pair in duplicates.likely_pairs(duplicates.as_namesakes(rows), (), 999)}


def test_the_articles_of_a_name_are_counted_once_whether_from_names_or_from_chains(tmp_path):
    """A second chain of a name in an article is no second article."""
    path = tmp_path / "twice.db"
    reports = [report(*[("Mara Velden", None, None)] * n, path=str(n)) for n in (1, 2, 3)]
    save_all(new_database(str(path)), [reports])
    db = Connection(path)
    [mara] = [row["id"] for row in db.rows(duplicates.namesakes())]
    counted = db.rows(identity.names(mara, 9))
    assert [(row["name"], row["n_articles"], row["apart"]) for row in counted] == [("Mara Velden", 3, 0)]

    columns = "article_id, 'again' || key, name, type, name_key, block, actor_id"
    db.sqlite.execute(
        "insert into chains (article_id, key, name, type, name_key, block, actor_id, apart) "
        f"select {columns}, 1 from chains where article_id = 1"
    )
    db.sqlite.execute("update names set n_chains = n_chains + 1")
    assert db.rows(identity.names(mara, 9)) == [row | {"apart": 1} for row in counted]
