"""Settings: where a value may come from, and what is refused before anything starts."""

from pathlib import Path

import pytest

from emuseum_lod.config import Settings, explain_settings, load_settings
from emuseum_lod.errors import ConfigurationError


def test_an_option_overrides_the_environment_which_overrides_the_file(tmp_path: Path) -> None:
    file = tmp_path / "emuseum.toml"
    file.write_text('port = 1\nhost = "file.example"\nrepository_name = "from the file"\n', "utf-8")
    environment = {"EMUSEUM_CONFIG": str(file), "EMUSEUM_PORT": "2", "EMUSEUM_HOST": "environment.example"}

    settings = load_settings({"port": 3}, environment=environment)

    assert (settings.port, settings.host, settings.repository_name) == (
        3,
        "environment.example",
        "from the file",
    )
    origins = {
        origin.name: origin.source for origin in explain_settings({"port": 3}, environment=environment)
    }
    assert (origins["port"], origins["host"], origins["repository_name"]) == ("option", "environment", "file")
    assert origins["base_uri"] == "default"


def test_the_data_folder_is_named_by_the_environment_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "emuseum.toml"
    file.write_text('data = "/srv/file"\n', "utf-8")
    assert load_settings(config_file=file, environment={}).data == Path("/srv/file")
    assert load_settings(environment={"EMUSEUM_DATA": "/srv/here"}).data == Path("/srv/here")
    assert load_settings({"data": tmp_path}, environment={"EMUSEUM_DATA": "/srv/here"}).data == tmp_path
    file.write_text("data = 1\n", "utf-8")
    with pytest.raises(ConfigurationError, match=r"data.*file"):
        load_settings(config_file=file, environment={})


def test_every_setting_says_what_it_is_for() -> None:
    origins = explain_settings(environment={})
    assert [origin.name for origin in origins] == list(Settings.__struct_fields__)
    assert all(len(origin.explanation) > 10 for origin in origins)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("EMUSEUM_BASE_URI", "http://data.example"),
        ("EMUSEUM_BASE_URI", "ftp://data.example/"),
        ("EMUSEUM_BASE_URI", "http://data.example/ /"),
        ("EMUSEUM_OAI_DOMAIN", "localhost"),
        ("EMUSEUM_OAI_DOMAIN", "Data.Example"),
        ("EMUSEUM_ADMIN_EMAIL", "mailto:a@b.kz"),
        ("EMUSEUM_OAI_PAGE_SIZE", "0"),
        ("EMUSEUM_OAI_PAGE_SIZE", "many"),
        ("EMUSEUM_SPARQL_TIMEOUT", "-1"),
        ("EMUSEUM_LOG_LEVEL", "loud"),
    ],
)
def test_a_wrong_value_is_refused_by_name(variable: str, value: str) -> None:
    name = variable.removeprefix("EMUSEUM_").lower()
    with pytest.raises(ConfigurationError, match=rf"{name}.*environment"):
        load_settings(environment={variable: value})


def test_a_misspelt_setting_in_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "emuseum.toml"
    file.write_text("prot = 1\n", "utf-8")
    with pytest.raises(ConfigurationError, match="no setting 'prot'"):
        load_settings(config_file=file, environment={})


@pytest.mark.parametrize("content", [b"port = ", b"\xff\xfe", None])
def test_a_settings_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "emuseum.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"emuseum\.toml"):
        load_settings(config_file=file, environment={})
