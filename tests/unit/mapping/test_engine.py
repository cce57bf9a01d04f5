"""One source record becomes what a profile says, nothing is invented, and what is wrong is said with its place."""

import re
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emuseum_lod.catalogue.records import (
    Acquisition,
    Actor,
    Dimension,
    HumanMadeObject,
    Identifier,
    Name,
    Role,
    Span,
    Statement,
    Text,
    decode,
)
from emuseum_lod.catalogue.vocabularies import place_id
from emuseum_lod.mapping.engine import Mapped
from emuseum_lod.uris import ItemId, concept_id, mint

from .conftest import PROVIDER, Workshop, row

MUSEUM = mint("institution", "museum", "museum")
DATE = "[production.span]\nfrom = 'date'"
GIVEN = f"{DATE}\nbegin = 'from'\nend = 'to'"


def primary(mapped: Mapped) -> HumanMadeObject:
    assert mapped.emissions, mapped.issues
    record = mapped.emissions[0].record
    assert isinstance(record, HumanMadeObject)
    assert not mapped.emissions[0].derived
    return record


def codes(mapped: Mapped) -> list[str]:
    return [issue.code for issue in mapped.issues]


@pytest.mark.parametrize(
    ("rules", "fields", "field", "value"),
    [
        ("[[titles]]\nfrom = 'a'", {"a": " Jug "}, "titles", (Name("Jug", "en"),)),
        ("[[titles]]\nfrom = ['a', 'b']", {"a": "x", "b": "y"}, "titles", (Name("x", "en"), Name("y", "en"))),
        ("[[titles]]\nfrom = ['a', 'b']\nfirst = true", {"a": " ", "b": "y"}, "titles", (Name("y", "en"),)),
        ("[[titles]]\nfrom = 'a'\nlang = ''", {"a": ["x", "x"]}, "titles", (Name("x"),)),
        (
            "[[titles]]\nfrom = 'a'\nlang = 'guess'",
            {"a": "Қазақ қызы"},
            "titles",
            (Name("Қазақ қызы", "kk"),),
        ),
        ("[[titles]]\nfrom = 'a'\nwhen = 'b=1'", {"a": "x", "b": "2"}, "titles", ()),
        ("[[titles]]\nfrom = 'a'\nwhen = 'b=1'", {"a": "x", "b": 1}, "titles", (Name("x", "en"),)),
        (
            "[[titles]]\nfrom = 'a'\nsplit = ['; ', ' / ']",
            {"a": "x; y / z"},
            "titles",
            tuple(Name(c, "en") for c in "xyz"),
        ),
        (
            "[[titles]]\nfrom = 'a'\nmatch = '«(.+)»'",
            {"a": "Картина «Степь»"},
            "titles",
            (Name("Степь", "en"),),
        ),
        (
            "[[titles]]\nfrom = 'a'\nmatch = '«.+»'\notherwise = 'keep'",
            {"a": "Степь"},
            "titles",
            (Name("Степь", "en"),),
        ),
        ("[[titles]]\nfrom = 'a'\nmatch = '«.+»'\notherwise = 'drop'", {"a": "Степь"}, "titles", ()),
        (
            "[[titles]]\nfrom = 'a'\nreplace = [['\\s+', ' '], ['!$', '']]",
            {"a": "x \n y!"},
            "titles",
            (Name("x y", "en"),),
        ),
        (
            "[[titles]]\nfrom = 'a'\nvalues = {X = 'Ten', Y = ''}",
            {"a": ["x", "y"]},
            "titles",
            (Name("Ten", "en"),),
        ),
        ("[[titles]]\nconstant = 'Untitled'", {}, "titles", (Name("Untitled", "en"),)),
        (
            "[[titles]]\nfrom = 'a'\nvalue = 't'\nlang_from = '@l'",
            {"a": {"@l": "KK", "t": "x"}},
            "titles",
            (Name("x", "kk"),),
        ),
        (
            "[[statements]]\nfrom = 'a'\ntype = 'note'",
            {"a": "x"},
            "statements",
            (Statement("x", "en", "note"),),
        ),
        (
            "[[identifiers]]\nfrom = 'a'\ntype = 'inventory'",
            {"a": 5},
            "identifiers",
            (Identifier(value="5", type="inventory"),),
        ),
        ("[homepage]\nfrom = 'a'", {"a": "https://a.example/1"}, "homepage", "https://a.example/1"),
        (
            "[rights]\nfrom = 'a'",
            {"a": "https://creativecommons.org/publicdomain/mark/1.0"},
            "rights",
            "http://creativecommons.org/publicdomain/mark/1.0/",
        ),
        (
            "[[dimensions]]\nfrom = 'a'",
            {"a": "диам. 8,2 см"},
            "dimensions",
            (Dimension(type="diameter", value="8.2", unit="cm"),),
        ),
        (
            "[[dimensions]]\nfrom = 'm'\nvalue = 't'\nvalues = {H = 'height'}\nsize = {from = 'v'}\nunit = {from = 'u'}",
            {"m": [{"t": "H", "v": "2,50", "u": "mm"}, {"t": "H", "v": ""}]},
            "dimensions",
            (Dimension(type="height", value="2.5", unit="mm"),),
        ),
        (
            "[[dimensions]]\nfrom = 'm'\ntype = 'height'\nsize = {from = 'v'}\nunit = {from = 'u'}",
            {"m": {"v": "120–125,50", "u": "cm"}},
            "dimensions",
            (Dimension(type="height", value="120", value_max="125.5", unit="cm"),),
        ),
        (
            "[acquisitions.span]\nfrom = 'a'",
            {"a": "1866"},
            "acquisitions",
            (
                Acquisition(
                    span=Span(
                        display=(Text("1866", "en"),), begin="1866-01-01", end="1866-12-31", edtf="1866"
                    )
                ),
            ),
        ),
        (
            "[acquisitions.method]\nfrom = 'a'\nscheme = 'acquisition-methods'",
            {"a": "дар"},
            "acquisitions",
            (Acquisition(method=concept_id("acquisition-methods", "gift")),),
        ),
        (
            "[[production.places]]\nfrom = 'a'\nscheme = 'places'",
            {"a": "Абай облысы"},
            "production.places",
            (place_id("KZ-10"),),
        ),
    ],
)
def test_a_rule_takes_its_field(
    workshop: Workshop, rules: str, fields: dict[str, Any], field: str, value: object
) -> None:
    mapped = workshop.map(rules, fields)
    record: Any = primary(mapped)
    event, _, part = field.partition(".")
    found = getattr(record, event)
    assert (getattr(found[0], part) if part else found) == value
    assert codes(mapped) == []


