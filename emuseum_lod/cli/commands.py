"""The commands. Each reads its arguments, calls one function of the house, and prints what came of it."""

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, NoReturn, ParamSpec

import click

from emuseum_lod import loading, metrics
from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.cli import printing
from emuseum_lod.cli.demonstration import demonstration_settings, demonstration_sources, pages_to_open
from emuseum_lod.cli.explaining import explain_item, find_item
from emuseum_lod.cli.terminal import progress
from emuseum_lod.config import Settings, explain_settings, load_settings
from emuseum_lod.dumps.making import make_dump
from emuseum_lod.errors import EmuseumError
from emuseum_lod.harvesting.source import Source
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.notices import TAKEDOWNS, Reason
from emuseum_lod.loading import withdrawing
from emuseum_lod.loading.report import read_report
from emuseum_lod.quality.survey import survey
from emuseum_lod.sparql.examples import load_themes
from emuseum_lod.sparql.pool import pool_in_use, pool_service
from emuseum_lod.store.following import publish
from emuseum_lod.store.following import rebuild as rebuild_store
from emuseum_lod.store.service import follower_service
from emuseum_lod.store.status import read_status
from emuseum_lod.store.verifying import verify as verify_store
from emuseum_lod.stored.library import load_library
from emuseum_lod.stored.trying import listed, tried
from emuseum_lod.uris import ItemId

P = ParamSpec("P")

DATA_HAS_ERRORS = 1
CALL_IS_WRONG = 2


