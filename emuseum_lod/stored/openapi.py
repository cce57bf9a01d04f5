"""The stored queries as an OpenAPI 3.1 description, made from their files: what is described is what is served."""

from importlib.metadata import version
from typing import Any, Final

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.stored.library import LANGUAGE, LIMIT, OFFSET, SNAPSHOT, Column, Parameter, StoredQuery
from emuseum_lod.stored.request import DEFAULT_LIMIT, MAX_LIMIT, MAX_OFFSET
from emuseum_lod.stored.service import Service
from emuseum_lod.stored.values import Wording

VERSION: Final = "3.1.0"

Node = dict[str, Any]

_TITLE: Final = Wording(kk="Қазақстан музейлері: дайын сұраулар", ru="Музеи Казахстана: готовые запросы", en="Kazakhstan's museums: stored queries")  # fmt: skip
_LANG: Final = Wording(
    kk="Атаулардың тілі; айтылмаса – Accept-Language бойынша.",
    ru="Язык названий; если не указан – по Accept-Language.",
    en="The language of names; where it is not said, Accept-Language decides.",
)
_LIMIT: Final = Wording(kk="Беттегі жолдар саны.", ru="Строк на странице.", en="Rows of a page.")
_OFFSET: Final = Wording(
    kk="Беттің алдындағы жолдар саны; келесі бетке next сілтейді.",
    ru="Строк до страницы; на следующую ведёт next.",
    en="Rows before the page; next leads to the following one.",
)
_SNAPSHOT: Final = Wording(
    kk="Беттер алынған деректер нұсқасы; next оны өзі қояды. Одан кейін бірдеңе жарияланса, жауап – 409: басынан бастаңыз.",
    ru="Состояние данных, из которого страницы; next ставит его сам. Если с тех пор что-то опубликовано, ответ – 409: начните сначала.",
    en="The state of the data that the pages are from; next sets it. Where something was published since, the answer is 409: begin again.",
)
_ROWS: Final = Wording(kk="Жолдардың бір беті.", ru="Страница строк.", en="A page of rows.")
_PROBLEM: Final = Wording(
    kk="Жауап жоқ: неге екені, қай параметр кінәлі және не істеу керегі.",
    ru="Ответа нет: почему, какой параметр виноват и что делать.",
    en="No answer: why, which parameter is to blame, and what to do.",
)
_NOT_MODIFIED: Final = Wording(
    kk="Сізде бар жауап әлі жарамды.",
    ru="Имеющийся у вас ответ ещё верен.",
    en="What you have is still right.",
)

_TYPES: Final[dict[str, Node]] = {
    "iri": {"type": ["string", "null"], "format": "iri"},
    "text": {"type": ["string", "null"]},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "boolean": {"type": ["boolean", "null"]},
    "date": {"type": ["string", "null"]},
    "wkt": {"type": ["string", "null"]},
}
"""The JSON schema of each type of column; a row may lack a value."""


def document(service: Service, lang: str) -> Node:
    """Return the description, its texts in one language."""
    return {
        "openapi": VERSION,
        "info": {
            "title": _TITLE.of(lang),
            "version": version("emuseum-lod"),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "externalDocs": {"url": service.address},
        "servers": [{"url": service.base.rstrip("/")}],
        "paths": {f"/api/{query.name}": _path(query, service, lang) for query in service.library.values()},
        "components": {
            "parameters": _paging(lang),
            "responses": {"problem": _problem(lang), "not-modified": {"description": _NOT_MODIFIED.of(lang)}},
            "schemas": {"problem": _PROBLEM_SCHEMA},
        },
    }


def _path(query: StoredQuery, service: Service, lang: str) -> Node:
    return {
        "get": {
            "operationId": query.name,
            "summary": query.title.of(lang),
            "description": query.description.of(lang),
            "externalDocs": {"url": service.query_address(query.name, "html")},
            "parameters": [
                *(_parameter(each, query, lang) for each in query.parameters),
                *(
                    {"$ref": f"#/components/parameters/{name}"}
                    for name in (LANGUAGE, LIMIT, OFFSET, SNAPSHOT)
                ),
            ],
            "responses": {
                "200": _rows(query, lang),
                "304": {"$ref": "#/components/responses/not-modified"},
                "default": {"$ref": "#/components/responses/problem"},
            },
        }
    }


def _parameter(parameter: Parameter, query: StoredQuery, lang: str) -> Node:
    schema = parameter.declared.schema()
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.declared.about.of(lang),
        "schema": schema | ({"default": _typed(parameter.default, schema)} if parameter.default else {}),
        "example": _typed(query.example.get(parameter.name, parameter.declared.example), schema),
    }


def _typed(text: str, schema: Node) -> str | int | float:
    """Return a value as JSON has it."""
    match schema["type"]:
        case "integer":
            return int(text)
        case "number":
            return float(text)
        case _:
            return text


def _paging(lang: str) -> Node:
    def described(name: str, about: Wording, schema: Node) -> Node:
        return {"name": name, "in": "query", "description": about.of(lang), "schema": schema}

    return {
        LANGUAGE: described(LANGUAGE, _LANG, {"type": "string", "enum": list(LANGUAGES)}),
        LIMIT: described(
            LIMIT,
            _LIMIT,
            {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
        ),
        OFFSET: described(
            OFFSET, _OFFSET, {"type": "integer", "minimum": 0, "maximum": MAX_OFFSET, "default": 0}
        ),
        SNAPSHOT: described(SNAPSHOT, _SNAPSHOT, {"type": "string"}),
    }


def _rows(query: StoredQuery, lang: str) -> Node:
    text = {"schema": {"type": "string"}}
    return {
        "description": _ROWS.of(lang),
        "headers": {
            "Link": {"schema": {"type": "string"}},
            "ETag": {"schema": {"type": "string"}},
            "Cache-Status": {"schema": {"type": "string"}},
        },
        "content": {"application/json": {"schema": _page_schema(query, lang)}, "text/csv": text},
    }


def _page_schema(query: StoredQuery, lang: str) -> Node:
    item = {
        "type": "object",
        "properties": {name: _column(column, lang) for name, column in query.columns.items()},
        "required": list(query.columns),
        "additionalProperties": False,
    }
    properties: Node = {
        "query": {"const": query.name},
        "documentation": {"type": "string", "format": "uri"},
        "parameters": {"type": "object", "additionalProperties": {"type": "string"}},
        SNAPSHOT: {"type": "string"},
        LIMIT: {"type": "integer"},
        OFFSET: {"type": "integer"},
        "count": {"type": "integer"},
        "next": {"type": ["string", "null"], "format": "uri"},
        "items": {"type": "array", "items": item},
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def _column(column: Column, lang: str) -> Node:
    return {"description": column.about.of(lang), **_TYPES[column.type]}


def _problem(lang: str) -> Node:
    schema = {"$ref": "#/components/schemas/problem"}
    return {"description": _PROBLEM.of(lang), "content": {"application/problem+json": {"schema": schema}}}


_PROBLEM_SCHEMA: Final[Node] = {
    "type": "object",
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "parameter": {"type": "string"},
        "value": {"type": "string"},
        "documentation": {"type": "string", "format": "uri"},
    },
    "required": ["title", "status", "code"],
}
"""RFC 9457, with what these routes add."""
