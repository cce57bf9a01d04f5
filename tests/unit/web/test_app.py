"""The application as a whole: health, robots, files, errors in the client's form, the headers of every answer."""

from pathlib import Path
from types import ModuleType

import pytest
from flask.testing import FlaskClient

from emuseum_lod.config import Settings
from emuseum_lod.errors import LedgerError
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.web import files
from emuseum_lod.web.app import create_app


class BrokenReader(Reader):
    """A ledger whose disk is gone."""

    def __init__(self) -> None:
        """Open nothing."""

    def last_seq(self) -> int:
        raise LedgerError("the disk is gone")

    def kinds(self):
        raise RuntimeError("<script>secret</script>")


def test_healthz_says_whether_the_ledger_answers(client: FlaskClient) -> None:
    reply = client.get("/healthz")
    assert (reply.status_code, reply.json["status"]) == (200, "ok")
    broken = create_app(Settings(), reader=BrokenReader()).test_client()
    assert (broken.get("/healthz").status_code, broken.get("/healthz").json["failing"]) == (503, "ledger")


def test_our_own_faults_are_answered_without_their_inside() -> None:
    broken = create_app(Settings(), reader=BrokenReader()).test_client()
    for accept, content_type in (
        ("text/html", "text/html; charset=utf-8"),
        ("*/*", "application/problem+json"),
    ):
        reply = broken.get("/", headers={"Accept": accept})
        assert (reply.status_code, reply.headers["Content-Type"]) == (500, content_type)
        assert b"secret" not in reply.data
        assert reply.headers["X-Content-Type-Options"] == "nosniff"


def test_robots_keep_out_of_endless_rooms(client: FlaskClient) -> None:
    assert "Disallow: /sparql?" in client.get("/robots.txt").text


@pytest.mark.parametrize("path", ["/", "/healthz", "/nowhere", "/static/style.css", "/def/materials.ttl"])
def test_every_answer_has_the_security_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path, buffered=True).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_method_that_is_not_used_is_405_with_those_that_are(
    client: FlaskClient, catalogue: ModuleType
) -> None:
    reply = client.post(f"/id/{catalogue.VESSEL}")
    assert reply.status_code == 405
    assert {"GET", "HEAD", "OPTIONS"} <= {method.strip() for method in reply.headers["Allow"].split(",")}


@pytest.mark.parametrize(
    "path", ["/page/{}", "/data/{}.ttl", "/id/{}", "/def/materials", "/", "/healthz", "/static/icon.svg"]
)
def test_head_is_get_without_its_body(client: FlaskClient, catalogue: ModuleType, path: str) -> None:
    path = path.format(catalogue.VESSEL)
    get, head = client.get(path, buffered=True), client.head(path, buffered=True)
    assert head.data == b""
    ignored = {"Date"}
    assert {k: v for k, v in head.headers if k not in ignored} == {
        k: v for k, v in get.headers if k not in ignored
    }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "files" / "a").mkdir(parents=True)
    (tmp_path / "files" / "a" / "ring.glb").write_bytes(bytes(range(100)))
    (tmp_path / "files" / "key.pem").write_text("secret")
    (tmp_path / "outside.png").write_text("secret")
    (tmp_path / "files" / "link.png").symlink_to(tmp_path / "outside.png")
    monkeypatch.setattr(files, "_demonstration_folder", lambda: tmp_path / "files")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_a_file_has_its_type_ranges_and_validators(client: FlaskClient) -> None:
    whole = client.get("/files/demo/a/ring.glb", buffered=True)
    assert (whole.status_code, whole.headers["Content-Type"]) == (200, "model/gltf-binary")
    assert whole.headers["Accept-Ranges"] == "bytes"
    part = client.get("/files/demo/a/ring.glb", buffered=True, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, bytes(range(10, 20)))
    assert part.headers["Content-Range"] == "bytes 10-19/100"
    assert (
        client.get("/files/demo/a/ring.glb", buffered=True, headers={"Range": "bytes=500-"}).status_code
        == 416
    )
    known = client.get(
        "/files/demo/a/ring.glb", buffered=True, headers={"If-None-Match": whole.headers["ETag"]}
    )
    assert known.status_code == 304


@pytest.mark.parametrize(
    "name",
    [
        "../outside.png",
        "..%2foutside.png",
        "%2e%2e/outside.png",
        "a/../../outside.png",
        "link.png",
        "key.pem",
        "a",
        "",
        "%00.png",
        "/etc/passwd",
        "..\\outside.png",
    ],
)
@pytest.mark.usefixtures("folder")
def test_no_path_leads_out_of_the_folder(client: FlaskClient, name: str) -> None:
    reply = client.get(f"/files/demo/{name}", buffered=True)
    assert reply.status_code in {404, 308}
    assert b"secret" not in reply.data
