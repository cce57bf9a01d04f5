"""Settings: the only reader of the environment and of settings files.

Each setting has a default that serves the demonstration on one machine. A TOML file (`--config` or `EMUSEUM_CONFIG`) overrides the
defaults, the environment (`EMUSEUM_…`, the name in capitals) overrides the file, and a command's own option overrides both.
`emuseum-lod config` prints every setting with its value, where that comes from, and what it is for.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_args, get_type_hints

import msgspec

from emuseum_lod.errors import ConfigurationError

_PREFIX: Final = "EMUSEUM_"
_METRICS: Final = "PROMETHEUS_MULTIPROC_DIR"
_DOMAIN: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
# What Warner's validator of OAI repositories accepts (docs/oai-pmh.md): no "mailto:", no "+", a domain with a dot.
_EMAIL: Final = re.compile(r"\w[\w\-.]+@[A-Za-z0-9\-.]+\.[a-z]{2,}")

_WEB_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def _setting(explanation: str) -> msgspec.Meta:
    return msgspec.Meta(description=explanation)


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every setting, checked. Sizes are bytes and times seconds unless the name says otherwise."""

    base_uri: Annotated[
        str, _setting("start of every IRI this service mints, with a trailing slash; fixed by the first load")
    ] = "http://127.0.0.1:8000/"
    data: Annotated[
        Path, _setting("folder of the ledger, the triple store, its snapshots and the reports")
    ] = Path("data")
    dumps: Annotated[
        str, _setting("folder of the dumps that /data/ offers; empty: dumps/ in the data folder")
    ] = ""
    database_url: Annotated[
        str, _setting("SQLAlchemy URL of the ledger; empty: SQLite in the data folder")
    ] = ""
    oai_domain: Annotated[
        str, _setting("repository identifier in OAI identifiers: a domain name; fixed by the first load")
    ] = "demo.e-museum.example"
    repository_name: Annotated[str, _setting("name of the OAI repository and of the site")] = (
        "E-museum linked open data"
    )
    admin_email: Annotated[str, _setting("whom harvesters write to")] = "admin@e-museum.example"
    oai_page_size: Annotated[
        int, msgspec.Meta(ge=1, le=1000), _setting("records of one OAI list page, at most")
    ] = 200
    oai_page_bytes: Annotated[
        int, msgspec.Meta(ge=65_536), _setting("size at which an OAI page is closed early")
    ] = 8_000_000
    oai_friends: Annotated[
        str,
        _setting("base URLs of other OAI repositories that Identify names, with spaces between; empty: none"),
    ] = ""
    oai_icon: Annotated[
        str, _setting("address of a picture by which harvesters may show the repository; empty: none")
    ] = ""
    sparql_timeout: Annotated[
        float, msgspec.Meta(gt=0), _setting("longest run of one query, in seconds of wall-clock time")
    ] = 30.0
    sparql_memory: Annotated[
        int, msgspec.Meta(ge=1_000_000_000), _setting("address space of one query worker, in bytes")
    ] = 3_000_000_000
    sparql_workers: Annotated[int, msgspec.Meta(ge=1, le=256), _setting("query worker processes")] = 2
    sparql_queue: Annotated[int, msgspec.Meta(ge=0), _setting("queries that may wait for a worker")] = 20
    sparql_wait: Annotated[
        float, msgspec.Meta(ge=0), _setting("longest wait of a query for a worker, in seconds")
    ] = 5.0
    sparql_per_client: Annotated[
        int, msgspec.Meta(ge=1), _setting("queries of one client at work at once; the others wait")
    ] = 2
    sparql_budget: Annotated[
        float, msgspec.Meta(ge=0), _setting("query-seconds that one client gets a minute; 0: without limit")
    ] = 60.0
    sparql_cache: Annotated[
        int, msgspec.Meta(ge=0), _setting("bytes of answers that are kept for the next who asks; 0: none")
    ] = 128_000_000
    sparql_warm: Annotated[
        bool,
        _setting(
            "ask the example queries after each publication, while no worker is needed, so that their answers are kept"
        ),
    ] = True
    sparql_log: Annotated[
        bool, _setting("keep queries, without the addresses of who asked, in queries/ of the data folder")
    ] = True
    sparql_log_bytes: Annotated[
        int, msgspec.Meta(ge=10_000), _setting("size at which a file of the query log is closed")
    ] = 50_000_000
    sparql_log_files: Annotated[
        int, msgspec.Meta(ge=1, le=1_000), _setting("files of the query log that are kept")
    ] = 10
    trusted_proxies: Annotated[
        int,
        msgspec.Meta(ge=0, le=10),
        _setting(
            "proxies of ours in front, whose X-Forwarded-For tells who asks; 0: none, nobody is believed"
        ),
    ] = 0
    load_processes: Annotated[
        int, msgspec.Meta(ge=0, le=64), _setting("processes that map records; 0: one a core")
    ] = 0
    host: Annotated[str, _setting("address that `serve` listens on")] = "127.0.0.1"
    port: Annotated[int, msgspec.Meta(ge=0, le=65_535), _setting("port that `serve` listens on")] = 8000
    web_processes: Annotated[int, msgspec.Meta(ge=1, le=64), _setting("web worker processes of `serve`")] = 2
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"],
        _setting("how much is logged, as JSON lines on standard error"),
    ] = "info"

    @property
    def ledger_url(self) -> str:
        """The ledger's SQLAlchemy URL."""
        return self.database_url or f"sqlite:///{self.data / 'ledger.sqlite'}"

    @property
    def dumps_folder(self) -> Path:
        """The folder of the dumps."""
        return Path(self.dumps) if self.dumps else self.data / "dumps"

    def __post_init__(self) -> None:
        if not re.fullmatch(r"https?://[^\s/?#<>\"{}|\\^`]+/(?:[^\s?#<>\"{}|\\^`]*/)?", self.base_uri):
            raise ValueError("base_uri must be an absolute http(s) address that ends in a slash")
        if not _DOMAIN.fullmatch(self.oai_domain):
            raise ValueError(
                "oai_domain must be a domain name with a dot, in lower case, such as data.e-museum.kz"
            )
        for name, addresses in (
            ("oai_friends", self.oai_friends.split()),
            ("oai_icon", [self.oai_icon] if self.oai_icon else []),
        ):
            if not all(_WEB_ADDRESS.fullmatch(address) for address in addresses):
                raise ValueError(f"{name} must be absolute http(s) addresses")
        if not _EMAIL.fullmatch(self.admin_email):
            raise ValueError("admin_email must be a plain address such as admin@e-museum.kz")