class _Group(click.Group):
    """Turns the project's own errors into one line and exit code 2, instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:  # as click declares it
        try:
            return super().invoke(ctx)
        except EmuseumError as error:
            click.echo(f"emuseum-lod: {error}", err=True)
            ctx.exit(CALL_IS_WRONG)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="emuseum-lod")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of the ledger, the store and the reports (EMUSEUM_DATA; ./data).",
)
@click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Settings file in TOML (EMUSEUM_CONFIG).",
)
@click.pass_context
def main(ctx: click.Context, data: Path | None, config_file: Path | None) -> None:
    """Museum catalogues as linked open data: load them, serve them, look into them."""
    ctx.obj = (data, config_file)


def _with_settings(command: Callable[Concatenate[Settings, P], None]) -> Callable[P, None]:
    """Give a command the settings as its first argument."""

    @wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        data, config_file = click.get_current_context().obj
        command(load_settings({"data": data}, config_file=config_file), *args, **kwargs)

    return wrapped


_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")
_sources = click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
_partial = click.option(
    "--partial",
    is_flag=True,
    help="The sources are not all there is: what is missing from them is not deleted.",
)


@main.command()
@click.argument("provider")
@_sources
@_partial
@_json
@_with_settings
def load(settings: Settings, provider: str, sources: tuple[Path, ...], partial: bool, as_json: bool) -> None:
    """Load a PROVIDER's export: SOURCES are files, folders or archives.

    Without --partial it is taken for the whole of what the provider publishes: what is missing becomes a tombstone. An item whose record
    has an error keeps its last good state; when an input can't be read to its end, nothing is deleted.
    """
    with progress() as report_to:
        report = loading.load(settings, provider, sources, partial=partial, progress=report_to)
        publish(settings, report_to)
    _finish(report, as_json=as_json)


@main.command()
@click.argument("provider")
@_sources
@_partial
@_json
@_with_settings
def check(settings: Settings, provider: str, sources: tuple[Path, ...], partial: bool, as_json: bool) -> None:
    """Tell what `load` with the same arguments would do, and change nothing."""
    with progress() as report_to:
        report = loading.load(settings, provider, sources, partial=partial, dry_run=True, progress=report_to)
    _finish(report, as_json=as_json)


@main.command()
@click.argument("provider")
@_json
@_with_settings
def report(settings: Settings, provider: str, as_json: bool) -> None:
    """Show the report of a PROVIDER's last load: what came of it, what is wrong with the data, what is not mapped.

    And what Europeana will make of the objects as they are now: how many it can take, why not the others, and how it will grade them.
    """
    found = read_report(settings, provider)
    if found is None:
        _fail(f"{provider} has not been loaded into {settings.data}")
    with Ledger.open(settings.ledger_url) as ledger:
        surveyed = survey(ledger.reader(), provider)
    printing.provider_report(found, surveyed, as_json=as_json)


@main.command()
@click.argument("name")
@_json
@_with_settings
def explain(settings: Settings, name: str, as_json: bool) -> None:
    """Show what is known of an item and where each part of it came from.

    NAME is its IRI, the address of its page, its OAI identifier, or an inventory number.
    """
    with Ledger.open(settings.ledger_url) as ledger:
        reader = ledger.reader()
        found = find_item(reader, name)
        if not found:
            _fail(f"nothing here is called {name!r}: give an IRI, an OAI identifier or an inventory number")
        for item in found:
            printing.explanation(explain_item(reader, item), as_json=as_json)


@main.command()
@_json
@_with_settings
def verify(settings: Settings, as_json: bool) -> None:
    """Compare the published triples with the ledger, line by line. Exit code 1 when they differ."""
    with progress() as report_to:
        verification = verify_store(settings, report_to)
    printing.verification(verification, as_json=as_json)
    if not verification.passed:
        sys.exit(DATA_HAS_ERRORS)


@main.command()
@click.argument("url")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--prefix", default="oai_dc", show_default=True, help="The format to harvest (metadataPrefix).")
@click.option("--set", "set_spec", help="Harvest one set alone (setSpec).")
@click.option("--from", "since", metavar="DATE", help="Leave out what did not change since; for a new DIR.")
@click.option("--full", "whole", is_flag=True, help="Ask for everything; let go of what is no longer listed.")
@click.option("--reconcile", is_flag=True, help="Compare with the repository's receipt; get what differs.")
@click.option("--any-size", is_flag=True, help="Believe a list that ends short of its completeListSize.")
@click.option("--tries", type=click.IntRange(1), default=8, show_default=True, help="Of each request.")
@_json
def harvest(  # noqa: PLR0917  # click passes every one by its name
    url: str,
    folder: Path,
    prefix: str,
    set_spec: str | None,
    since: str | None,
    whole: bool,
    reconcile: bool,
    any_size: bool,
    tries: int,
    as_json: bool,
) -> None:
    """Mirror the OAI-PMH repository at URL into DIR; each further call brings the mirror up to date.

    Killed or cut off, the same call goes on where it was. Exit code 1: the harvest could not be ended, or a record not be taken.
    """
    # Imported here alone: gevent's workers, which `serve` starts, must come before any user of `ssl`.
    from emuseum_lod.harvesting.run import harvest as harvest_list  # noqa: PLC0415
    from emuseum_lod.harvesting.transport import Patience  # noqa: PLC0415
    from emuseum_lod.harvesting.walking import Limits  # noqa: PLC0415

    source = Source.of(url, prefix, set_spec, since)
    with progress() as report_to:
        harvested = harvest_list(
            source,
            folder,
            whole=whole,
            reconcile=reconcile,
            patience=Patience(tries=tries),
            limits=Limits(any_size=any_size),
            progress=report_to,
        )
    printing.harvest_report(harvested, as_json=as_json)
    if harvested.failed:
        sys.exit(DATA_HAS_ERRORS)


@main.command()
@click.argument("name", metavar="IRI")
@click.option(
    "--reason", type=click.Choice(TAKEDOWNS), required=True, help="What its tombstone says in public."
)
@_json
@_with_settings
def purge(settings: Settings, name: str, reason: Reason, as_json: bool) -> None:
    """Take an item down: erase what it says from every version and index; its tombstone stays, and loads leave it alone.

    IRI is the item's, the address of its page, or its OAI identifier. Killed, the same call goes on. It ends when nothing is left, which takes as
    long as a rebuild; pages and queries are without the item long before.
    """
    item = _one_item(settings, name)
    with progress() as report_to:
        withdrawn = withdrawing.purge(settings, item, reason, report_to)
    printing.withdrawn(withdrawn, as_json=as_json)


@main.command()
@click.argument("name", metavar="IRI")
@click.argument("successor", metavar="SUCCESSOR", required=False)
@click.option("--undo", is_flag=True, help="Take the merger back: the next load publishes IRI again.")
@_json
@_with_settings
def merge(settings: Settings, name: str, successor: str | None, undo: bool, as_json: bool) -> None:
    """Declare that the item IRI is the same as SUCCESSOR: its visitors are sent there for ever (308)."""
    if undo == bool(successor):
        _fail("give the IRI of the successor, or --undo")
    item = _one_item(settings, name)
    with progress() as report_to:
        withdrawn = (
            withdrawing.merge(settings, item, _one_item(settings, successor), report_to)
            if successor
            else withdrawing.unmerge(settings, item)
        )
    printing.withdrawn(withdrawn, as_json=as_json)


def _one_item(settings: Settings, name: str) -> ItemId:
    with Ledger.open(settings.ledger_url) as ledger:
        found = find_item(ledger.reader(), name)
    if len(found) != 1:
        _fail(f"{len(found)} items are called {name!r}: give the IRI of one")
    return found[0].id


@main.command()
@_with_settings
def rebuild(settings: Settings) -> None:
    """Build the triple store anew from the ledger and publish it; queries are answered from the old one meanwhile."""
    with progress() as report_to:
        snapshot = rebuild_store(settings, report_to)
    click.echo(f"published {snapshot.name}: the ledger up to change {snapshot.seq}")


@main.command()
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path, file_okay=False))
@_json
@_with_settings
def dump(settings: Settings, folder: Path | None, as_json: bool) -> None:
    """Write everything that is published as files: of the whole catalogue and of each museum, with what changed since the last dump.

    DIR is by default the folder that /data/ offers (EMUSEUM_DUMPS). Loads go on meanwhile. When nothing has changed, nothing is written.
    """
    with progress() as report_to:
        manifest = make_dump(settings, folder, report_to)
    printing.dump(manifest, folder or settings.dumps_folder, as_json=as_json)


@main.command()
@_json
@_with_settings
def status(settings: Settings, as_json: bool) -> None:
    """Show how things stand: what the ledger holds, and how far the published triples have followed it."""
    printing.status(read_status(settings), as_json=as_json)


@main.command()
@click.option("--try", "attempt", is_flag=True, help="Ask the published catalogue what each example finds.")
@_json
@_with_settings
def queries(settings: Settings, attempt: bool, as_json: bool) -> None:
    """Check the files of the stored queries and of the example queries, and list the routes of /api/.

    A file that is wrong is named, with what is wrong in it (exit code 2). With --try, exit code 1 means that an example has failed or finds nothing.
    """
    library = load_library()
    for lang in LANGUAGES:
        load_themes(lang)
    if not attempt:
        printing.stored_queries(list(listed(library, LANGUAGES[-1])), as_json=as_json)
        return
    with pool_in_use(settings) as pool:
        found = list(tried(library, LANGUAGES[-1], pool, settings.base_uri))
    printing.stored_queries(found, as_json=as_json)
    if not all(each.rows for each in found):
        sys.exit(DATA_HAS_ERRORS)


@main.command()
@_json
def config(as_json: bool) -> None:
    """Show every setting with its value, where that comes from, and what it is for."""
    data, config_file = click.get_current_context().obj
    printing.settings(explain_settings({"data": data}, config_file=config_file), as_json=as_json)


@main.command()
@click.option("--host", help="Address to listen on (EMUSEUM_HOST; 127.0.0.1).")
@click.option("--port", type=int, help="Port to listen on (EMUSEUM_PORT; 8000).")
def serve(host: str | None, port: int | None) -> None:
    """Serve OAI-PMH, SPARQL and the pages, and follow the ledger while doing so."""
    data, config_file = click.get_current_context().obj
    settings = load_settings({"data": data, "host": host, "port": port}, config_file=config_file)
    _serve(settings, ())


@main.command()
@click.option("--port", type=int, help="Port to listen on (8000).")
def demo(port: int | None) -> None:
    """Load the demonstration catalogue, serve it, and say which pages to open."""
    data, config_file = click.get_current_context().obj
    settings = demonstration_settings(load_settings({"data": data, "port": port}, config_file=config_file))
    for provider, source in demonstration_sources():
        with progress() as report_to:
            loaded = loading.load(settings, provider, [source], progress=report_to)
        printing.load_report(loaded, as_json=False, whole=False)
    with progress() as report_to:
        publish(settings, report_to)
        make_dump(settings, progress=report_to)
    _serve(settings, pages_to_open(settings))


def _serve(settings: Settings, pages: tuple[tuple[str, str], ...]) -> None:
    # Before anything that counts is imported: the library chooses then where it counts.
    metrics.prepare(settings)
    # Imported here alone: the web server's imports take longer than most commands.
    from emuseum_lod.web.server import run  # noqa: PLC0415

    def ready() -> None:
        click.echo(f"serving on http://{settings.host}:{settings.port}/ (Ctrl-C ends it)")
        for title, address in pages:
            click.echo(f"  {title:<34} {address}")

    with follower_service(settings), pool_service(settings):
        run(settings, ready)


def _finish(report: loading.LoadReport, *, as_json: bool) -> None:
    printing.load_report(report, as_json=as_json, whole=False)
    if report.errors:
        sys.exit(DATA_HAS_ERRORS)


def _fail(message: str) -> NoReturn:
    raise click.exceptions.Exit(_say(message))


def _say(message: str) -> int:
    click.echo(f"emuseum-lod: {message}", err=True)
    return CALL_IS_WRONG