def test_each_event_keeps_its_own_year_and_a_bad_one_is_told_with_its_place(workshop: Workshop) -> None:
    rules = """
    [acquisitions]
    each = "event[type=got]"
    [acquisitions.span]
    from = "when"
    [acquisitions.method]
    from = "how"
    scheme = "acquisition-methods"
    """
    events = [
        {"type": "got", "when": "1866", "how": "gift"},
        {"type": "made", "when": "1850"},
        {"type": "got", "when": "last Tuesday", "how": "purchase"},
        {"type": "got"},
    ]
    mapper = workshop.mapper(rules + "[[ignore]]\nfrom = 'event/type'\nwhy = 'x'")
    mapped = mapper.map(row({"number": "1", "event": events}))
    assert [(one.method, one.span and one.span.begin) for one in primary(mapped).acquisitions] == [
        (concept_id("acquisition-methods", "gift"), "1866-01-01"),
        (concept_id("acquisition-methods", "purchase"), ""),
    ]
    assert [issue.field for issue in mapped.issues] == ["event[type=got]/when"]
    assert [issue.field for issue in mapper.audit.issues()] == ["event/when"]


def test_what_every_record_says_comes_from_the_profile(workshop: Workshop) -> None:
    provider = PROVIDER.replace('id = "museum"', 'id = "museum"\n    demonstration = true')
    record = primary(workshop.map("", {}, provider=provider))
    assert (record.provider, record.namespace, record.local_id) == ("museum", "museum", "1")
    assert record.id == mint("object", "museum", "1")
    assert record.institution == MUSEUM
    assert record.demonstration
    assert record.metadata_rights == "http://creativecommons.org/publicdomain/zero/1.0/"


