"""What a load costs, as ratios measured in one run.

* from a museum's file to a published snapshot, against what the engine alone needs for the same triples (`Store.bulk_load` of one
  N-Triples file into an empty store, and `optimize`);
* an export with a thousand changed records, into a catalogue of one size and of ten times that;
* the largest memory of a process of a load at both sizes.

    python benchmarks/load.py [--shared DIR] [--records 66000] [--times 10] [--changed 1000] [--json FILE] [tate] [updates]

Each load is a process of its own. Tate's catalogue is in the shared folder; the others are invented (benchmarks/catalogue.py).
"""

import argparse
import json
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from catalogue import PROVIDER, Catalogue

from emuseum_lod.catalogue.records import decode
from emuseum_lod.config import Settings
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.ledger.database import Ledger

COMPARING: Final = ("read, map and compare", "settle", "find what is missing")
"""The steps that look at every record of the export, whether it changed or not."""

LOAD: Final = """
import json, resource, sys, time
from pathlib import Path
from emuseum_lod.config import Settings
from emuseum_lod.loading import load
from emuseum_lod.store.following import publish

def main():
    settings = Settings(data=Path(sys.argv[1]))
    began = time.perf_counter()
    report = load(settings, sys.argv[2], [Path(sys.argv[3])])
    loaded = time.perf_counter()
    publish(settings)
    published = time.perf_counter()
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"load": loaded - began, "publish": published - loaded, "seconds": report.seconds, "records": report.records, "peaks": peaks}))

if __name__ == "__main__":
    main()
"""

ENGINE: Final = """
import sys, time
import pyoxigraph as ox
began = time.perf_counter()
store = ox.Store(sys.argv[2])
store.bulk_load(path=sys.argv[1], format=ox.RdfFormat.N_TRIPLES, lenient=True)
store.optimize()
print(time.perf_counter() - began)
"""


@dataclass(frozen=True)
class Run:
    """One load: seconds of its parts, and the largest resident memory, in megabytes, of any of its processes."""

    load: float
    publish: float
    seconds: dict[str, float]
    records: int
    megabytes: float

    @property
    def whole(self) -> float:
        return self.load + self.publish

    @property
    def comparing(self) -> float:
        return sum(self.seconds.get(step, 0.0) for step in COMPARING)

    @property
    def beside(self) -> float:
        return self.whole - self.comparing


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", nargs="*", choices=["tate", "updates", []], help="left out: both")
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument(
        "--records", type=int, default=66_000, help="records of the smaller invented catalogue"
    )
    parser.add_argument("--times", type=int, default=10, help="how many times as large the larger one is")
    parser.add_argument("--changed", type=int, default=1_000)
    parser.add_argument("--json", type=Path, help="write the results to a file, too")
    options = parser.parse_args()
    what = options.what or ["tate", "updates"]
    results: list[dict[str, Any]] = []
    with TemporaryDirectory(prefix="emuseum-benchmark-") as folder:
        if "tate" in what:
            results.append(tate(Path(folder), options.shared))
        if "updates" in what:
            results += updates(Path(folder), options.records, options.times, options.changed)
    for result in results:
        print("  ".join(f"{name} {value}" for name, value in result.items()))
    if options.json:
        options.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def tate(folder: Path, shared: Path) -> dict[str, Any]:
    """Compare a load of Tate's catalogue with the engine alone, before and after: the machine may be slower at one time than at another."""
    source = shared / "data" / "tate"
    run = load(folder / "tate", "tate", source)
    triples = folder / "tate.nt"
    count = write_triples(folder / "tate", triples)
    engine = [engine_alone(triples, folder / f"engine-{number}") for number in range(2)]
    again = load(folder / "tate again", "tate", source)
    ours, theirs = min(run.whole, again.whole), min(engine)
    return {
        "what": "file to snapshot, Tate",
        "records": run.records,
        "triples": count,
        "seconds": rounded(ours),
        "of it": {**rounded_all(run.seconds), "publish": rounded(run.publish)},
        "engine alone": rounded(theirs),
        "ratio": rounded(ours / theirs),
        "MB": rounded(run.megabytes),
    }


def updates(folder: Path, records: int, times: int, changed: int) -> list[dict[str, Any]]:
    """Compare loads and updates of two sizes."""
    results, costs, peaks = [], [], []
    for size in (records, records * times):
        data, file = folder / str(size), folder / "export.jsonl"
        write_catalogue(file, size)
        first = load(data, PROVIDER, file)
        write_catalogue(file, size, changed)
        update = load(data, PROVIDER, file)
        costs.append(update.beside)
        peaks.append(first.megabytes)
        results.append(
            {
                "what": f"{size} records",
                "first load": rounded(first.whole),
                "records/s": round(size / first.whole),
                "MB": rounded(first.megabytes),
                f"update of {changed}": rounded(update.whole),
                "of it reading and comparing": rounded(update.comparing),
                "beside": rounded(update.beside),
                "of that": {**rounded_all(update.seconds), "publish": rounded(update.publish)},
            }
        )
    results.append(
        {
            "what": f"{times} times as many",
            "cost of an update beside comparing": rounded(costs[1] / costs[0]),
            "memory": rounded(peaks[1] / peaks[0]),
        }
    )
    return results


def load(data: Path, provider: str, source: Path) -> Run:
    script = data.parent / "load.py"
    script.write_text(LOAD, "utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(data), provider, str(source)],
        check=True,
        capture_output=True,
        text=True,
    )
    said = json.loads(done.stdout)
    return Run(said["load"], said["publish"], said["seconds"], said["records"], max(said["peaks"]) / 1_024)


def engine_alone(triples: Path, folder: Path) -> float:
    done = subprocess.run(
        [sys.executable, "-c", ENGINE, str(triples), str(folder)], check=True, capture_output=True, text=True
    )
    return float(done.stdout)


def write_triples(data: Path, file: Path) -> int:
    """Write all that is published as one N-Triples file; return the number of triples."""
    patterns, count = load_patterns(), 0
    with Ledger.open(Settings(data=data).ledger_url) as ledger, file.open("w", encoding="utf-8") as out:
        reader = ledger.reader()
        after, last = 0, reader.last_num()
        while page := reader.live_records(after, last, 1_000):
            for _, record in page:
                lines = patterns.triples(decode(record), reader.base_iri)
                out.writelines(f"{line}\n" for line in lines)
                count += len(lines)
            after = page[-1][0]
    return count


def write_catalogue(file: Path, records: int, changed: int = 0) -> None:
    with file.open("wb") as out:
        out.writelines(Catalogue(records, seed=1, changed=changed).lines())


def rounded(number: float) -> float:
    return round(number, 2)


def rounded_all(numbers: dict[str, float]) -> dict[str, float]:
    return {name: rounded(number) for name, number in numbers.items()}


if __name__ == "__main__":
    began = time.perf_counter()
    main()
    print(f"all of it: {time.perf_counter() - began:.0f} s")
