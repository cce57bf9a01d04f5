"""The commands as a person or a script calls them: what they print, and the exit code that says how it went."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from emuseum_lod.cli import commands, main
from emuseum_lod.resources import resource
from emuseum_lod.stored.library import load_library

PROVIDER = "demo-regional"
SOURCE = "demo/regional"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one provider loaded by the command itself."""
    folder = tmp_path_factory.mktemp("data")
    loaded = call(folder, "load", PROVIDER, resource("demo", "regional"))
    assert loaded.exit_code == 0, loaded.output
    return folder


def call(data: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["--data", str(data), *map(str, arguments)])


def test_a_load_is_published_and_the_same_load_changes_nothing(data: Path) -> None:
    before = json.loads(call(data, "status", "--json").stdout)
    assert before["items"]["object"] == 60
    assert before["published_seq"] == before["last_seq"] > 0

    again = call(data, "load", PROVIDER, resource("demo", "regional"), "--json")
    report = json.loads(again.stdout)
    assert again.exit_code == 0
    assert report["commit_id"] is None
    assert set(filter(report["counts"].get, report["counts"])) == {"unchanged"}
    assert json.loads(call(data, "status", "--json").stdout) == before


def test_verify_says_that_the_store_is_the_ledger(data: Path) -> None:
    verified = call(data, "verify")
    assert verified.exit_code == 0
    assert "the store says what the ledger says" in verified.stdout


def test_check_tells_what_a_load_would_do_and_does_not(data: Path, tmp_path: Path) -> None:
    export = shutil.copytree(resource("demo", "regional"), tmp_path / "regional")
    lines = (export / "objects.jsonl").read_text("utf-8").splitlines(keepends=True)
    (export / "objects.jsonl").write_text("".join(lines[:-2]), "utf-8")
    before = call(data, "status", "--json").stdout

    checked = call(data, "check", PROVIDER, export, "--json")
    assert json.loads(checked.stdout)["counts"]["deleted"]["object"] == 2
    partly = call(data, "check", PROVIDER, export, "--partial", "--json")
    assert not json.loads(partly.stdout)["counts"]["deleted"]
    assert call(data, "status", "--json").stdout == before


def test_errors_in_the_data_are_named_and_give_exit_code_1(tmp_path: Path) -> None:
    export = shutil.copytree(resource("demo", "regional"), tmp_path / "regional")
    with (export / "objects.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "broken\n')
    loaded = call(tmp_path / "data", "load", PROVIDER, export)

    assert loaded.exit_code == 1
    (message,) = (line for line in loaded.stdout.splitlines() if line.startswith("error: "))
    assert "objects.jsonl:61" in message
    assert "not JSON" in message
    assert json.loads(call(tmp_path / "data", "status", "--json").stdout)["items"]["object"] == 60


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("load", "no-such-provider", SOURCE), "there is no profile of the provider 'no-such-provider'"),
        (("load", PROVIDER), "Missing argument 'SOURCES...'"),
        (("explain", "no-such-number"), "nothing here is called 'no-such-number'"),
        (("report", "tate"), "tate has not been loaded"),
        (("--config", "missing.toml", "status"), "settings file missing.toml"),
    ],
)
def test_a_wrong_call_says_why_and_gives_exit_code_2(
    data: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = call(data, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_before_the_first_load_there_is_nothing_to_show(tmp_path: Path) -> None:
    result = call(tmp_path, "status")
    assert result.exit_code == 2
    assert "load something first" in result.stderr


@pytest.mark.parametrize(
    "name",
    [
        "КП 11",
        "кп11",
        "oai:demo.e-museum.example:object/kev8dhy0adp280",
        "http://127.0.0.1:8000/id/object/kev8dhy0adp280",
        "http://127.0.0.1:8000/page/object/kev8dhy0adp280",
        "http://127.0.0.1:8000/data/object/kev8dhy0adp280.ttl",
    ],
)
def test_explain_finds_an_item_by_whatever_people_have(data: Path, name: str) -> None:
    explained = json.loads(call(data, "explain", name, "--json").stdout)
    assert explained["iri"].endswith("object/kev8dhy0adp280")
    assert (explained["source"], explained["position"]) == ("regional/objects.jsonl", 1)
    assert explained["fields"]["titles"] == ["name.kk", "name.ru", "name.en"]


def test_the_report_of_the_last_load_is_kept(data: Path) -> None:
    report = call(data, "report", PROVIDER)
    assert report.exit_code == 0
    assert "records read" in report.stdout
    assert "objects have EDM" in report.stdout
    found = json.loads(call(data, "report", PROVIDER, "--json").stdout)
    assert found["provider"] == PROVIDER
    europeana = found["europeana"]
    assert europeana["with_edm"] == sum(europeana["content"].values()) == sum(europeana["metadata"].values())


def test_rebuild_publishes_the_same_from_the_ledger_alone(data: Path) -> None:
    shutil.rmtree(data / "store")
    assert call(data, "rebuild").exit_code == 0
    assert call(data, "verify").exit_code == 0


def test_queries_lists_the_routes_and_tries_their_examples(data: Path) -> None:
    listed = call(data, "queries")
    assert listed.exit_code == 0
    assert "/api/objects-by-size" in listed.stdout
    # A part of the demonstration is loaded: not every example finds something, but the routes without conditions do.
    tried = json.loads(call(data, "queries", "--try", "--json").stdout)
    rows = {each["name"]: each["rows"] for each in tried}
    assert all(count is not None for count in rows.values()), tried
    assert rows["museums"] == 12
    assert rows["search"] > 0


def test_queries_names_a_file_that_is_wrong(data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:  # fmt: skip
    (tmp_path / "words.toml").write_text("", "utf-8")
    (tmp_path / "things.rq").write_text("SELECT * { ?s ?p ?o }", "utf-8")
    monkeypatch.setattr(commands, "load_library", lambda: load_library(tmp_path))
    found = call(data, "queries")
    assert found.exit_code == 2
    assert "things.rq" in found.output


def test_config_names_every_setting_with_its_origin(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text("oai_page_size = 50\n")
    listed = json.loads(call(tmp_path, "--config", tmp_path / "settings.toml", "config", "--json").stdout)
    origins = {setting["name"]: (setting["value"], setting["source"]) for setting in listed}
    assert origins["oai_page_size"] == ("50", "file")
    assert origins["data"] == (str(tmp_path), "option")
    assert all(setting["explanation"] for setting in listed)


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_explains_itself(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert main.commands[command].help