@pytest.mark.parametrize(
    ("rules", "fields", "code", "kept"),
    [
        (DATE, {"date": "пятница"}, "unreadable-date", Span(display=(Text("пятница", "en"),))),
        (GIVEN, {"date": "1850", "from": "1860", "to": "1850"}, "unreadable-date", "1850-01-01"),
        (GIVEN, {"date": "1850", "from": "1851", "to": "1852"}, "date-differs", "1851-01-01"),
    ],
)
def test_a_bad_date_stays_a_text_and_is_reported(
    workshop: Workshop, rules: str, fields: dict[str, Any], code: str, kept: object
) -> None:
    mapped = workshop.map(rules, fields)
    span = primary(mapped).production[0].span
    assert span is not None
    assert kept in (span, span.begin)
    assert codes(mapped) == [code]
    assert mapped.issues[0].field == "date"


@pytest.mark.parametrize(
    ("fields", "begin", "end", "edtf"),
    [
        ({"date": "c.1850", "from": 1845, "to": 1855}, "1845-01-01", "1855-12-31", None),
        ({"date": "1850", "from": "1850"}, "1850-01-01", "1850-12-31", "1850"),
        ({"from": "1850", "to": "1851"}, "1850-01-01", "1851-12-31", "1850/1851"),
        ({"date": "no date", "from": "1850"}, "1850-01-01", "", "1850/.."),
    ],
)
def test_years_as_data_go_before_the_text_unless_half_of_them_is_missing(
    workshop: Workshop, fields: dict[str, Any], begin: str, end: str, edtf: str | None
) -> None:
    span = primary(workshop.map(GIVEN, fields)).production[0].span
    assert span is not None
    assert (span.begin, span.end) == (begin, end)
    assert edtf in (None, span.edtf)


@pytest.mark.parametrize(
    ("rules", "fields", "code", "severity", "statement"),
    [
        (
            "[rights]\nfrom = 'a'",
            {"a": "ask us"},
            "unknown-rights",
            "warning",
            Statement("ask us", "en", "rights"),
        ),
        (
            "[[dimensions]]\nfrom = 'a'",
            {"a": "abc 12"},
            "unreadable-dimensions",
            "warning",
            Statement("abc 12", "en", "dimensions"),
        ),
        (
            "[[dimensions]]\nfrom = 'm'\nvalue = 't'\nsize = {from = 'v'}\nunit = {from = 'u'}",
            {"m": {"t": "height", "v": "two", "u": "cm"}},
            "unreadable-dimensions",
            "warning",
            Statement("height two cm", "en", "dimensions"),
        ),
        ("[homepage]\nfrom = 'a'", {"a": "javascript:alert(1)"}, "bad-address", "warning", None),
        ("[[titles]]\nfrom = 'a'\nmatch = '^x'", {"a": "y"}, "unexpected-value", "warning", None),
        ("[[titles]]\nfrom = 'a'\nvalues = {x = 'y'}", {"a": "z"}, "unexpected-value", "warning", None),
        (
            "[[titles]]\nfrom = 'a'\nlang_from = '@l'\nvalue = 't'",
            {"a": {"@l": "not a tag!", "t": "x"}},
            "invalid-language",
            "warning",
            None,
        ),
        ("[[titles]]\nfrom = 'a'", {"a": "x\x00y"}, "control-characters", "warning", None),
        ("[owner]\nfrom = 'a'", {"a": "louvre"}, "unknown-institution", "error", None),
    ],
)
def test_a_bad_value_is_reported_with_its_place_and_its_text_is_kept(  # noqa: PLR0917 -- a table's columns
    workshop: Workshop,
    rules: str,
    fields: dict[str, Any],
    code: str,
    severity: str,
    statement: Statement | None,
) -> None:
    mapped = workshop.map(rules, fields)
    record = primary(mapped)
    issue = mapped.issues[0]
    assert (codes(mapped), issue.severity) == ([code], severity)
    assert (issue.source, issue.position, issue.field.split("/")[0]) == ("rows.csv", 2, next(iter(fields)))
    assert issue.value
    assert issue.advice
    assert statement is None or record.statements == (statement,)


