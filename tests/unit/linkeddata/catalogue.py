"""A small catalogue with an item of every kind, in a real SQLite ledger: what pages and data are tested against."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlalchemy import insert

from emuseum_lod.catalogue.records import (
    BASE_PLACEHOLDER,
    Acquisition,
    Actor,
    Asset,
    CatalogueRecord,
    Collection,
    Definition,
    Dimension,
    Encounter,
    HumanMadeObject,
    Identifier,
    Institution,
    Name,
    Production,
    Role,
    Span,
    Statement,
    Text,
    Tour,
    digest,
    encode,
)
from emuseum_lod.catalogue.vocabularies import load_vocabularies, place_id
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.faces import encode_face, face_of, numbers
from emuseum_lod.ledger.references import references
from emuseum_lod.ledger.schema import change, commit, item, number, tally, use
from emuseum_lod.namespaces import RDF, RDFS
from emuseum_lod.uris import ItemId, concept_id, item_iri, kind_of, mint

BASE = "http://127.0.0.1:8000/"
DOMAIN = "demo.e-museum.example"
FIRST, SECOND = "2026-03-01T10:00:00Z", "2026-03-02T11:30:00Z"
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"

COMMON = {"provider": "demo", "demonstration": True, "metadata_rights": CC0}
MUSEUM, MAKER, FINDER = (
    mint("institution", "demo", "m"),
    mint("actor", "demo", "zerger"),
    mint("actor", "demo", "finder"),
)
VESSEL, RING, COIN = (mint("object", "demo", number) for number in ("КП-279", "КП-280", "КП-281"))
PHOTO, MODEL, FAR = (mint("asset", "demo", name) for name in ("photo", "model", "far"))
COLLECTION, TOUR = mint("collection", "demo", "silver"), mint("tour", "demo", "hall")
GONE, PURGED, MERGED = (mint("object", "demo", name) for name in ("gone", "purged", "merged"))
NEVER = mint("object", "demo", "never")
SCHEME = ItemId("def/materials")
PROFILE = ItemId("def/profile")
SILVER = concept_id("materials", "silver")


def names(kk: str, ru: str, en: str) -> tuple[Name, ...]:
    return Name(value=kk, lang="kk"), Name(value=ru, lang="ru"), Name(value=en, lang="en")


def records() -> list[CatalogueRecord]:
    """The vocabularies as they are, and invented items of every other kind."""
    return [*load_vocabularies(), *invented()]


def invented() -> list[CatalogueRecord]:
    silver, jeweller = SILVER, concept_id("roles", "jeweller")
    return [
        Institution(
            id=MUSEUM,
            namespace="demo",
            local_id="m",
            **COMMON,
            code="demo-museum",
            region=place_id("KZ-75"),
            place=place_id("KZ-75"),
            names=names("Үлгі музейі", "Образцовый музей", "Specimen Museum"),
            types=(concept_id("museum-types", "historical-museum"),),
            homepage="https://museum.example/",
            statements=(
                Statement(value="Ойдан шығарылған музей.", lang="kk"),
                Statement(value="Вымышленный музей.", lang="ru"),
                Statement(value="An invented museum.", lang="en"),
            ),
        ),
        Actor(
            id=MAKER,
            namespace="demo",
            local_id="zerger",
            **COMMON,
            names=names("Сапар Зергер", "Сапар Зергер", "Sapar Zerger"),
            birth=Span(begin="1845-01-01", end="1845-12-31"),
            birth_place=place_id("KZ-75"),
            death=Span(begin="1911-05-02", end="1911-05-02"),
            gender="male",
            occupations=(jeweller,),
            statements=(Statement(value="Зергерлер әулетінен.", lang="kk", type="biography"),),
        ),
        Actor(
            id=FINDER,
            namespace="demo",
            local_id="finder",
            **COMMON,
            type="group",
            names=names("Экспедиция", "Экспедиция", "Expedition"),
        ),
        Collection(
            id=COLLECTION,
            namespace="demo",
            local_id="silver",
            **COMMON,
            names=names("Күміс жинағы", "Коллекция серебра", "Silver collection"),
            code="silver",
            institution=MUSEUM,
        ),
        Tour(
            id=TOUR,
            namespace="demo",
            local_id="hall",
            **COMMON,
            names=names("Зал", "Зал", "Hall"),
            institution=MUSEUM,
            url="https://tour.example/hall",
        ),
        Asset(
            id=PHOTO,
            namespace="demo",
            local_id="photo",
            **COMMON,
            url="/files/demo/photo.png",
            media_type="image/png",
            width=800,
            height=600,
            bytes=12345,
            institution=MUSEUM,
            rights=CC0,
        ),
        Asset(
            id=MODEL,
            namespace="demo",
            local_id="model",
            **COMMON,
            type="model",
            url="/files/demo/ring.glb",
            media_type="model/gltf-binary",
            bytes=2_345_678,
            institution=MUSEUM,
        ),
        Asset(
            id=FAR,
            namespace="demo",
            local_id="far",
            **COMMON,
            url="https://images.example/far.jpg",
            media_type="image/jpeg",
            rights="http://rightsstatements.org/vocab/InC/1.0/",
        ),
        vessel(silver, jeweller),
        HumanMadeObject(
            id=RING,
            namespace="demo",
            local_id="КП-280",
            **COMMON,
            institution=MUSEUM,
            titles=names("Жүзік", "Перстень", "Ring"),
            identifiers=(Identifier(value="КП-280"), Identifier(value="7", type="inventory")),
            materials=(silver,),
            assets=(MODEL,),
            production=(Production(actors=(Role(actor=MAKER),)),),
        ),
        HumanMadeObject(
            id=COIN,
            namespace="demo",
            local_id="КП-281",
            **COMMON,
            institution=MUSEUM,
            titles=(Name(value="Монета", lang="ru"),),
            identifiers=(Identifier(value="7", type="inventory"),),
        ),
        profile(),
    ]


def vessel(silver: ItemId, jeweller: ItemId) -> HumanMadeObject:
    return HumanMadeObject(
        id=VESSEL,
        namespace="demo",
        local_id="КП-279",
        **COMMON,
        institution=MUSEUM,
        titles=(
            *names("Күміс алқа", "Серебряное ожерелье", "Silver necklace"),
            Name(value="Алқа", lang="kk", type="alternative"),
        ),
        identifiers=(
            Identifier(value="КП-279"),
            Identifier(value="КП 38618–38620", type="former", findable=("КП 38618", "КП 38619", "КП 38620")),
        ),
        types=(concept_id("object-types", "coin"),),
        materials=(silver,),
        dimensions=(
            Dimension(type="length", value="32.5", value_max="34", unit="cm"),
            Dimension(type="weight", value="210", unit="g", part=Text("шынжыр", "kk")),
        ),
        statements=(
            Statement(value="Тойға тағатын алқа.", lang="kk"),
            Statement(value="Свадебное ожерелье.", lang="ru"),
            Statement(value="A necklace worn at weddings.", lang="en"),
            Statement(value="Сапар", lang="kk", type="signature"),
        ),
        production=(
            Production(
                actors=(Role(actor=MAKER, role=jeweller, qualifier=Text("предположительно", "ru")),),
                places=(place_id("KZ-75"),),
                techniques=(concept_id("techniques", "granulation"),),
                span=Span(
                    display=(Text("XIX ғасыр", "kk"), Text("XIX век", "ru"), Text("19th century", "en")),
                    begin="1801-01-01",
                    end="1900-12-31",
                    edtf="1801/1900",
                ),
            ),
        ),
        encounters=(
            Encounter(
                places=(place_id("KZ-75"),),
                actors=(Role(actor=FINDER),),
                span=Span(begin="1987-06-12", end="1987-06-12"),
            ),
        ),
        acquisitions=(
            Acquisition(
                method=concept_id("acquisition-methods", "gift"),
                span=Span(begin="1988-01-01", end="1988-12-31"),
            ),
        ),
        collections=(COLLECTION,),
        assets=(PHOTO, MODEL, FAR),
        rights="http://rightsstatements.org/vocab/NKC/1.0/",
        equivalents=("http://www.wikidata.org/entity/Q1", "urn:example:1"),
    )


def profile() -> Definition:
    term = f"<{BASE_PLACEHOLDER}def/profile#Necklace>"
    return Definition(
        id=PROFILE, provider="vocabulary", namespace="def", local_id="profile", metadata_rights=CC0, names=names("Профиль", "Профиль", "Profile"),
        triples=(
            f'{term} <{RDFS}comment> "What is worn around the neck."@en .',
            f'{term} <{RDFS}label> "necklace"@en .',
            f'{term} <{RDFS}label> "алқа"@kk .',
            f"{term} <{RDF}type> <{RDFS}Class> .",
        ),
    )  # fmt: skip


def deleted() -> list[tuple[CatalogueRecord | None, ItemId, ItemId | None]]:
    """What was there once: (its last record, or None after a purge; its id; what it has become)."""
    was = HumanMadeObject(
        id=GONE,
        namespace="demo",
        local_id="gone",
        **COMMON,
        institution=MUSEUM,
        titles=names("Жоғалған", "Утраченное", "Lost"),
    )
    return [
        (was, GONE, None),
        (None, PURGED, None),
        (
            was.__class__(
                id=MERGED, namespace="demo", local_id="merged", provider="demo", institution=MUSEUM
            ),
            MERGED,
            VESSEL,
        ),
    ]


def make_ledger(
    folder: Path,
    live: Iterable[CatalogueRecord],
    tombstones: Iterable[tuple[CatalogueRecord | None, ItemId, ItemId | None]] = (),
) -> Ledger:
    """Return a ledger of two commits: everything came in the first, the tombstones' deletions in the second."""
    ledger = Ledger.open(folder)
    ledger.identify(BASE, DOMAIN)
    live, tombstones = list(live), list(tombstones)
    nums = {record.id: num for num, record in enumerate(live, 1)}
    nums |= {item_id: num for num, (_, item_id, _) in enumerate(tombstones, len(nums) + 1)}
    with ledger.transaction() as connection:
        connection.execute(
            insert(commit),
            [
                {"id": n, "datestamp": at, "provider": "demo", "started": at, "sealed": True, "counted": True}
                for n, at in ((1, FIRST), (2, SECOND))
            ],
        )
        seq = 0
        for record in live:
            seq += 1
            connection.execute(insert(item).values(_row(record.id, record, nums, seq, commit_id=1)))
            connection.execute(
                insert(change).values(
                    seq=seq, item_num=nums[record.id], commit_id=1, op="create", record=encode(record)
                )
            )
        for record, item_id, successor in tombstones:
            connection.execute(
                insert(change).values(
                    seq=seq + 1,
                    item_num=nums[item_id],
                    commit_id=1,
                    op="create",
                    record=encode(record) if record else None,
                )
            )
            seq += 2
            connection.execute(
                insert(change).values(
                    seq=seq, item_num=nums[item_id], commit_id=2, op="delete", previous_seq=seq - 1
                )
            )
            connection.execute(
                insert(item).values(
                    _row(
                        item_id,
                        record,
                        nums,
                        seq,
                        commit_id=2,
                        deleted=True,
                        successor_num=nums.get(successor) if successor else None,
                    )
                )
            )
        uses = [
            {"used_num": nums[used], "user_kind": kind_of(record.id), "user_num": nums[record.id]}
            for record in live
            for used in references(record)
            if used in nums
        ]
        if uses:
            connection.execute(insert(use), uses)
        found = [{"number": each, "item_num": nums[record.id]} for record in live for each in numbers(record)]
        if found:
            connection.execute(insert(number), found)
        kinds = [kind_of(record.id) for record in live]
        if kinds:
            rows = [{"what": "kind", "name": kind, "n": kinds.count(kind)} for kind in sorted(set(kinds))]
            connection.execute(insert(tally), rows)
    return ledger


