"""Other people's JSON Schemas, kept in the shared folder: what tells why a document is not valid by one of them."""

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft7Validator, Draft202012Validator
from referencing import Registry, Resource
from referencing.exceptions import NoSuchResource

Validate = Callable[[Mapping[str, Any]], list[str]]
"""A document → what is wrong with it."""

LINKED_ART_SCHEMAS: Final = {
    "HumanMadeObject": "object",
    "Person": "person",
    "Group": "group",
    "Place": "place",
    "Type": "concept",
    "Material": "concept",
    "Language": "concept",
    "MeasurementUnit": "concept",
    "Period": "event",
    "Set": "set",
    "DigitalObject": "digital",
    "VisualItem": "image",
}
"""The schema of each class. The one for all of them refers to itself under another name than its own, so each is taken by itself."""


@cache
def linked_art_schemas(shared: Path) -> Validate:
    """Return what tells why a document is not valid by the schema of its class. HAL links are in no schema and taken out."""
    folder = shared / "standards" / "linked-art" / "schema"
    contents = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    registry: Registry[Any] = Registry().with_resources(
        (schema["$id"], Resource.from_contents(schema)) for schema in contents
    )
    base = next(schema["$id"] for schema in contents if schema["$id"].endswith("/core.json")).removesuffix(
        "core.json"
    )

    @cache
    def validator(name: str) -> Draft202012Validator:
        return Draft202012Validator({"$ref": f"{base}{name}.json"}, registry=registry)

    def validate(document: Mapping[str, Any]) -> list[str]:
        bare = {key: value for key, value in document.items() if key != "_links"}
        return _errors(validator(LINKED_ART_SCHEMAS[bare["type"]]), bare)

    return validate


@cache
def presentation_3(shared: Path) -> Validate:
    """Return what tells why a document is not valid by the schema of IIIF Presentation 3."""
    path = shared / "standards" / "iiif" / "validator-schema" / "iiif_3_0.json"
    validator = Draft7Validator(json.loads(path.read_text("utf-8")))
    return lambda document: _errors(validator, document)


@cache
def presentation_4(shared: Path) -> Validate:
    """Return what tells why a document is not valid by the draft schema of IIIF Presentation 4.

    Its files name each other in other letter cases than they are written in (``Metadata.json``), which some disks forgive.
    """
    folder = shared / "standards" / "iiif" / "validator-schema" / "v4"
    by_name = {path.name.lower(): path for path in folder.glob("*.json")}

    def retrieve(uri: str) -> Resource[Any]:
        path = by_name.get(uri.rpartition("/")[2].lower())
        if path is None:
            raise NoSuchResource(uri)
        return Resource.from_contents(json.loads(path.read_text("utf-8")))

    main = json.loads(by_name["main.json"].read_text("utf-8"))
    validator = Draft202012Validator(main, registry=Registry(retrieve=retrieve))  # type: ignore[call-arg]  # attrs' own constructor
    return lambda document: _errors(validator, document)


def _errors(validator: Draft7Validator | Draft202012Validator, document: Mapping[str, Any]) -> list[str]:
    return [f"{error.json_path}: {error.message[:300]}" for error in validator.iter_errors(document)]