def test_a_title_in_a_language_that_is_none_is_kept_without_one(workshop: Workshop) -> None:
    mapped = workshop.map("[[titles]]\nfrom = 'a'\nlang_from = '@l'", {"a": {"@l": "?", "#text": "x"}})
    assert primary(mapped).titles == (Name("x"),)


@pytest.mark.parametrize("number", ["", "  ", None, "x" * 1_001])
def test_a_record_without_an_identifier_is_not_taken(workshop: Workshop, number: str | None) -> None:
    mapped = workshop.map("[[titles]]\nfrom = 'a'", {"number": number, "a": "Jug"})
    assert mapped.emissions == mapped.held == ()
    assert [issue.severity for issue in mapped.issues] == ["error"]
    assert mapped.issues[0].field == "number"


def test_a_record_without_what_is_required_keeps_its_last_good_state(workshop: Workshop) -> None:
    mapped = workshop.map(
        "", {"a": ""}, object="kind = 'object'\nid = 'number'\nrequired = ['titles']\n[[titles]]\nfrom = 'a'"
    )
    assert mapped.emissions == ()
    assert mapped.held == (mint("object", "museum", "1"),)
    assert codes(mapped) == ["missing-value"]


def test_a_source_that_no_input_takes_is_an_error(workshop: Workshop) -> None:
    mapped = workshop.mapper().map(row({"number": "1"}, source="letter.pdf"))
    assert codes(mapped) == ["unknown-input"]


def test_inputs_are_told_apart_by_files_and_fields_and_ranked_by_precedence(workshop: Workshop) -> None:
    inputs = """
    [[inputs]]
    name = "new"
    record = "object"
    has = ["version"]
    precedence = 5
    """
    mapper = workshop.mapper(provider=PROVIDER + inputs)
    assert mapper.map(row({"number": "1"}, "a/export.zip!deep/rows.csv")).rank == 1
    assert mapper.map(row({"number": "1", "version": ""}, "export.json")).rank == 0


class TestInstitutions:
    TWO = (
        PROVIDER
        + """
    [[institutions]]
    code = "branch"
    namespace = "branch-numbers"
    names = { en = "The branch" }
    """
    )
    RULES = "[institution]\nfrom = 'm'\nvalues = { Main = 'museum', Branch = 'branch' }"

    def test_an_objects_number_is_its_museums(self, workshop: Workshop) -> None:
        record = primary(workshop.map(self.RULES, {"m": "branch"}, provider=self.TWO))
        assert record.id == mint("object", "branch-numbers", "1")
        assert record.institution == mint("institution", "museum", "branch")

    @pytest.mark.parametrize("fields", [{"m": "Elsewhere"}, {}])
    def test_without_a_museum_nothing_is_minted(self, workshop: Workshop, fields: dict[str, str]) -> None:
        mapped = workshop.map(self.RULES, fields, provider=self.TWO)
        assert mapped.emissions == ()
        assert codes(mapped)[-1] == "unknown-institution"


