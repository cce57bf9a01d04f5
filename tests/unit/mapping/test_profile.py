"""A profile with a mistake is refused as a whole, and says where the mistake is."""

import pytest

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.mapping.engine import Mapper
from emuseum_lod.mapping.profile import load_profile, providers

from .conftest import PROVIDER, Workshop


@pytest.mark.parametrize(
    ("rules", "complaint"),
    [
        ("[[titels]]\nfrom = 'a'", r"object\.toml.*'titels'"),
        ("[[titles]]\nform = 'a'", r"object\.toml \[titles\].*form"),
        ("[[titles]]\nfrom = 'a['", r"path 'a\['"),
        ("[[titles]]\nfrom = 'a'\nmatch = '('", "regular expression"),
        ("[[titles]]\nfrom = 'a'\nreplace = [['a', '\\2']]", "replacement"),
        ("[[titles]]\nfrom = 'a'\ntype = 'nickname'", "nickname"),
        ("[[titles]]\nfrom = 'a'\nwhen = 'b['", "path"),
        ("[[materials]]\nfrom = 'a'\nlookup = 'stuff'", "lookup 'stuff'"),
        ("[[materials]]\nfrom = 'a'\nscheme = 'stuff'", "scheme = 'stuff'"),
        ("[[subjects]]\nfrom = 'a'\nitem = 'subject'", "record file 'subject'"),
        ("[[subjects]]\nfrom = 'a'\ntree = 'b'", "tree needs item"),
        ("[[assets]]\nfrom = 'a'", "item"),
        ("[production.span]\nfrom = 'a'\npolicy = 'martian'", "martian"),
        ("[[ignore]]\nfrom = 'a'", "why"),
        ("[[titles]]\nfrom = 'a'\nlang = 'kaz'", "lang = 'kaz'"),
        ("[broken", "object.toml"),
    ],
)
def test_a_mistake_in_a_record_file_names_the_file_or_the_word(
    workshop: Workshop, rules: str, complaint: str
) -> None:
    with pytest.raises(ConfigurationError, match=complaint):
        workshop.mapper(rules)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (('id = "museum"', 'id = "another"'), "not the folder's name"),
        (('record = "object"', 'record = "thing"'), "record file 'thing'"),
        (('language = "en"', 'langage = "en"'), "langage"),
        (('date_policy = "kazakhstan"', ""), "date_policy"),
        (('language = "en"', 'language = "English"'), "'English' is no language"),
        (('names = { en = "The museum" }', 'names = { EN = "The museum" }'), "'EN' is no language"),
        (("publicdomain/zero/1.0/", "publicdomain/zero/"), "is no rights URI"),
        (('code = "museum"', 'code = "The Museum"'), "'The Museum' is no code"),
        (
            ('code = "museum"', 'code = "museum"\n    homepage = "www.museum"'),
            "'www.museum' is no web address",
        ),
        (
            (
                "[[institutions]]",
                '[[institutions]]\n    code = "museum"\n    namespace = "a"\n    names = {}\n    [[institutions]]',
            ),
            "one museum only",
        ),
    ],
)
def test_a_mistake_in_provider_toml_names_it(
    workshop: Workshop, change: tuple[str, str], complaint: str
) -> None:
    with pytest.raises(ConfigurationError, match=complaint):
        workshop.mapper(provider=PROVIDER.replace(*change))


@pytest.mark.parametrize("change", ['place = "atlantis"', 'region = "KZ-99"', 'types = ["pub"]'])
def test_a_museum_in_a_place_that_there_is_not_is_refused(workshop: Workshop, change: str) -> None:
    mapper = workshop.mapper(provider=f"{PROVIDER}\n    {change}\n")
    with pytest.raises(ConfigurationError, match="vocabulary"):
        mapper.institutions()


def test_required_must_name_a_field_that_a_rule_feeds(workshop: Workshop) -> None:
    with pytest.raises(ConfigurationError, match="required"):
        workshop.mapper(object='kind = "object"\nid = "number"\nrequired = ["titles"]')


def test_an_unknown_provider_is_told_which_there_are(workshop: Workshop) -> None:
    workshop.write()
    for name in ("museum2", "../museum", "x/museum"):
        with pytest.raises(ConfigurationError, match="there is no profile"):
            load_profile(name, workshop.root)


@pytest.mark.parametrize("provider", providers())
def test_every_profile_of_the_checkout_compiles(provider: str) -> None:
    mapper = Mapper(load_profile(provider))
    assert mapper.institutions()
    assert all(mapper.profile.explain(one.record) for one in mapper.profile.provider.inputs)
