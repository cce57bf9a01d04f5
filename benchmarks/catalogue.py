"""Makes catalogues of any size, for benchmarks: ``python benchmarks/catalogue.py --records 1000000 --seed 1 --out big.jsonl.gz``.

The records are JSON lines as the demonstration provider `demo-regional` sends them, so its profile loads them. What they say is invented, but
spread as in real catalogues: few words, persons and places are in most records and most are in few (Zipf's law), dates come in
all their forms, one record in three has no English, two in five have no picture.

The same number and seed give the same bytes, on every machine. ``--changed`` alters exactly so many records and ``--removed`` leaves exactly so
many out, others than the altered ones and spread over the whole file: what a museum's next export looks like.
"""

import argparse
import gzip
import hashlib
import math
import struct
import sys
import time
from bisect import bisect
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any, BinaryIO, Final, Generic, TypeVar

import msgspec

from emuseum_lod.catalogue.records import Concept, Place
from emuseum_lod.catalogue.vocabularies import load_vocabularies
from emuseum_lod.mapping.profile import load_profile

T = TypeVar("T")

PROVIDER: Final = "demo-regional"
_OBJECTS_OF_A_PERSON: Final = 40
_DRAWS: Final = struct.Struct("<32H")
"""How many numbers from 0 to 65,535 a record is made from: one digest of BLAKE2b."""

_GIVEN: Final = (
    ("Айсұлу", "Айсулу", "қызы"), ("Ермек", "Ермек", "ұлы"), ("Сәуле", "Сауле", "қызы"), ("Нұрлан", "Нурлан", "ұлы"), ("Дәурен", "Даурен", "ұлы"),
    ("Зейнеп", "Зейнеп", "қызы"), ("Мәди", "Мади", "ұлы"), ("Әсел", "Асель", "қызы"), ("Қайрат", "Кайрат", "ұлы"), ("Бибігүл", "Бибигуль", "қызы"),
)  # fmt: skip
_FAMILY: Final = (
    ("Үлгі", "Ульги"),
    ("Мысал", "Мысал"),
    ("Нұсқа", "Нуска"),
    ("Өрнек", "Орнек"),
    ("Бейне", "Бейне"),
)
_LIKENESS: Final = (
    ("көне", "старинное изделие", "old"), ("ою-өрнекті", "изделие с орнаментом", "ornamented"), ("кішкене", "малая форма", "small"),
    ("салтанатты", "парадное изделие", "festive"), ("тұрмыстық", "бытовой предмет", "domestic"), ("балаларға арналған", "детский предмет", "child's"),
    ("жөнделген", "после реставрации", "restored"), ("қолдан жасалған", "ручная работа", "handmade"),
)  # fmt: skip
_METHODS: Final = (
    "дар",
    "закупка",
    "сыйға тарту",
    "сатып алу",
    "экспедиция",
    "передача",
    "раскопки",
    "обмен",
)
_ROLES: Final = ("шебер", "художник", "фотограф", "зергер", "автор", "киіз басушы", "резчик по дереву")
_FUNDS: Final = ("негізгі қор", "основной фонд", "научно-вспомогательный фонд", "ғылыми-көмекші қор")
_LICENCES: Final = (
    "http://creativecommons.org/publicdomain/zero/1.0/",
    "http://creativecommons.org/licenses/by/4.0/",
    "http://rightsstatements.org/vocab/InC/1.0/",
    "http://creativecommons.org/publicdomain/mark/1.0/",
    "http://rightsstatements.org/vocab/CNE/1.0/",
)
_CENTURIES: Final = ("XIX", "XX", "XVIII", "XVII", "XIV", "XII", "X", "VIII")
_DATES: Final = (
    "{year} г.", "{year} ж.", "{year}", "{century} в.", "{century} ғ.", "кон. {century} в.", "{century} ғ. соңы", "{decade}-е гг.",
    "{decade} жж.", "ок. {year} г.", "{year} ж. шамасы", "{year}-{later} гг.", "до {year} г.", "{year} жылдан кейін", "2-я пол. {century} в.",
    "{century} ғ. 1-жартысы", "15.05.{year}", "б/г", "V–III вв. до н.э.", "б.з.б. VII–III ғ.", "{year} (?)", "предположительно {century} в.",
)  # fmt: skip