@pytest.mark.parametrize(
    ("identity", "fields", "local_id"),
    [
        ("id = ['a', 'number']", {"a": "", "number": "7"}, "7"),
        ("id = { from = 'a', match = 'id=([0-9]+)' }", {"a": "http://x/?id=42&y"}, "42"),
        ("id = { from = 'a', replace = [['^0+', '']] }", {"a": "0042"}, "42"),
        ("id = { from = 'a', namespace = 'else' }", {"a": "К\N{COMBINING BREVE}"}, "К\N{COMBINING BREVE}"),
        ("id = { from = 'a', verbatim = { from = 'b' } }", {"b": "The jug"}, "The jug"),
    ],
)
def test_where_an_identifier_comes_from(
    workshop: Workshop, identity: str, fields: dict[str, str], local_id: str
) -> None:
    mapped = workshop.map("", {"number": "", **fields}, object=f"kind = 'object'\n{identity}")
    assert primary(mapped).local_id == local_id


class TestWords:
    LOOKUP = "value,scheme,notation,term,id\nагаш,materials,wood,,\nАғаш,materials,wood,,\ncast iron,materials,cast-iron,,\ncast iron,techniques,casting,,\nnothing,ignore,,,\nplywood,materials,,Plywood,\npaper,materials,paper,,\non paper,ignore,,,\n"
    RULE = "[[materials]]\nfrom = 'm'\nlookup = 'words'\n"

    def materials(self, workshop: Workshop, rule: str, text: str) -> list[str]:
        mapped = workshop.map(rule, {"m": text}, lookup_words=self.LOOKUP)
        names = {emission.record.id: emission.record.local_id for emission in mapped.emissions}
        known = {concept_id("materials", each): each for each in ("wood", "cast-iron", "paper")}
        return [known.get(item) or f"own {names[item]}" for item in primary(mapped).materials]

    @pytest.mark.parametrize(
        ("text", "items"),
        [
            ("АГАШ", ["wood"]),
            ("cast iron", ["cast-iron"]),
            ("nothing", []),
            ("plywood", ["own Plywood"]),
            ("hardboard", ["own hardboard"]),
        ],
    )
    def test_a_lookup_says_what_a_word_means(self, workshop: Workshop, text: str, items: list[str]) -> None:
        assert self.materials(workshop, self.RULE, text) == items

    @pytest.mark.parametrize("missing", ["report", "drop"])
    def test_an_unknown_word_may_be_left_out(self, workshop: Workshop, missing: str) -> None:
        assert self.materials(workshop, f"{self.RULE}missing = '{missing}'", "hardboard") == []

    @pytest.mark.parametrize(
        ("text", "items"),
        [
            ("wood and paper", ["own wood and paper"]),
            ("агаш and paper", ["wood", "paper"]),
            ("on paper", []),
            ("агаш and mud", ["own агаш and mud"]),
        ],
    )
    def test_a_text_is_only_taken_apart_where_every_part_is_known(
        self, workshop: Workshop, text: str, items: list[str]
    ) -> None:
        rule = f"{self.RULE}split = [' and ', 'on ']\nsplit_when = 'known'"
        assert self.materials(workshop, rule, text) == items

    def test_without_a_lookup_the_vocabularys_own_labels_are_known(self, workshop: Workshop) -> None:
        rule = "[[materials]]\nfrom = 'm'\nscheme = 'materials'\nsplit = [',']"
        assert self.materials(workshop, rule, "ағаш, дерево, Wood, wood, бумага, mud") == [
            "wood",
            "paper",
            "own mud",
        ]

    def test_a_text_that_is_too_long_is_no_word(self, workshop: Workshop) -> None:
        mapped = workshop.map("[[materials]]\nfrom = 'm'", {"m": "x" * 501})
        assert primary(mapped).materials == ()
        assert codes(mapped) == ["too-long"]

    def test_two_rules_may_share_a_column_and_a_lookup(self, workshop: Workshop) -> None:
        both = f"{self.RULE}[[production.techniques]]\nfrom = 'm'\nlookup = 'words'\nmissing = 'drop'"
        record = primary(workshop.map(both, {"m": "cast iron"}, lookup_words=self.LOOKUP))
        assert record.materials == (concept_id("materials", "cast-iron"),)
        assert record.production[0].techniques == (concept_id("techniques", "casting"),)

    def test_own_terms_of_different_fields_are_different_items(self, workshop: Workshop) -> None:
        both = "[[materials]]\nfrom = 'm'\n[[types]]\nfrom = 'm'"
        record = primary(workshop.map(both, {"m": "felt rug"}))
        assert record.materials != record.types

    def test_a_confirmed_match_gives_a_person_their_number(self, workshop: Workshop) -> None:
        rule = "[[production.actors]]\nfrom = 'm'\nlookup = 'persons'"
        lookup = "value,id\nКастеев А.,p1\nАбылхан Кастеев,p1\nунбекант,\n"
        mapped = workshop.map(rule, {"m": ["Кастеев А.", "Абылхан Кастеев", "Иванов"]}, lookup_persons=lookup)
        kasteyev, ivanov = primary(mapped).production[0].actors
        assert kasteyev.actor == mint("actor", "museum", "p1")
        assert ivanov.actor == mint("actor", "museum/names", "Иванов")