Source = Literal["default", "file", "environment", "option"]


class Origin(msgspec.Struct, frozen=True):
    """One setting as `emuseum-lod config` shows it."""

    name: str
    variable: str
    value: str
    source: Source
    explanation: str


def load_settings(
    options: Mapping[str, Any] | None = None,
    *,
    config_file: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Settings:
    """Return the settings in force: `options` over the environment over the file over the defaults.

    Raises ConfigurationError with the name of the setting and where its wrong value comes from.
    """
    values: dict[str, Any] = {}
    for name, (value, source) in _given(options or {}, config_file, environment).items():
        values[name] = value
        try:
            _settings(values)
        except msgspec.ValidationError as error:
            raise ConfigurationError(f"setting {name} (from the {source}): {error}") from error
    return _settings(values)


def _settings(values: Mapping[str, Any]) -> Settings:
    return msgspec.convert(values, Settings, strict=False, dec_hook=_path)


def _path(type_: type[Path], value: Any) -> Path:
    """Return a path that the environment or a file has as a text: the one type of settings that msgspec does not know."""
    if not isinstance(value, str | Path):
        raise ValueError(f"Expected `str`, got `{type(value).__name__}`")  # noqa: TRY004  # what msgspec reports
    return type_(value)


def explain_settings(
    options: Mapping[str, Any] | None = None,
    *,
    config_file: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> tuple[Origin, ...]:
    """Return every setting with its value, where it comes from and what it is for."""
    settings = load_settings(options, config_file=config_file, environment=environment)
    given = _given(options or {}, config_file, environment)
    hints = get_type_hints(Settings, include_extras=True)
    return tuple(
        Origin(
            name,
            _PREFIX + name.upper(),
            str(getattr(settings, name)),
            given[name][1] if name in given else "default",
            next(
                meta.description
                for meta in reversed(get_args(hints[name]))
                if getattr(meta, "description", None)
            ),
        )
        for name in Settings.__struct_fields__
    )


def share_metrics(folder: Path) -> None:
    """Tell the metrics library, in this process and in those it starts, where they share their figures; it knows no other way."""
    os.environ[_METRICS] = str(folder.absolute())


def metrics_folder(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return where processes share their figures; None where each has its own."""
    return Path(environment[_METRICS]) if environment.get(_METRICS) else None


def _given(
    options: Mapping[str, Any], config_file: Path | None, environment: Mapping[str, str]
) -> dict[str, tuple[Any, Source]]:
    """Return what was set and by whom; a later source replaces an earlier one."""
    given: dict[str, tuple[Any, Source]] = {}
    file = config_file or (Path(environment["EMUSEUM_CONFIG"]) if environment.get("EMUSEUM_CONFIG") else None)
    if file is not None:
        for name, value in _read(file).items():
            if name not in Settings.__struct_fields__:
                raise ConfigurationError(
                    f"{file}: there is no setting {name!r}; `emuseum-lod config` lists them all"
                )
            given[name] = (value, "file")
    for name in Settings.__struct_fields__:
        if value := environment.get(_PREFIX + name.upper()):
            given[name] = (value, "environment")
        if (value := options.get(name)) is not None:
            given[name] = (value, "option")
    return given


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"settings file {file}: {error}") from error
