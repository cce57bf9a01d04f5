"""The pages of the stored queries for people: the list, and for each query its form, what it gave, and how a program asks the same."""

from collections.abc import Mapping
from typing import Final

from emuseum_lod.catalogue.naming import best, labels_of
from emuseum_lod.sparql.page import table_of
from emuseum_lod.stored.library import LANGUAGE, LIMIT, OFFSET, SNAPSHOT, Parameter, StoredQuery
from emuseum_lod.stored.problems import Problem
from emuseum_lod.stored.request import Run
from emuseum_lod.stored.rows import Page
from emuseum_lod.stored.service import Service, encoded_parameters
from emuseum_lod.stored.values import Choice, Integer, Item, Number
from emuseum_lod.views.pages import (
    Download,
    QueryFault,
    QueryResult,
    StoredColumn,
    StoredEntry,
    StoredField,
    StoredList,
    StoredPage,
)

_SHOWN: Final = "objects"
"""The query by which the list shows how a program asks."""

_LONGEST_LINK: Final = 7_000
"""Bytes of an address that holds a query; a longer one may be refused on its way."""


def list_page(lang: str, service: Service) -> StoredList:
    """Return the page of all stored queries."""
    shown = service.library[_SHOWN]
    return StoredList(
        lang=lang,
        path=service.path,
        canonical=service.address,
        openapi=f"{service.path}openapi.json",
        command=f"curl '{service.query_address(shown.name, 'csv', {**shown.example, LANGUAGE: lang})}'",
        entries=tuple(_entry(query, lang, service) for query in service.library.values()),
    )


def query_page(
    query: StoredQuery, texts: Mapping[str, str], lang: str, service: Service, problem: Problem | None = None
) -> StoredPage:
    """Return the page of a query with its form filled in, and why there is no result where there is a problem."""
    sent = {name: text for name, text in texts.items() if name != LANGUAGE}
    asked = {**(sent if not problem and sent else query.example), LANGUAGE: lang}
    path = f"{service.path}{query.name}"
    return StoredPage(
        lang=lang,
        path=path,
        canonical=service.query_address(query.name),
        list=service.path,
        title=query.title.of(lang),
        description=query.description.of(lang),
        name=query.name,
        fields=tuple(_field(each, sent.get(each.name, ""), lang) for each in query.parameters),
        columns=tuple(
            StoredColumn(name, column.type, column.about.of(lang)) for name, column in query.columns.items()
        ),
        command=f"curl '{service.query_address(query.name, 'json', asked)}'",
        example=f"{path}?{encoded_parameters({LANGUAGE: lang, **query.example})}" if query.example else "",
        downloads=tuple(
            Download(name, media_type, f"{path}.{suffix}?{encoded_parameters(asked)}")
            for name, media_type, suffix in (("JSON", "application/json", "json"), ("CSV", "text/csv", "csv"))
        ),
        parameters=encoded_parameters(sent),
        fault=QueryFault(problem.code, problem.detail) if problem else None,
        blamed=problem.parameter if problem else "",
    )


def result_of(page: Page, service: Service) -> QueryResult:
    """Return a page of rows as it is shown."""
    said = {"head": {"vars": page.columns}, "results": {"bindings": page.bindings}}
    return table_of(said, service.endpoint)


def turned(run: Run, offset: int, lang: str, service: Service) -> str:
    """Return the path of another page of the rows."""
    sent = {name: text for name, text in run.texts.items() if name not in {LANGUAGE, LIMIT, OFFSET, SNAPSHOT}}
    asked = {LANGUAGE: lang, **sent, LIMIT: str(run.limit), OFFSET: str(offset)}
    return f"{service.path}{run.query.name}?{encoded_parameters(asked)}"


def sparql_of(run: Run, lang: str, service: Service) -> str:
    """Return where the query is open to be changed; "" where it is too long for an address."""
    text = run.query.bound(run.values, lang, run.limit, run.offset)
    address = f"{service.endpoint.path}?{encoded_parameters({LANGUAGE: lang, 'query': text})}"
    return address if len(address) <= _LONGEST_LINK else ""


def _entry(query: StoredQuery, lang: str, service: Service) -> StoredEntry:
    return StoredEntry(
        query.title.of(lang),
        query.description.of(lang),
        f"{service.path}{query.name}",
        query.name,
        tuple(each.name for each in query.parameters),
    )


def _field(parameter: Parameter, value: str, lang: str) -> StoredField:
    declared = parameter.declared
    numeric = isinstance(declared, Integer | Number)
    return StoredField(
        parameter.name,
        declared.about.of(lang),
        value or parameter.default,
        declared.example,
        required=parameter.required,
        form="number" if numeric else "text",
        picks=isinstance(declared, Choice),
        choices=_choices(parameter, lang),
        minimum=declared.minimum if isinstance(declared, Integer | Number) else None,
        maximum=declared.maximum if isinstance(declared, Integer | Number) else None,
    )


def _choices(parameter: Parameter, lang: str) -> tuple[tuple[str, str], ...]:
    """Return the values that a parameter is mostly given, each with what it means."""
    match parameter.declared:
        case Choice() as choice:
            return tuple((word, about.of(lang)) for word, about in choice.values.items())
        case Item() as item:
            labels = ((name, best(labels_of(record), (lang,))) for name, record in item.names().items())
            return tuple((name, label.value if label else name) for name, label in labels)
        case _:
            return ()