class Spread(Generic[T]):
    """Values of which the first is drawn most often, the n-th about 1/n as often (Zipf)."""

    def __init__(self, values: Sequence[T], steepness: float = 1.0) -> None:
        """Prepare the draw: `steepness` 0 would be all alike."""
        weights = [1 / (n + 1) ** steepness for n in range(len(values))]
        self._values = values
        self._sums = [total / sum(weights) for total in accumulate(weights)]

    def draw(self, number: int) -> T:
        """Return the value for a number from 0 to 65,535."""
        return self.at(number / 65_536)

    def at(self, share: float) -> T:
        """Return the value for a share from 0 to 1, for more values than a short number can tell apart."""
        return self._values[min(bisect(self._sums, share), len(self._values) - 1)]


class Catalogue:
    """A catalogue of `records` objects; exactly `changed` of them altered and `removed` of them left out."""

    def __init__(self, records: int, seed: int, *, changed: int = 0, removed: int = 0) -> None:
        """Prepare the words. Raises ValueError when more is to be changed and removed than there is."""
        if min(records, changed, removed) < 0 or changed + removed > records:
            raise ValueError("changed and removed together are at most all records, and none is negative")
        self.records = records
        self._seed = seed
        self._changed, self._removed = changed, removed
        self._step, self._shift = _walk(records, seed)
        self._museums = Spread([one.code for one in load_profile(PROVIDER).provider.institutions])
        words = _words()
        self._kinds = Spread(words["object-types"])
        self._materials = Spread(words["materials"])
        self._techniques = Spread(words["techniques"])
        self._subjects = Spread(words["subjects"])
        self._collections = Spread(words["collections"])
        self._periods = Spread(words["periods"])
        self._places = Spread(words["places"], 0.8)
        self._persons = Spread(range(max(records // _OBJECTS_OF_A_PERSON, 20)), 0.9)
        self._dates = Spread(_DATES, 0.5)
        self._centuries = Spread(_CENTURIES)
        self._funds = Spread(_FUNDS)
        self._methods = Spread(_METHODS)
        self._roles = Spread(_ROLES)
        self._licences = Spread(_LICENCES)

    def lines(self) -> Iterator[bytes]:
        """Yield the lines, each with its line feed, in the order of the objects' numbers."""
        encode = msgspec.json.Encoder().encode
        for number in range(self.records):
            # Every number has a place of its own, spread over all of them: the first are changed, the next left out.
            place = (number * self._step + self._shift) % self.records
            if self._changed <= place < self._changed + self._removed:
                continue
            record = self._record(number)
            if place < self._changed:
                self._change(record)
            yield encode(record) + b"\n"

    def _record(self, number: int) -> dict[str, Any]:
        draws = _DRAWS.unpack(hashlib.blake2b(f"{self._seed}:{number}".encode()).digest())
        museum = self._museums.draw(draws[0])
        kind = self._kinds.draw(draws[1])
        likeness = _LIKENESS[draws[2] % len(_LIKENESS)]
        record: dict[str, Any] = {
            "id": f"b{number:08}",
            "museum": museum,
            "number": f"КП {number + 1}",
            "name": {"kk": f"{likeness[0]} {kind[0]}", "ru": f"{kind[1]} ({likeness[1]})"},
            "kind": kind[draws[3] % 2],
            "materials": sorted(
                {self._materials.draw(draws[4])[draws[3] % 2], self._materials.draw(draws[5])[0]}
            ),
            "techniques": [self._techniques.draw(draws[6])[0]],
            "date": self._date(draws[7], draws[8]),
            "size": f"{draws[9] % 180 + 2},{draws[9] % 10} × {draws[10] % 120 + 1} см",
            "fund": self._funds.draw(draws[11]),
            "collections": [self._collections.draw(draws[12])[0]],
            "subjects": [self._subjects.draw(draws[13])[0]],
            "text": {
                "ru": f"{likeness[1].capitalize()}. Предмет вымышлен и служит для измерений; инвентарная карточка № {number + 1}, "
                f"лист {draws[14] % 90 + 1}. Сохранность удовлетворительная, имеются следы бытования, описание составлено по карточке.",
                "kk": f"{likeness[0].capitalize()} {kind[0]}. Ойдан шығарылған зат, өлшеу жұмыстарына арналған; "
                f"карточка № {number + 1}.",
            },
            "acquired": {
                "method": self._methods.draw(draws[15]),
                "year": str(1920 + draws[16] % 105),
                "from": f"Даритель {draws[17]}",
                "price": f"{draws[18]} теңге",
            },
            "kept": f"{draws[19] % 9 + 1}-қойма",
        }
        if draws[20] % 3:
            record["name"]["en"] = f"{likeness[2]} {kind[2]}"
        if draws[21] % 4 == 0:
            record["period"] = self._periods.draw(draws[22])[0]
        place = self._places.draw(draws[23])[draws[24] % 2]
        if draws[24] % 5 == 0:
            record["found"] = {"place": place, "date": str(1950 + draws[25] % 70)}
        else:
            record["made_at"] = place
        if draws[26] % 5 < 3:
            record["makers"] = [self._maker(draws[27], draws[28], self._roles.draw(draws[29]))]
        if draws[30] % 5 < 3:
            licence = self._licences.draw(draws[31])
            record["media"] = [{"file": f"benchmark/{number:08}.jpg", "type": "image", "rights": licence}]
            record["rights"] = licence
        return record

    def _date(self, form: int, number: int) -> str:
        year = 1700 + number % 300
        return self._dates.draw(form).format(
            year=year, later=year + 7, decade=year // 10 * 10, century=self._centuries.draw(number)
        )

    def _maker(self, coarse: int, fine: int, role: str) -> dict[str, Any]:
        person = self._persons.at((coarse * 65_536 + fine) / 2**32)
        given, family = _GIVEN[person % len(_GIVEN)], _FAMILY[person // len(_GIVEN) % len(_FAMILY)]
        return {
            "id": f"B-{person}",
            "name": {
                "kk": f"{given[0]} {family[0]}{given[2]} {person}",
                "ru": f"{given[1]} {family[1]} {person}",
            },
            "role": role,
        }

    @staticmethod
    def _change(record: dict[str, Any]) -> None:
        """Do what a cataloguer does: a better date and a sentence more."""
        record["date"] = "1950-е гг." if record["date"] != "1950-е гг." else "1956 г."
        record["text"]["ru"] += " Датировка уточнена."


def _walk(records: int, seed: int) -> tuple[int, int]:
    """Return step and start of a walk that meets every number below `records` once (a step that has no divisor in common with it)."""
    if records < 2:
        return 1, 0
    step = int(records * 0.6180339887) + seed % 97
    while math.gcd(step, records) != 1:
        step += 1
    return step, (seed * 7919) % records


def _words() -> dict[str, list[tuple[str, str, str]]]:
    """Return the vocabularies' labels in Kazakh, Russian and English, by scheme, in an order that has nothing to do with the alphabet."""
    words: dict[str, list[tuple[str, str, str]]] = {}
    for record in load_vocabularies():
        if isinstance(record, Concept):
            labels = {label.lang: label.value for label in record.labels}
            words.setdefault(record.scheme, []).append((labels["kk"], labels["ru"], labels["en"]))
        elif isinstance(record, Place):
            names = {name.lang: name.value for name in record.names if name.type == "primary"}
            words.setdefault("places", []).append((names["kk"], names["ru"], names["en"]))
    for listed in words.values():
        listed.sort(key=lambda labels: hashlib.blake2b(labels[2].encode()).digest())
    return words


@contextmanager
def _opened(path: Path | None) -> Iterator[BinaryIO]:
    if path is None:
        yield sys.stdout.buffer
    elif path.suffix == ".gz":
        with path.open("wb") as file, gzip.GzipFile("", "wb", 3, file, mtime=0) as packed:
            yield packed  # type: ignore[misc]  # a GzipFile writes bytes as a file does
    else:
        with path.open("wb") as file:
            yield file


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a catalogue."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, required=True, help="how many objects the catalogue has")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another catalogue")
    parser.add_argument("--changed", type=int, default=0, help="how many of them are altered")
    parser.add_argument("--removed", type=int, default=0, help="how many of them are left out")
    parser.add_argument("--out", type=Path, help="the file; .gz is packed; left out: standard output")
    asked = parser.parse_args(arguments)
    try:
        catalogue = Catalogue(asked.records, asked.seed, changed=asked.changed, removed=asked.removed)
    except ValueError as error:
        parser.error(str(error))
    began, size = time.perf_counter(), 0
    with _opened(asked.out) as out:
        for line in catalogue.lines():
            size += out.write(line)
    seconds = time.perf_counter() - began
    written = asked.records - asked.removed
    print(
        f"{written} records, {size / 1e6:.1f} MB, {seconds:.1f} s, {written / seconds:.0f}/s", file=sys.stderr
    )


if __name__ == "__main__":
    main()
