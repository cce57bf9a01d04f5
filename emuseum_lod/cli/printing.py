"""How results are printed: tables and sentences for people, JSON for programs."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.table import Table
from rich.text import Text

from emuseum_lod.cli.explaining import Explanation
from emuseum_lod.cli.terminal import console
from emuseum_lod.config import Origin
from emuseum_lod.dumps.manifest import Manifest
from emuseum_lod.harvesting.report import HarvestReport
from emuseum_lod.issues import Issue
from emuseum_lod.loading import LoadReport
from emuseum_lod.loading.withdrawing import Withdrawn
from emuseum_lod.quality.survey import Survey
from emuseum_lod.store.status import Status
from emuseum_lod.store.verifying import Verification
from emuseum_lod.stored.trying import Tried

_FIRST_ISSUES = 20


def load_report(report: LoadReport, *, as_json: bool, whole: bool) -> None:
    """Print what came of a load; `whole` prints every issue, otherwise the first twenty that matter."""
    if as_json:
        _json(report)
        return
    for issue in _shown(report.issues, whole=whole):
        click.echo(f"{issue.severity}: {issue}")
    click.echo(report.summary())


def withdrawn(done: Withdrawn, *, as_json: bool) -> None:
    """Print what was done to an item that was taken out of publication."""
    if as_json:
        _json(done)
        return
    click.echo(f"{done.item}: {done.done}")
    if done.also:
        click.echo("only it referred to these, which stay; purge them by themselves if they are meant too:")
    for item in done.also:
        click.echo(f"  {item}")


def harvest_report(report: HarvestReport, *, as_json: bool) -> None:
    """Print what came of a harvest."""
    if as_json:
        _json(report)
    else:
        click.echo(report.summary())


def provider_report(report: LoadReport, surveyed: Survey, *, as_json: bool) -> None:
    """Print what came of a provider's last load, and what Europeana will make of its objects."""
    if as_json:
        _json({**msgspec.to_builtins(report), "europeana": surveyed})
        return
    load_report(report, as_json=False, whole=True)
    click.echo(surveyed.summary())


def explanation(explained: Explanation, *, as_json: bool) -> None:
    """Print where an item and its parts came from."""
    if as_json:
        _json(explained)
        return
    table = _table("", "")
    table.add_row("IRI", explained.iri)
    table.add_row("OAI identifier", explained.oai_identifier)
    for label in explained.labels:
        table.add_row("label", label)
    where = f"{explained.source}:{explained.position}" if explained.source else "(a file of the project)"
    table.add_row("provider", explained.provider)
    table.add_row("named in" if explained.mentioned_only else "record", where)
    table.add_row("published", f"{explained.datestamp}, content of {explained.modified}")
    if explained.deleted:
        table.add_row("deleted", "this is its last content")
    console().print(table)
    parts = _table("field", "value", "comes from")
    for name, value in explained.record.items():
        text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
        parts.add_row(name, Text(text), Text("\n".join(_sources(explained.fields, name))))
    console().print(parts)


def verification(found: Verification, *, as_json: bool) -> None:
    """Print whether the store says what the ledger says."""
    if as_json:
        _json(found)
        return
    for difference in found.differences:
        click.echo(difference.document)
        for line in difference.missing:
            click.echo(f"  missing:  {line}")
        for line in difference.orphaned:
            click.echo(f"  orphaned: {line}")
    for item in found.text_index.differing:
        click.echo(f"{item}: the text index has other words")
    verdict = (
        "the store says what the ledger says"
        if not found.documents
        else f"{found.documents:,} documents differ"
    )
    click.echo(
        f"{verdict}: {found.items:,} items, {found.triples_in_ledger:,} triples by the ledger, "
        f"{found.triples_in_store:,} in the store (change {found.seq})"
    )
    indexed = found.text_index
    verdict = (
        f"of {indexed.differences:,} it says something else" if indexed.differences else "as the ledger says"
    )
    click.echo(f"text index: the words of {indexed.items:,} items, {verdict}")


def status(found: Status, *, as_json: bool) -> None:
    """Print how things stand."""
    if as_json:
        _json(found)
        return
    table = _table("", "")
    table.add_row("base IRI", found.base_iri)
    for kind, count in found.items.items():
        table.add_row(kind, f"{count:,}")
    table.add_row("last change", f"{found.last_seq:,}, committed {found.last_commit or 'never'}")
    table.add_row("published", f"{found.snapshot or 'nothing yet'}, {found.behind:,} changes behind")
    table.add_row("text index", found.text_index or "not built yet")
    table.add_row("a service is following", "yes" if found.following else "no")
    console().print(table)


def dump(manifest: Manifest, folder: Path, *, as_json: bool) -> None:
    """Print what dumps there are now."""
    if as_json:
        _json(manifest)
        return
    table = _table("part", "items", "triples", "files", "bytes")
    for part in manifest.parts:
        files = manifest.files_of(part)
        size = sum(file.bytes for file in files)
        table.add_row(part.name, f"{part.items:,}", f"{part.triples:,}", str(len(files)), f"{size:,}")
    console().print(table)
    for delta in manifest.deltas:
        click.echo(f"{delta.name}: {delta.deleted:,} triples deleted, {delta.added:,} added")
    click.echo(f"{folder / manifest.edition}: the ledger up to change {manifest.seq:,}, made {manifest.made}")


def stored_queries(found: list[Tried], *, as_json: bool) -> None:
    """Print the stored queries, and what their examples found where they were tried."""
    if as_json:
        _json(found)
        return
    table = _table("route", "title", "parameters", "rows", "seconds")
    for each in found:
        rows = each.failure or ("" if each.rows is None else f"{each.rows:,}")
        seconds = "" if each.seconds is None else f"{each.seconds:.3f}"
        table.add_row(f"/api/{each.name}", each.title, " ".join(each.parameters), Text(rows), seconds)
    console().print(table)


def settings(origins: Iterable[Origin], *, as_json: bool) -> None:
    """Print every setting."""
    if as_json:
        _json(list(origins))
        return
    table = _table("setting", "variable", "value", "from", "what for")
    for origin in origins:
        table.add_row(origin.name, origin.variable, Text(origin.value), origin.source, origin.explanation)
    console().print(table)


def _shown(issues: Iterable[Issue], *, whole: bool) -> list[Issue]:
    """Return the issues to print: errors before warnings, notices in the whole report alone."""
    order = {"error": 0, "warning": 1, "notice": 2}
    ranked = sorted(issues, key=lambda issue: order[issue.severity])
    return ranked if whole else [issue for issue in ranked if issue.severity != "notice"][:_FIRST_ISSUES]


def _sources(fields: dict[str, list[str]], name: str) -> list[str]:
    """Return the source fields of a field, those of its parts included (production.actors)."""
    return [path for field, paths in fields.items() if field.partition(".")[0] == name for path in paths]


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, show_header=any(columns))
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _json(value: Any) -> None:  # whatever msgspec encodes
    click.echo(msgspec.json.format(msgspec.json.encode(value)).decode())
