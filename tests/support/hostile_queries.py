"""The catalogue of hostile queries (tests/faults/hostile.toml), and clients that send them and behave as badly."""

import http.client
import random
import re
import time
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal
from urllib.parse import urlencode

FILE: Final = Path(__file__).parents[1] / "faults" / "hostile.toml"
FORMATS: Final = ("text/csv", "application/sparql-results+json", "application/sparql-results+xml", "text/turtle", "application/ld+json")  # fmt: skip
ANY: Final = ", */*;q=0.1"

_REPEATED: Final = re.compile(r"⟦(\d+)×(.*?)⟧", re.DOTALL)
_LONGEST_ADDRESS: Final = 6_000
_PATIENCE: Final = 60.0

Behaviour = Literal["reads", "reads slowly", "leaves at once", "leaves half-way", "never reads", "stops sending"]  # fmt: skip
BEHAVIOURS: Final[dict[Behaviour, int]] = {
    "reads": 12,
    "reads slowly": 2,
    "leaves at once": 2,
    "leaves half-way": 2,
    "never reads": 1,
    "stops sending": 1,
}
"""How clients behave, and how often in twenty."""


@dataclass(frozen=True)
class Hostile:
    """A query of the catalogue, as it is sent."""

    name: str
    limit: str
    answers: frozenset[int]
    query: str


@dataclass(frozen=True)
class Ending:
    """What became of a request. `status` is None where the client did not wait for one; `whole` tells that the answer came to its end."""

    hostile: Hostile
    behaviour: Behaviour
    status: int | None
    whole: bool
    seconds: float


def catalogue() -> list[Hostile]:
    """Return every query of the catalogue."""
    found = tomllib.loads(FILE.read_text("utf-8"))["query"]
    return [
        Hostile(each["name"], each["limit"], frozenset(each["answers"]), written_out(each["text"]))
        for each in found
    ]


def written_out(text: str) -> str:
    """Return a text with ``⟦n×…⟧`` written so many times, № being the number of the time."""

    def repeated(match: re.Match[str]) -> str:
        times, part = int(match[1]), match[2]
        if "№" not in part:
            return part * times
        return "".join(part.replace("№", str(number)) for number in range(1, times + 1))

    return _REPEATED.sub(repeated, text)


def ask(port: int, hostile: Hostile, draw: random.Random) -> Ending:
    """Send a query in one of the protocol's ways, and behave in one of a client's."""
    (behaviour,) = draw.choices(list(BEHAVIOURS), list(BEHAVIOURS.values()))
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    began = time.monotonic()
    try:
        if behaviour == "stops sending":
            _send_half(connection, hostile.query)
            return Ending(hostile, behaviour, None, whole=False, seconds=0.0)
        _send(connection, hostile.query, draw)
        if behaviour == "leaves at once":
            time.sleep(draw.choice([0.0, 0.1]))
            return Ending(hostile, behaviour, None, whole=False, seconds=0.0)
        response = connection.getresponse()
        whole = _read(response, behaviour)
        return Ending(hostile, behaviour, response.status, whole, time.monotonic() - began)
    finally:
        connection.close()


def _send(connection: http.client.HTTPConnection, query: str, draw: random.Random) -> None:
    headers = {
        "Accept": draw.choice(FORMATS) + ANY,
        # So many clients that none of them is refused for what it asked before.
        "X-Forwarded-For": f"10.{draw.randrange(256)}.{draw.randrange(256)}.{draw.randrange(256)}",
    }
    form = urlencode({"query": query})
    way = draw.choice(["form", "body", *(["address"] if len(form) < _LONGEST_ADDRESS else [])])
    if way == "address":
        connection.request("GET", f"/sparql?{form}", headers=headers)
    elif way == "form":
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", "/sparql", form.encode(), headers)
    else:
        headers["Content-Type"] = "application/sparql-query"
        connection.request("POST", "/sparql", query.encode(), headers)


def _send_half(connection: http.client.HTTPConnection, query: str) -> None:
    """Promise a body and send half of it."""
    body = query.encode() + b" "
    connection.putrequest("POST", "/sparql")
    connection.putheader("Content-Type", "application/sparql-query")
    connection.putheader("Content-Length", str(2 * len(body)))
    connection.endheaders(body)
    time.sleep(0.1)


def _read(response: http.client.HTTPResponse, behaviour: Behaviour) -> bool:
    """Read as a client of that behaviour; return whether the answer came to its end."""
    try:
        if behaviour == "leaves half-way":
            response.read(1_000)
            return False
        if behaviour == "never reads":
            time.sleep(1.0)
            return False
        while part := response.read(1 << 16):
            if behaviour == "reads slowly" and len(part) == 1 << 16:
                time.sleep(0.05)
    except (http.client.IncompleteRead, ConnectionError):
        return False
    return True
