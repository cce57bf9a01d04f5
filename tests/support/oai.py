"""A repository to harvest: a real ledger, written by real loads at the seconds a test names."""

import functools
import importlib.util
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
from lxml import etree

from emuseum_lod.catalogue.records import (
    CatalogueRecord,
    Concept,
    HumanMadeObject,
    Institution,
    Name,
    Text,
    encode,
)
from emuseum_lod.config import Settings
from emuseum_lod.ledger import clock
from emuseum_lod.ledger.applying import apply
from emuseum_lod.ledger.contest import arrive
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.staging import Staging
from emuseum_lod.loading.forms import prepare
from emuseum_lod.oaipmh.answer import answer
from emuseum_lod.oaipmh.request import parse
from emuseum_lod.reply import Asked, Reply
from emuseum_lod.uris import mint, oai_identifier

BASE = "https://data.example.org/"
DOMAIN = "data.example.org"
IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/"
OAI = "{http://www.openarchives.org/OAI/2.0/}"


def museum(code: str) -> Institution:
    return Institution(
        id=mint("institution", "demo", code),
        provider="demo",
        namespace="demo",
        local_id=code,
        code=code,
        names=(Name(value=f"Музей «{code}»", lang="ru"), Name(value=f"{code} <museum> & co", lang="en")),
    )


NECKLACE = Concept(
    id=mint("concept", "demo", "necklace"),
    provider="demo",
    namespace="demo",
    local_id="necklace",
    scheme="demo-terms",
    labels=(Text("алқа", "kk"),),
)


def thing(number: int, code: str = "abai", title: str = "Алқа") -> HumanMadeObject:
    """Return an object that has all formats: EDM wants rights, and a kind of object that has a name."""
    return HumanMadeObject(
        id=mint("object", code, str(number)),
        provider="demo",
        namespace=code,
        local_id=str(number),
        institution=museum(code).id,
        titles=(Name(value=f"{title} {number}", lang="kk"),),
        types=(NECKLACE.id,),
        rights=IN_COPYRIGHT,
    )


def things(numbers: Iterable[int], code: str = "abai", title: str = "Алқа") -> list[HumanMadeObject]:
    return [thing(number, code, title) for number in numbers]


MONDAY, TUESDAY = "2024-02-29T08:00:00Z", "2026-03-03T08:00:00Z"


def two_museums(folder: Path) -> "Repository":
    """Return 25 objects of two museums in pages of 10, loaded on a Monday; two of them, abai's 0 and 1, were deleted on a Tuesday."""
    repository = Repository(folder, oai_page_size=10)
    repository.load(MONDAY, things(range(20)) + things(range(5), "aral"), ("abai", "aral"))
    repository.load(TUESDAY, things(range(2, 20)) + things(range(5), "aral"), ("abai", "aral"))
    return repository


def identifier(number: int, code: str = "abai") -> str:
    return oai_identifier(DOMAIN, thing(number, code).id)


@contextmanager
def at(second: str) -> Iterator[None]:
    """Let it be a second (`YYYY-MM-DDTHH:MM:SSZ`) for whoever asks the ledger's clock."""
    now, clock.now = clock.now, lambda: second
    try:
        yield
    finally:
        clock.now = now


@dataclass(frozen=True)
class Answer:
    """An answer, parsed."""

    reply: Reply
    root: etree._Element

    @property
    def errors(self) -> list[str]:
        return [error.get("code", "") for error in self.root.iterfind(f"{OAI}error")]

    @property
    def identifiers(self) -> list[str]:
        return self.texts("identifier")

    @property
    def token(self) -> str | None:
        """The text of the token; "" for the element that ends a list, None for none at all."""
        element = self.root.find(f".//{OAI}resumptionToken")
        return None if element is None else element.text or ""

    def texts(self, name: str) -> list[str]:
        return [element.text or "" for element in self.root.iter(f"{OAI}{name}")]

    def one(self, name: str) -> etree._Element:
        (element,) = self.root.iter(f"{OAI}{name}")
        return element


class Repository:
    """A ledger in a folder, its reader, and a harvester without a network."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.settings = msgspec.structs.replace(
            Settings(), base_uri=BASE, oai_domain=DOMAIN, data=folder, **settings
        )
        self.ledger = Ledger.open(folder)
        self.reader = self.ledger.reader()

    def load(
        self,
        second: str,
        objects: Sequence[HumanMadeObject],
        codes: Sequence[str] = ("abai",),
        forms_version: str = "1",
        *,
        sealed: bool = True,
    ) -> None:
        """Load objects and museums as the whole of what there is: what is missing is deleted. Not `sealed`: killed just before that."""
        records: list[CatalogueRecord] = [*map(museum, codes), NECKLACE, *objects]
        with at(second):
            self.ledger.identify(BASE, DOMAIN)
            with self.ledger.transaction() as connection:
                staging = Staging(connection, "demo")
                assert not staging.add([arrive(record, encode(record), 1) for record in records])
                apply(
                    staging,
                    lambda tasks: (prepare(task, BASE) for task in tasks),
                    deletes=True,
                    forms_version=forms_version,
                )
            if sealed:
                self.ledger.seal()

    def seal(self, second: str) -> None:
        """Make the datestamps of loads final that could not do it."""
        with at(second):
            self.ledger.seal()

    def with_settings(self, **settings: object) -> "Repository":
        """Return the same repository as another process with other settings serves it."""
        return Repository(self.settings.data, **settings)

    def ask(self, query: bytes | str = b"", **asked: Any) -> Answer:
        """Return the answer to a query string (or another `Asked`), which has to be well-formed XML and status 200."""
        reply = self.reply(query, **asked)
        assert reply.status == 200, reply
        assert isinstance(reply.body, bytes)
        return Answer(reply, etree.fromstring(reply.body))

    def reply(self, query: bytes | str = b"", **asked: Any) -> Reply:
        data = query.encode() if isinstance(query, str) else query
        request = Asked(**{"method": "GET", "path": "/oai", "query": data, **asked})
        return answer(parse(request), self.reader, self.settings)

    def say(self, **arguments: str) -> Answer:
        """Return the answer to arguments; `from_` and `set_` stand for words that Python keeps for itself."""
        return self.ask(urlencode({name.rstrip("_"): value for name, value in arguments.items()}))

    def walk(self, **arguments: str) -> list[Answer]:
        """Return every part of a list."""
        parts = [self.say(**arguments)]
        while parts[-1].token:
            parts.append(self.say(verb=arguments["verb"], resumptionToken=parts[-1].token))
        return parts


def load_validator(shared: Path) -> Callable[[etree._Element], list[str]]:
    """Return what finds out what is wrong with an answer by the schemas of the Open Archives Initiative."""
    spec = importlib.util.spec_from_file_location("standards_validate", shared / "standards" / "validate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.envelope = functools.cache(module.envelope)
    return lambda root: list(module.check(root.getroottree())[0])
