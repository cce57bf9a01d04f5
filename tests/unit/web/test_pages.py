"""Pages say what the records say, in the reader's language, as HTML that machines and people with machines can follow."""

from pathlib import Path
from types import ModuleType

import pytest
from flask.testing import FlaskClient
from lxml import html

from emuseum_lod.config import Settings
from emuseum_lod.web.app import create_app

LANGUAGES = ("kk", "ru", "en")
BROWSER = {"Accept": "text/html"}


def page(client: FlaskClient, path: str, status: int = 200) -> html.HtmlElement:
    reply = client.get(path, headers=BROWSER)
    assert reply.status_code == status, path
    return html.document_fromstring(reply.data.decode())


def facts(tree: html.HtmlElement) -> dict[str, list[str]]:
    lines = tree.xpath('//dl[@class="facts"]/div')
    return {
        line.findtext("dt").strip(): [" ".join(dd.text_content().split()) for dd in line.findall("dd")]
        for line in lines
    }


def every_page(c: ModuleType) -> list[str]:
    items = [
        c.VESSEL,
        c.RING,
        c.COIN,
        c.MAKER,
        c.FINDER,
        c.place_id("KZ-75"),
        c.place_id("KZ"),
        c.SILVER,
        c.MUSEUM,
        c.COLLECTION,
        c.PHOTO,
        c.MODEL,
        c.FAR,
        c.TOUR,
    ]
    lists = [
        "/",
        "/lookup?number=7",
        *(f"/browse/{kind}" for kind in ("object", "institution", "concept", "asset", "def")),
    ]
    return [*(f"/page/{item}" for item in items), "/def/materials", "/def/profile", *lists]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_whole(client: FlaskClient, catalogue: ModuleType, lang: str) -> None:
    for path in every_page(catalogue):
        tree = page(client, f"{path}{'&' if '?' in path else '?'}lang={lang}")
        assert tree.get("lang") == lang
        assert len(tree.xpath("//h1")) == 1, path
        assert (
            len(tree.xpath("//main")) == len(tree.xpath('//a[@class="skip" and @href="#page-content"]')) == 1
        )
        assert not tree.xpath(
            "//script[not(@type='application/ld+json')] | //@style | //@onclick | //style"
        ), path
        assert all(image.get("alt") is not None for image in tree.xpath("//img"))
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        for labelled in tree.xpath("//@aria-labelledby"):
            assert labelled in ids, path
        links = tree.xpath('//a/@href | //img/@src | //link[@rel="stylesheet"]/@href')
        assert all(link.startswith(("/", "#", "http://", "https://")) for link in links), path
        assert all(src.startswith("/") for src in tree.xpath("//img/@src")), (
            "nothing is fetched from elsewhere"
        )


def test_an_item_s_page_has_one_describedby_and_one_canonical_address(
    client: FlaskClient, catalogue: ModuleType
) -> None:
    for path in every_page(catalogue):
        if not path.startswith(("/page/", "/def/")):
            continue
        tree = page(client, path)
        assert len(tree.xpath('//link[@rel="describedby"]')) == 1, path
        canonical = tree.xpath('//link[@rel="canonical"]/@href')
        assert canonical == [f"{catalogue.BASE}{path[1:]}"]
        assert page(client, f"{path}?lang=ru").xpath('//link[@rel="canonical"]/@href') == canonical
        assert set(tree.xpath('//link[@rel="alternate"]/@hreflang')) == {*LANGUAGES, "x-default"}


def test_an_object_says_what_its_record_says(client: FlaskClient, catalogue: ModuleType) -> None:
    said = facts(page(client, f"/page/{catalogue.VESSEL}?lang=ru"))
    assert said["Автор, мастер"] == ["предположительно Сапар Зергер (ювелир)"]
    assert said["Время создания"] == ["XIX век (1801–1900 гг.)"]
    assert said["Размеры"] == ["длина 32,5–34 см", "вес 210 г (шынжыр)"]
    assert said["Номера"][0] == "КП-279 номер по книге поступлений"
    assert "КП 38619" in said["Номера"][1]
    assert said["Правовой статус"] == ["Авторские права неизвестны"]
    assert said["В других базах данных"] == ["http://www.wikidata.org/entity/Q1", "urn:example:1"]


def test_a_person_has_dates_places_and_works(client: FlaskClient, catalogue: ModuleType) -> None:
    tree = page(client, f"/page/{catalogue.MAKER}?lang=en")
    said = facts(tree)
    assert said["Born"] == ["1845", "Almaty"]
    assert said["Died"] == ["2 May 1911"]
    titles = {" ".join(title.text_content().split()) for title in tree.xpath('//a[@class="title"]')}
    assert titles == {"Silver necklace", "Ring"}


