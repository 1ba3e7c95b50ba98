"""The commands: what they print, how they end, and that mistakes get a message instead of a traceback."""

import csv
import io
import json
import signal
import sqlite3
import subprocess
import sys
import time

import click
import pytest
from click.testing import CliRunner
from datasette.cli import cli as datasette_cli

from datasette_newsactors.cli import newsactors
from datasette_newsactors.cli.output import fitting
from datasette_newsactors.cli.reporting import progress
from datasette_newsactors.nlp import load_pipeline

DAM = "“The dam will hold,” said Mara Lind, the engineer. She added that the gates were new.\n"
FERRY = "Jon Ekdal said the ferry would stop in March.\n"


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "dam.txt").write_text(DAM, "utf-8")
    (folder / "ferry.txt").write_text(FERRY, "utf-8")
    return folder


@pytest.fixture
def database(tmp_path):
    return str(tmp_path / "news.db")


@pytest.fixture(autouse=True)
def loaded_once(nlp, monkeypatch):
    """The pipeline takes a second to load, and each command would load it anew."""

    def load(name=None, quotes="model"):
        return load_pipeline(name, quotes) if name or quotes != "model" else nlp

    monkeypatch.setattr("datasette_newsactors.nlp.load_pipeline", load)


def run(*arguments, **options):
    return CliRunner().invoke(newsactors, [str(a) for a in arguments], **options)


def select(database, sql):
    connection = sqlite3.connect(database)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def every_command(group=newsactors):
    return sorted(group.commands.items())


# --- The group ---


def test_the_commands_are_datasettes():
    result = CliRunner().invoke(datasette_cli, ["newsactors", "--help"])

    assert result.exit_code == 0
    assert [name for name, _ in every_command() if name in result.output] == [n for n, _ in every_command()]


@pytest.mark.parametrize(("name", "command"), every_command())
def test_every_command_and_option_has_a_help_text(name, command):
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts}"


def test_the_package_runs_as_a_module():
    result = subprocess.run(
        [sys.executable, "-m", "datasette_newsactors", "--help"], capture_output=True, text=True, check=True
    )

    assert "Usage: python -m datasette_newsactors [OPTIONS] COMMAND" in result.stdout


HELP = """
import sys
import time
from datasette.cli import cli
try:
    cli(["--help"])
except SystemExit:
    print(*sys.modules)
"""
NO_PLUGINS = "import pluggy\npluggy.PluginManager.load_setuptools_entrypoints = lambda *arguments: 0\n"


def modules_loaded(script):
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(result.stdout.splitlines()[-1].split())


def test_datasettes_help_loads_nothing_heavy_for_us():
    ours = modules_loaded(HELP) - modules_loaded(NO_PLUGINS + HELP)

    assert "datasette_newsactors.cli" in ours
    assert not {"spacy", "sqlite_utils", "trafilatura", "rapidfuzz", "tabulate", "numpy"} & ours


# --- ingest ---


def test_ingest_says_what_it_did(news, database):
    result = run("ingest", database, news)

    assert result.exit_code == 0, result.output
    articles, found, time = result.stdout.splitlines()
    assert articles == "Articles: 2 new, 0 unchanged, 0 changed, 0 failed"
    assert found == "Found: 3 quotes; the database now has 2 actors"
    assert time.startswith("Time: ")
    assert time.endswith(" words a second")


def test_ingest_can_be_silent(news, database):
    assert run("ingest", database, news, "--silent").output == ""


def test_ingest_ends_with_1_and_names_what_failed(news, database):
    (news / "empty.txt").write_text("")

    result = run("ingest", database, news, news / "nowhere.txt")

    assert result.exit_code == 1
    assert "2 new, 0 unchanged, 0 changed, 2 failed" in result.stdout
    first, second = result.stderr.splitlines()
    assert first.startswith(f"{news / 'empty.txt'}: ")
    assert second.startswith(f"{news / 'nowhere.txt'}: ")
    assert len(select(database, "select * from ingest_errors")) == 2


