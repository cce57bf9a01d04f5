"""What comes out of one source record beside the record itself: issues, items it mentions, texts that are kept as texts."""

from emuseum_lod.catalogue.records import Statement
from emuseum_lod.issues import Issue, Severity, shorten
from emuseum_lod.mapping.terms import Emission
from emuseum_lod.uris import ItemId


class Findings:
    """Collects while the rules of one record file run over one node.

    `source` and `position` say where that is, `at` is the path of the node from the record on. `institution` is the museum that holds the
    object, or None. `kept` are values that could not be taken as data and stay as texts.
    """

    __slots__ = ("at", "institution", "issues", "kept", "mentioned", "position", "source")

    def __init__(self, source: str, position: int, at: str = "", institution: ItemId | None = None) -> None:
        """Begin with nothing found."""
        self.source = source
        self.position = position
        self.at = at
        self.institution = institution
        self.issues: list[Issue] = []
        self.mentioned: dict[ItemId, Emission] = {}
        self.kept: list[Statement] = []

    def report(
        self,
        code: str,
        message: str,
        *,
        field: str,
        value: object = "",
        advice: str = "",
        severity: Severity = "warning",
    ) -> None:
        """Note what is wrong with the value of a source field."""
        self.issues.append(
            Issue(
                code=code,
                message=message,
                severity=severity,
                source=self.source,
                position=self.position,
                field=self.at + field,
                value=shorten(value),
                advice=advice,
            )
        )

    def mention(self, emission: Emission) -> ItemId:
        """Note an item that is mentioned; of two descriptions of it the one with more authority stays."""
        item = emission.record.id
        known = self.mentioned.get(item)
        if known is None or (known is not emission and known.authority < emission.authority):
            self.mentioned[item] = emission
        return item

    def below(self, field: str) -> "Findings":
        """Return new findings for a node at a field of this one."""
        at = self.at if field == "." else f"{self.at}{field}/"
        return Findings(self.source, self.position, at, self.institution)