def _row(
    item_id: ItemId, record: CatalogueRecord | None, nums: Mapping[ItemId, int], seq: int, **more: object
) -> dict[str, object]:
    return {
        "num": nums[item_id], "id": item_id, "kind": kind_of(item_id), "provider": record.provider if record else "demo",
        "namespace": record.namespace if record else "demo", "local_id": record.local_id if record else item_id,
        "digest": digest(encode(record)) if record else b"", "face": encode_face(face_of(record)) if record else b"[]", "seq": seq,
        "deleted": False, "derived": False, "authority": 2, "source": "catalogue.csv", "position": nums[item_id], **more,
    }  # fmt: skip


def describe(record: CatalogueRecord, base: str) -> list[str]:
    """A description in a few triples, for tests of HTTP: what the patterns say is not their subject."""
    iri = item_iri(base, record.id)
    if isinstance(record, Definition):
        return sorted(line.replace(f"<{BASE_PLACEHOLDER}", f"<{base}") for line in record.triples)
    labels = face_of(record).labels
    lines = [
        f"<{iri}> <{RDF}type> <http://example.org/{record.__class__.__name__}> .",
        f"<{iri}> <{RDFS}seeAlso> <{iri}#part> .",
        f'<{iri}#part> <{RDFS}label> "part" .',
    ]
    lines += [
        f'<{iri}> <{RDFS}label> "{label.value}"@{label.lang} .'
        for label in labels
        if label.lang and '"' not in label.value and "\n" not in label.value
    ]
    return sorted(lines)