def test_ingest_names_the_first_twenty_failures_and_counts_the_rest(tmp_path, database):
    lines = tmp_path / "many.jsonl"
    lines.write_text('{"text": ""}\n' * 23)

    result = run("ingest", database, lines)

    assert len(result.stderr.splitlines()) == 21
    assert result.stderr.splitlines()[-1] == "… and 3 more failed"


def test_ingest_reads_standard_input(database):
    result = run("ingest", database, "-", input=DAM.encode())

    assert "1 new" in result.stdout


def test_ingest_takes_columns_and_a_publication(tmp_path, database):
    table = tmp_path / "export.csv"
    table.write_text(f'body,day,paper\n"{DAM}",2024-03-01,\n"{FERRY}",2024-03-02,Velden Post\n', "utf-8")
    columns = ("--column", "text=body", "--column", "published=day", "--column", "publication=paper")

    run("ingest", database, table, *columns, "--publication", "The Undertow")

    assert select(
        database,
        "select published, name from articles join publications on publications.id = publication_id order by 1",
    ) == [("2024-03-01", "The Undertow"), ("2024-03-02", "Velden Post")]


def test_ingest_keeps_its_options_with_the_run(news, database):
    run("ingest", database, news, "--format", "text", "--publication", "Post")

    ((options,),) = select(database, "select options from runs")

    assert json.loads(options) == {
        "paths": [str(news)],
        "format": "text",
        "columns": [],
        "follow": False,
        "private": False,
        "table": None,
        "publication": "Post",
        "quotes": "model",
    }


def test_articles_in_other_languages_are_counted_and_named(tmp_path, database):
    (tmp_path / "port.txt").write_text(
        "« Le port ferme », a déclaré lundi la maire, Ana Ruiz. Selon le syndicat des dockers, presque toute la ville "
        "y travaille depuis quarante ans. Le conseil municipal n'a pas répondu aux questions de ce journal.",
        "utf-8",
    )

    result = run("ingest", database, tmp_path / "port.txt")

    assert "since the pipeline is for another language: 1 in fr" in result.output
    assert select(database, "select language from articles") == [("fr",)]
    assert select(database, "select count(*) from actors") == [(0,)]


def test_ctrl_c_keeps_what_is_finished_and_the_same_command_goes_on(tmp_path, database):
    table = tmp_path / "many.jsonl"
    table.write_text("".join(json.dumps({"text": f"{FERRY} This is item {n}."}) + "\n" for n in range(400)), "utf-8")
    command = [sys.executable, "-m", "datasette_newsactors", "ingest", database, str(table)]

    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while process.poll() is None and not n_articles(database):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)

    assert process.returncode == 130
    assert stderr.splitlines()[-1] == "Stopped. What was finished is stored; the same command goes on with the rest."
    assert 0 < n_articles(database) < 400
    assert select(database, "select finished from runs") == [(None,)]
    assert run("ingest", database, table).exit_code == 0
    assert n_articles(database) == 400


def n_articles(database):
    try:
        return select(database, "select count(*) from articles")[0][0]
    except sqlite3.OperationalError:
        return 0


def test_progress_is_counted_on_a_terminal_only(monkeypatch, capsys):
    monkeypatch.setattr("datasette_newsactors.cli.reporting.BETWEEN_COUNTS", 0)

    assert list(progress("abc", silent=False)) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert list(progress("abc", silent=False)) == ["a", "b", "c"]
    assert "2 articles, " in capsys.readouterr().err