class TestMentions:
    RULES = """
    [[production.actors]]
    from = "makers"
    item = "maker"
    role = { from = "as", scheme = "roles" }
    qualifier = { from = "sure", otherwise = "drop", match = "^(?!yes$).+" }
    """
    MAKER = """
    kind = "actor"
    id = { from = "id", verbatim = { from = "name" } }

    [[names]]
    from = "name"

    [birth]
    from = "born"
    """

    def map(self, workshop: Workshop, *makers: dict[str, Any]) -> Mapped:
        return workshop.map(self.RULES, {"makers": list(makers)}, maker=self.MAKER)

    def test_who_is_mentioned_is_an_item_with_less_authority(self, workshop: Workshop) -> None:
        mapped = self.map(workshop, {"id": 38, "name": "Blake", "as": "painter", "sure": "maybe"})
        actor = mint("actor", "museum", "38")
        assert primary(mapped).production[0].actors == (
            Role(actor=actor, role=concept_id("roles", "painter"), qualifier=Text("maybe", "en")),
        )
        emission = mapped.emissions[1]
        assert isinstance(emission.record, Actor)
        assert (emission.record.id, emission.derived, emission.authority) == (actor, True, 50)
        assert decode(emission.data) == emission.record

    def test_without_a_number_the_name_stands_for_it_and_has_the_least_authority(
        self, workshop: Workshop
    ) -> None:
        mapped = self.map(workshop, {"name": "Blake"})
        assert mapped.emissions[1].record.id == mint("actor", "museum/names", "Blake")
        assert mapped.emissions[1].authority == 10

    def test_an_empty_mention_says_nothing_and_one_without_a_name_is_an_error(
        self, workshop: Workshop
    ) -> None:
        assert codes(self.map(workshop, {"id": "", "name": None}, {})) == []
        mapped = self.map(workshop, {"born": "1850"})
        assert codes(mapped) == ["missing-identifier"]
        assert mapped.issues[0].field == "makers/id"
        assert primary(mapped).production == ()

    def test_what_is_wrong_with_a_mention_is_told_of_every_record_that_has_it(
        self, workshop: Workshop
    ) -> None:
        mapper = workshop.mapper(self.RULES, maker=self.MAKER)
        maker = {"id": 1, "name": "Blake", "born": "some day"}
        places = [
            (issue.position, issue.field)
            for position in (2, 3)
            for issue in mapper.map(
                row({"number": str(position), "makers": [maker]}, position=position)
            ).issues
        ]
        assert places == [(2, "makers/born"), (3, "makers/born")]

    def test_the_same_mention_is_the_same_emission(self, workshop: Workshop) -> None:
        mapper = workshop.mapper(self.RULES, maker=self.MAKER)
        one, other = (mapper.map(row({"number": n, "makers": [{"id": 1, "name": "B"}]})) for n in "12")
        assert one.emissions[1] is other.emissions[1]