def test_a_museum_lists_its_objects_collections_and_tours(client: FlaskClient, catalogue: ModuleType) -> None:
    headings = [
        " ".join(h.text_content().split())
        for h in page(client, f"/page/{catalogue.MUSEUM}?lang=kk").xpath("//h2")
    ]
    assert headings[-3:] == ["Музейдің заттары 3", "Музейдің жинақтары 1", "Музейдің виртуалды турлары 1"]


def test_a_concept_names_its_vocabulary_and_its_match(client: FlaskClient, catalogue: ModuleType) -> None:
    tree = page(client, f"/page/{catalogue.SILVER}?lang=kk")
    assert facts(tree)["Сөздік"] == ["Материалдар"]
    assert tree.xpath('//a[@href="http://vocab.getty.edu/aat/300011029" and contains(@rel, "noreferrer")]')


def test_a_vocabulary_lists_its_concepts_by_name(client: FlaskClient) -> None:
    assert page(client, "/def/materials?lang=kk").xpath('//ul[@class="branches"]//bdi[text()="металл"]')
    tree = page(client, "/def/profile?lang=en")
    assert tree.xpath('//section[@id="Necklace"]')


@pytest.mark.parametrize(
    ("lang", "word"), [("kk", "Демонстрация"), ("ru", "Демонстрация"), ("en", "Demonstration")]
)
def test_what_is_invented_says_so(client: FlaskClient, catalogue: ModuleType, lang: str, word: str) -> None:
    for item in (
        catalogue.VESSEL,
        catalogue.MAKER,
        catalogue.MUSEUM,
        catalogue.COLLECTION,
        catalogue.PHOTO,
        catalogue.TOUR,
    ):
        notes = page(client, f"/page/{item}?lang={lang}").xpath('//p[@class="demonstration"]')
        assert [note.text_content().split(".")[0].strip() for note in notes] == [word]
    assert page(client, f"/page/{catalogue.GONE}?lang={lang}", 410).xpath('//p[@class="demonstration"]')
    assert not page(client, f"/page/{catalogue.SILVER}?lang={lang}").xpath('//p[@class="demonstration"]')
    badges = page(client, f"/browse/object?lang={lang}").xpath('//*[@class="badge"]')
    assert len(badges) == 3


def test_texts_in_other_languages_say_which(client: FlaskClient, catalogue: ModuleType) -> None:
    tree = page(client, f"/page/{catalogue.VESSEL}?lang=en")
    assert tree.xpath('//p[@lang="kk"]')[0].text_content() == "Тойға тағатын алқа."
    assert tree.xpath("//h1/bdi/@lang") == []
    assert page(client, f"/page/{catalogue.COIN}?lang=en").xpath("//h1/bdi/@lang") == ["ru"]


def test_models_and_far_images_are_files_to_fetch_and_only_ours_are_shown(
    client: FlaskClient, catalogue: ModuleType
) -> None:
    tree = page(client, f"/page/{catalogue.VESSEL}?lang=en")
    assert tree.xpath("//figure//img/@src") == ["/files/demo/photo.png"]
    buttons = tree.xpath('//ul[@class="files"]//a[@class="button"]')
    assert [(button.get("href"), button.text) for button in buttons] == [
        (f"/embed/{catalogue.MODEL}?lang=en", "View in 3D"),
        ("/files/demo/ring.glb", "Download"),
        ("https://images.example/far.jpg", "Open on another site"),
    ]
    assert "2.3 MB" in tree.text_content()


def test_the_start_page_counts_what_is_there_and_leads_everywhere(
    client: FlaskClient, catalogue: ModuleType
) -> None:
    tree = page(client, "/?lang=en")
    counts = {a.get("href"): a.findtext("strong") for a in tree.xpath('//ul[@class="counts"]//a')}
    assert counts["/browse/object?lang=en"] == "3"
    assert counts["/browse/institution?lang=en"] == "1"
    links = set(tree.xpath("//a/@href"))
    assert {
        "/sparql",
        "/oai/?lang=en",
        "/browse/def?lang=en",
        f"/page/{catalogue.MUSEUM}?lang=en",
    } <= links


def test_an_empty_ledger_has_a_start_page(catalogue: ModuleType, tmp_path: Path) -> None:
    with catalogue.make_ledger(tmp_path, ()) as ledger:
        client = create_app(Settings(data=tmp_path), reader=ledger.reader()).test_client()
        assert "emuseum-lod load" in page(client, "/").text_content()
        assert page(client, "/browse/object").xpath("//h1")