# --- Mistakes ---


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("{db}", "{news}", "--column", "text"), "--column text: write FIELD=NAME, for example text=body."),
        (("{db}", "{news}", "--column", "mood=body"), "an article has no field 'mood'"),
        (("{db}", "{news}", "--format", "odt"), "there is no such format; there are csv, docx"),
        (("{db}", "{news}", "--model", "en_core_web_nothing"), "Cannot load the spaCy pipeline 'en_core_web_nothing'"),
        (("{db}", "{news}", "--quotes", "nowhere"), "Cannot read the quote model nowhere: No such file or directory"),
        (("{db}/a/b.db", "{news}"), "does not exist; make it first"),
        (("{news}/dam.txt", "{news}"), "dam.txt: this file is not a SQLite database"),
        (("{news}", "{news}"), "this is a folder"),
        (("{db}",), "Missing argument 'PATH...'"),
    ],
)
def test_a_mistake_gets_a_message_and_no_traceback(news, database, arguments, message):
    result = run("ingest", *(a.format(db=database, news=news) for a in arguments))

    assert result.exit_code in (1, 2)
    assert isinstance(result.exception, SystemExit)
    assert message in " ".join(result.stderr.split())


def test_a_locked_database_gets_a_message(news, database, monkeypatch):
    run("ingest", database, news, "--silent")
    monkeypatch.setattr("datasette_newsactors.store.database.BUSY_TIMEOUT", 0.1)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("begin immediate")
    try:
        result = run("ingest", database, news)
    finally:
        other.close()

    assert result.exit_code == 1
    assert result.stderr == (
        f"Error: {database}: another program has locked this database. Try again when it has finished.\n"
    )


@pytest.mark.parametrize("command", ["quotes", "actors"])
def test_a_database_without_our_tables_gets_a_message(tmp_path, command):
    database = str(tmp_path / "other.db")
    select(database, "create table t (a)")

    result = run(command, database)

    assert result.exit_code == 1
    assert result.stderr == f"Error: {database}: this database has no quotes; fill it with the command ingest.\n"


def test_quotes_in_another_way_are_read_anew_and_noted_with_the_run(news, database):
    run("ingest", database, news, "--silent")

    result = run("ingest", database, news, "--quotes", "rules")

    assert "2 changed" in result.stdout
    runs = select(database, "select json_extract(options, '$.quotes'), model like '%+quotes-%' from runs order by id")
    assert runs == [("model", 1), ("rules", 0)]


# --- annotate and load ---


def test_annotate_writes_a_record_a_line_to_standard_output(news):
    result = run("annotate", news)

    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["article"]["text"] for record in records] == [DAM, FERRY]


def test_annotate_writes_the_same_bytes_for_the_same_input(news, tmp_path):
    files = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for file in files:
        run("annotate", news, "-o", file)

    assert files[0].read_bytes() == files[1].read_bytes() != b""


def test_annotate_writes_a_folder_in_files_of_a_fixed_number_of_articles(news, tmp_path, monkeypatch):
    monkeypatch.setattr("datasette_newsactors.cli.reading.SHARD", 1)

    run("annotate", news, "-o", tmp_path / "deep" / "out")

    files = sorted((tmp_path / "deep" / "out").iterdir())
    assert [file.name for file in files] == ["annotations-00000.jsonl", "annotations-00001.jsonl"]
    assert [json.loads(file.read_text("utf-8"))["article"]["text"] for file in files] == [DAM, FERRY]


def test_annotate_ends_with_1_and_names_what_failed(news):
    (news / "empty.txt").write_text("")

    result = run("annotate", news)

    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr.startswith(f"{news / 'empty.txt'}: ")


def test_annotate_to_a_place_where_nothing_can_be_written_gets_a_message(news):
    result = run("annotate", news, "-o", news / "dam.txt" / "out")

    assert result.exit_code == 1
    assert f"{news / 'dam.txt' / 'out'}: Not a directory" in result.stderr


def test_load_stores_what_annotate_wrote(news, tmp_path, database):
    run("annotate", news, "-o", tmp_path / "out")

    result = run("load", database, tmp_path / "out")

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Articles: 2 new, 0 unchanged, 0 changed, 0 failed\nFound: 3 quotes;")
    assert select(database, "select path from articles") == [(str(news / n),) for n in ("dam.txt", "ferry.txt")]