class TestTree:
    RULES = "[[subjects]]\nfrom = 'tree'\ntree = 'below'\nitem = 'subject'"
    SUBJECT = "kind = 'concept'\nid = 'id'\n[[labels]]\nfrom = 'name'"
    TREE: ClassVar[dict[str, Any]] = {
        "id": 1,
        "name": "nature",
        "below": [
            {"id": 2, "name": "sky", "below": []},
            {"id": 3, "name": "sea", "below": [{"id": 4, "name": "wave"}]},
        ],
    }

    def test_the_ends_of_the_branches_are_meant_and_each_node_is_below_another(
        self, workshop: Workshop
    ) -> None:
        mapped = workshop.map(self.RULES, {"tree": self.TREE}, subject=self.SUBJECT)
        ids = {n: mint("concept", "museum", str(n)) for n in range(1, 5)}
        assert primary(mapped).subjects == (ids[2], ids[4])
        broader: dict[ItemId, Any] = {
            emission.record.id: getattr(emission.record, "broader", None) for emission in mapped.emissions[1:]
        }
        assert broader == {ids[1]: (), ids[2]: (ids[1],), ids[3]: (ids[1],), ids[4]: (ids[3],)}

    def test_every_node_of_a_tree_is_accounted_for(self, workshop: Workshop) -> None:
        mapper = workshop.mapper(self.RULES, subject=self.SUBJECT)
        mapper.map(
            row({"number": "1", "tree": self.TREE | {"below": [{"id": 5, "name": "x", "secret": "y"}]}})
        )
        assert [issue.field for issue in mapper.audit.issues()] == ["tree/below/secret"]


def test_a_picture_belongs_to_the_museum_of_its_object(workshop: Workshop) -> None:
    mapped = workshop.map(
        "[[assets]]\nfrom = '.'\nwhen = 'image'\nitem = 'image'",
        {"image": "https://a.example/1.jpg", "size": "640"},
        image="kind = 'asset'\nid = 'image'\n[url]\nfrom = 'image'\n[width]\nfrom = 'size'",
    )
    asset: Any = mapped.emissions[1].record
    assert primary(mapped).assets == (asset.id,)
    assert (asset.institution, asset.url, asset.width) == (MUSEUM, "https://a.example/1.jpg", 640)


messy = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda below: (
        st.lists(below, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "name", "below", "@l"]), below, max_size=3)
    ),
    max_leaves=8,
)
EVERYTHING = """
[[titles]]
from = "a"
lang_from = "@l"
[[identifiers]]
from = "a"
policy = "kazakhstan"
[[dimensions]]
from = "a"
[[materials]]
from = "a"
scheme = "materials"
[[subjects]]
from = "b"
tree = "below"
item = "subject"
[[production.actors]]
from = "b"
item = "subject"
[production.span]
from = "a"
begin = "b"
[rights]
from = "a"
[homepage]
from = "a"
"""


@given(number=messy, a=messy, b=messy)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_comes_in_nothing_is_raised_and_what_comes_out_is_canonical(
    workshop: Workshop, number: Any, a: Any, b: Any
) -> None:
    mapper = workshop.mapper(EVERYTHING, subject="kind = 'concept'\nid = 'id'\n[[labels]]\nfrom = 'name'")
    mapped = mapper.map(row({"number": number, "a": a, "b": b}))
    for emission in mapped.emissions:
        assert decode(emission.data) == emission.record
    assert not any(re.search("[\x00-\x08\ud800-\udfff]", str(issue)) for issue in mapped.issues)
