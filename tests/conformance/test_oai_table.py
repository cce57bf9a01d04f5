"""Holds the repository against OAI-PMH 2.0, line by line: `oai-pmh.csv` has requests and what is expected of their answers.

Sections are those of https://www.openarchives.org/OAI/openarchivesprotocol.html. A row's `request` is a query string, sent by GET and by POST, or
by the one method that it names; its `expected` is

* one or more codes of errors, which the answer has, and no others (several: either);
* an XPath that is true of the answer;
* ``HTTP Name: value``, a header of it (without a value: it doesn't have one);
* ``BODY text``, how it begins;
* ``test_file.py::test``, a test that proves what no single request can.

Everything goes through the whole application, as the server calls it.
"""

import ast
import csv
import gzip
import re
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from lxml import etree
from support.oai import BASE, DOMAIN, Answer, Repository, identifier, load_validator, museum, two_museums
from werkzeug.test import Client, EnvironBuilder

from emuseum_lod.reply import Reply
from emuseum_lod.uris import oai_identifier
from emuseum_lod.web.app import create_app

LIVE, GONE = identifier(7), identifier(0)
FORM = "application/x-www-form-urlencoded"
NAMESPACES: Final = {
    "oai": "http://www.openarchives.org/OAI/2.0/",
    "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
    "id": "http://www.openarchives.org/OAI/2.0/oai-identifier",
    "dc": "http://purl.org/dc/elements/1.1/",
    "lido": "http://www.lido-schema.org",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "re": "http://exslt.org/regular-expressions",
}
CODES: Final = {
    "badArgument",
    "badResumptionToken",
    "badVerb",
    "cannotDisseminateFormat",
    "idDoesNotExist",
    "noRecordsMatch",
    "noSetHierarchy",
}


class Row(NamedTuple):
    """A rule, and how it is seen to be kept."""

    section: str
    rule: str
    request: str
    header: str
    expected: str

    @property
    def is_proved_elsewhere(self) -> bool:
        return ".py::" in self.expected

    @property
    def methods(self) -> tuple[str, ...]:
        method = self.request.partition(" ")[0]
        return (method,) if method in {"GET", "POST"} else ("GET", "POST")

    @property
    def query(self) -> str:
        return self.request.removeprefix("GET ").removeprefix("POST ")


with Path(__file__).with_name("oai-pmh.csv").open(encoding="utf-8", newline="") as _table:
    ROWS: Final = [Row(**row) for row in csv.DictReader(_table)]

ASKED: Final = [(row, method) for row in ROWS if not row.is_proved_elsewhere for method in row.methods]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return two_museums(tmp_path_factory.mktemp("ledger"))


@pytest.fixture(scope="module")
def client(repository: Repository) -> Client:
    """The whole application, below Flask's own test client, which would change what is sent."""
    return Client(create_app(repository.settings, reader=repository.reader).wsgi_app)


@pytest.fixture(scope="module")
def words(repository: Repository) -> dict[str, str]:
    """What stands in braces in the table."""
    first = repository.say(verb="ListRecords", metadataPrefix="oai_dc").token or ""
    return {
        "base": BASE,
        "live": LIVE,
        "gone": GONE,
        "never": identifier(99),
        "museum": oai_identifier(DOMAIN, museum("abai").id),
        "token": first,
        "cut": first[:-4],
        "last": repository.say(verb="ListRecords", resumptionToken=first).token or "",
        "headers": repository.say(verb="ListIdentifiers", metadataPrefix="oai_dc").token or "",
    }


def filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"\{([a-z]+)\}", lambda found: words[found[1]], text)


def send(client: Client, query: str, method: str, header: str = "") -> Answer:
    """Return the answer, which is well-formed XML with status 200, whatever was asked (§3.6)."""
    if method == "POST":
        builder = EnvironBuilder("/oai", BASE, method=method, data=query.encode(), content_type=FORM)
        environment = builder.get_environ()
    else:
        environment = EnvironBuilder("/oai", BASE, method=method).get_environ()
        environment["QUERY_STRING"] = query
    name, _, value = (part.strip() for part in header.partition(":"))
    if name:
        key = "CONTENT_TYPE" if name == "Content-Type" else f"HTTP_{name.upper().replace('-', '_')}"
        environment[key] = value
    chunks, status, headers = client.run_wsgi_app(environment)
    body = b"".join(chunks)
    reply = Reply(int(status.split()[0]), tuple(headers), body)
    assert reply.status == 200
    packed = reply.header("Content-Encoding") == "gzip"
    return Answer(reply, etree.fromstring(gzip.decompress(body) if packed else body))


@pytest.mark.parametrize(
    ("row", "method"), ASKED, ids=[f"{row.section} {row.rule} ({method})" for row, method in ASKED]
)
def test_the_table(client: Client, words: dict[str, str], row: Row, method: str) -> None:
    answer = send(client, filled(row.query, words), method, row.header)
    expected = filled(row.expected, words)
    said = f"{row.section}: {etree.tostring(answer.root, encoding='unicode')[:2_000]}"
    kind, _, rest = expected.partition(" ")
    if set(expected.split()) <= CODES:
        assert len(set(answer.errors)) == 1, said
        assert set(answer.errors) <= set(expected.split()), said
    elif kind == "HTTP":
        name, _, value = (part.strip() for part in rest.partition(":"))
        assert (answer.reply.header(name) or "") == value, said
    elif kind == "BODY":
        assert isinstance(answer.reply.body, bytes)
        assert answer.reply.body.decode().startswith(rest.replace("\\n", "\n")), said
    else:
        on_errors_too = any(word in expected for word in ("error", "request", "schemaLocation"))
        assert on_errors_too or not answer.errors, said
        found = answer.root.getroottree().xpath(expected, namespaces=NAMESPACES)
        assert found, f"not true: {expected} {said}"


@pytest.mark.shared
def test_every_answer_of_the_table_is_valid(client: Client, words: dict[str, str], shared: Path) -> None:
    """§3.2: by the schemas of the Open Archives Initiative, whatever was asked."""
    validate = load_validator(shared)
    for row, method in ASKED:
        assert validate(send(client, filled(row.query, words), method, row.header).root) == [], row


def test_what_is_proved_elsewhere_is_there() -> None:
    tests = Path(__file__).parents[1]
    for row in ROWS:
        if row.is_proved_elsewhere:
            file, _, name = row.expected.partition("::")
            (path,) = tests.rglob(file)
            known = {
                node.name
                for node in ast.parse(path.read_text("utf-8")).body
                if isinstance(node, ast.FunctionDef | ast.ClassDef)
            }
            assert name in known, row