def test_load_names_the_line_that_is_no_record(tmp_path, database):
    (tmp_path / "odd.jsonl").write_text("{}\n")

    result = run("load", database, tmp_path / "odd.jsonl")

    assert result.exit_code == 1
    assert result.stderr == f"{tmp_path / 'odd.jsonl'}#1: is no annotation record: it has no 'actors'\n"


# --- quotes and actors ---


def found(*arguments):
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_quotes_are_searched_by_words(news_db):
    contents = [quote["content"] for quote in found("quotes", news_db, "scandal")]

    assert len(contents) == 1
    assert "a scandal that was made in a quiet room" in contents[0]


@pytest.mark.parametrize(
    ("options", "holds"),
    [
        (("--speaker", "jonas-okoro"), lambda quote: quote["speaker"] == "jonas-okoro"),
        (("--speaker", "jonas OKORO"), lambda quote: quote["speaker"] == "jonas-okoro"),
        (("--about", "Northern Harbour Board"), lambda q: "Northern Harbour Board" in [a["name"] for a in q["about"]]),
        (("--type", "direct"), lambda quote: quote["quote_type"] == "direct"),
        (("--since", "2024-05"), lambda quote: quote["published"] >= "2024-05"),
        (("--until", "2024-02"), lambda quote: quote["published"] < "2024-03"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_quotes_are_filtered(news_db, options, holds):
    everything = found("quotes", news_db, "--size", 1000)

    chosen = found("quotes", news_db, "--size", 1000, *options)

    assert 0 < len(chosen) < len(everything)
    assert all(map(holds, chosen))


def test_speech_is_found_unless_other_cues_are_asked_for(news_db):
    def of(*classes):
        options = [word for name in classes for word in ("--cue-class", name)]
        return [(quote["id"], quote["cue_class"]) for quote in found("quotes", news_db, "--size", 1000, *options)]

    everything = of("any")

    assert of() == of("speech", "writing") == [quote for quote in everything if quote[1] in ("speech", "writing")]
    assert of("speech") == [quote for quote in everything if quote[1] == "speech"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--speaker", "jonas okara"), "'jonas okara' is no actor here; there is: jonas-okoro"),
        (("--about", "Xyzzy"), "'Xyzzy' is no actor here; there is: nobody with a similar name"),
        (("--since", "spring"), "since='spring' is not understood"),
        (("--type", "loud"), "'loud' is not one of 'direct', 'mixed', 'indirect'"),
        (("--size", "0"), "0 is not in the range x>=1"),
    ],
)
def test_a_filter_that_means_nothing_gets_a_message(news_db, options, message):
    result = run("quotes", news_db, *options)

    assert result.exit_code in (1, 2)
    assert message in result.stderr


def test_quotes_come_as_text_json_lines_or_csv(news_db):
    (quote,) = found("quotes", news_db, "scandal")

    who, said = run("quotes", news_db, "scandal").stdout.splitlines()
    (line,) = run("quotes", news_db, "scandal", "--nl").stdout.splitlines()
    (row,) = csv.DictReader(io.StringIO(run("quotes", news_db, "scandal", "--csv").stdout))

    assert who == "undated · Jonas Okoro"
    assert said == "    " + quote["content"]
    assert json.loads(line) == quote
    assert json.loads(row["about"]) == quote["about"]
    assert row["content"] == quote["content"]


def test_text_is_cut_to_the_width_of_the_terminal(news_db, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")

    lines = run("quotes", news_db).stdout.splitlines() + run("actors", news_db).stdout.splitlines()

    assert max(map(len, lines)) <= 40
    assert any(line.endswith("…") for line in lines)


def test_text_cannot_steer_the_terminal():
    assert fitting("one\x1b[2J\ntwo\u202e") == "one [2J two"


def test_no_quotes_are_an_empty_answer(news_db):
    nothing = run("quotes", news_db, "xyzzy")

    assert (nothing.exit_code, nothing.stdout, nothing.stderr) == (0, "", "No quotes found\n")
    assert run("quotes", news_db, "xyzzy", "--json").stdout == "[]\n"
    assert run("quotes", news_db, "xyzzy", "--csv").stdout == ""
    assert run("actors", news_db, "xyzzy").stderr == "No actors found\n"


@pytest.mark.parametrize("command", ["quotes", "actors"])
def test_a_missing_database_is_named_and_not_made(tmp_path, command):
    result = run(command, tmp_path / "missing.db")

    assert result.exit_code == 2
    assert "missing.db' does not exist" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_actors_are_listed_most_quoted_first(news_db):
    numbers = [actor["n_quotes"] for actor in found("actors", news_db)]

    assert len(numbers) > 3
    assert numbers == sorted(numbers, reverse=True)


def test_actors_are_found_by_a_misspelt_name_and_by_type(news_db):
    assert found("actors", news_db, "okora")[0]["slug"] == "jonas-okoro"
    assert {actor["type"] for actor in found("actors", news_db, "--type", "person")} == {"person"}
    assert len(found("actors", news_db, "--size", "2")) == 2


# --- merge, distinct, split, rename, retype, reject, confirm, reattribute, undo, corrections ---


@pytest.fixture
def decided(news, database):
    """A database to decide on: Mara Lind says one thing twice over, Jon Ekdal another."""
    assert run("ingest", database, news, "--silent").exit_code == 0
    return database


def actor_rows(database, columns="slug"):
    return [row if len(row) > 1 else row[0] for row in select(database, f"select {columns} from actors order by slug")]


def test_a_decision_is_kept_with_who_and_why_and_can_be_undone(decided):
    before = actor_rows(decided, "slug, name, n_mentions, n_quotes")

    merged = run("merge", decided, "mara-lind", "jon-ekdal", "--who", "ana", "--why", "one and the same")
    assert (merged.exit_code, merged.stdout) == (0, "Correction 1\n")
    assert "jon-ekdal" not in actor_rows(decided)

    assert run("undo", decided, 1, "--who", "ben").stdout == "Correction 2\n"
    assert actor_rows(decided, "slug, name, n_mentions, n_quotes") == before
    first, second = run("corrections", decided).stdout.splitlines()
    assert " · ana · undone · merge mara-lind jon-ekdal · one " in first
    assert second.endswith(" · ben · undo 1")


def test_who_decides_is_by_default_who_is_logged_in(decided, monkeypatch):
    monkeypatch.setenv("LOGNAME", "tess")

    run("confirm", decided, "mara-lind")

    assert select(decided, "select who, action from corrections") == [("tess", "confirm")]


@pytest.mark.parametrize(
    ("arguments", "sql", "expected"),
    [
        (["rename", "mara-lind", "Mara Lind-Okoro"], "name from actors where slug = 'mara-lind'", "Mara Lind-Okoro"),
        (["rename", "mara-lind", "Mara Lind", "--slug", "mara"], "slug from actors where name = 'Mara Lind'", "mara"),
        (["retype", "mara-lind", "group"], "type from actors where slug = 'mara-lind'", "group"),
        (["reject", "mara-lind"], "status from actors where slug = 'mara-lind'", "rejected"),
        (["confirm", "mara-lind"], "status from actors where slug = 'mara-lind'", "confirmed"),
        (["reattribute", "1", "--nobody"], "count(*) from quotes where id = 1 and speaker_id is null", 1),
        (
            ["reattribute", "1", "jon-ekdal"],
            "slug from actors join quotes on speaker_id = actors.id where quotes.id = 1",
            "jon-ekdal",
        ),
    ],
)
def test_what_is_decided_holds(decided, arguments, sql, expected):
    action, *rest = arguments

    assert run(action, decided, *rest).exit_code == 0

    assert select(decided, f"select {sql}") == [(expected,)]


def test_two_that_are_kept_apart_are_asked_about_no_more(decided):
    assert run("distinct", decided, "mara-lind", "jon-ekdal", "--why", "two people").stdout == "Correction 1\n"
    assert select(decided, "select action, why from corrections") == [("distinct", "two people")]


def test_a_file_links_actors_to_wikidata(decided, tmp_path):
    file = tmp_path / "who.csv"
    file.write_text("name,type,wikidata_id\nMara Lind,person,Q42\nIda Storm,person,Q7\nJon Ekdal,,Q8\n", "utf-8")

    first, again = run("link", decided, file, "--who", "ana"), run("link", decided, file)

    assert (first.exit_code, first.stdout, again.stdout) == (1, "Linked: 1 new\n", "Linked: 0 new\n")
    assert first.stderr.startswith("who.csv, line 4: Jon Ekdal: a name needs a type")
    assert select(decided, "select slug, wikidata_id from actors where wikidata_id <> ''") == [("mara-lind", "Q42")]
    assert "ana · link mara-lind Q42" in run("corrections", decided).stdout
    assert run("undo", decided, 1).exit_code == 0
    assert select(decided, "select count(wikidata_id) from actors") == [(0,)]


def test_an_article_is_split_off(news, decided):
    (news / "more.txt").write_text("Mara Lind said the gates were shut.\n", "utf-8")
    run("ingest", decided, news, "--silent")
    [(article,)] = select(decided, "select id from articles where path like '%more.txt'")

    assert run("split", decided, "mara-lind", "--article", article).exit_code == 0

    assert {"mara-lind", "mara-lind-2"} <= set(actor_rows(decided))


def test_decisions_are_taken_to_a_database_that_is_built_anew(news, decided, tmp_path):
    run("merge", decided, "mara-lind", "jon-ekdal")
    log, rebuilt = tmp_path / "corrections.jsonl", tmp_path / "rebuilt.db"
    log.write_text(run("corrections", decided, "--export").stdout, "utf-8")

    run("ingest", rebuilt, news, "--silent")
    imported = run("corrections", rebuilt, "--import", log)

    assert (imported.exit_code, imported.stdout) == (0, "Corrections: 1 new\n")
    assert run("corrections", rebuilt, "--import", log).stdout == "Corrections: 0 new\n"
    assert actor_rows(rebuilt, "slug, name, n_quotes") == actor_rows(decided, "slug, name, n_quotes")


@pytest.mark.parametrize(
    ("arguments", "exit_code", "message"),
    [
        (["merge", "mara-lind", "nobody"], 1, "There is no actor 'nobody' here"),
        (["distinct", "mara-lind", "mara-lind"], 1, "is one actor; split it to have two"),
        (["merge", "mara-lind", "mara-lind"], 1, "cannot be merged with itself"),
        (["split", "mara-lind"], 1, "name what is to be taken off"),
        (["retype", "mara-lind", "god"], 2, "'god' is not one of"),
        (["reattribute", "1"], 2, "or --nobody"),
        (["reattribute", "999", "--nobody"], 1, "There is no quote 999 here"),
        (["undo", "5"], 1, "There is no correction 5 here"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_in_words(decided, arguments, exit_code, message):
    action, *rest = arguments

    result = run(action, decided, *rest)

    assert result.exit_code == exit_code
    assert message in result.stderr
    assert select(decided, "select count(*) from corrections") == [(0,)]


@pytest.mark.parametrize(("line", "message"), [("nonsense", "is no line of JSON"), ("{}", "Record 1 is no correction")])
def test_a_file_that_holds_no_corrections_is_named(decided, tmp_path, line, message):
    log = tmp_path / "wrong.jsonl"
    log.write_text(line, "utf-8")

    result = run("corrections", decided, "--import", log)

    assert (result.exit_code, message in result.stderr) == (1, True)


def test_evaluate_measures_the_way_that_quotes_are_found(tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(run("annotate", "-", "--quotes", "rules", input=DAM).stdout, "utf-8")
    by_rules = json.loads(run("evaluate", "--gold", gold, "--quotes", "rules", "--json").stdout)
    assert by_rules["content exact"]["f1"] == 100
    result = run("evaluate", "--gold", gold, "--quotes", tmp_path)
    assert result.exit_code == 1
    assert f"Cannot read the quote model {tmp_path}" in result.output
