"""What an object shows (``objectRelationWrap``), each subject by what kind of thing it is."""

from typing import Final

from emuseum_lod.catalogue.records import HumanMadeObject
from emuseum_lod.uris import ItemId, kind_of
from emuseum_lod.views.lido.elements import Sayer, element
from emuseum_lod.views.lido.events import is_shown
from emuseum_lod.views.lido.people_and_places import actor, place

_ACTORS: Final = frozenset(("actor", "institution"))


def subjects(record: HumanMadeObject, sayer: Sayer) -> str:
    """Return ``objectRelationWrap``: the subjects of the record, and the sitters among those named with its making."""
    sitters = (role.actor for production in record.production for role in production.actors if is_shown(role))
    found = dict.fromkeys((*record.subjects, *sitters))
    sets = [element("subjectSet", element("subject", _subject(item, sayer))) for item in found]
    return element("objectRelationWrap", element("subjectWrap", "".join(sets)))


def _subject(item: ItemId, sayer: Sayer) -> str:
    kind = kind_of(item)
    if kind == "concept":
        return sayer.concept("subjectConcept", item)
    if kind in _ACTORS:
        return element("subjectActor", actor(item, sayer))
    if kind == "place":
        return element("subjectPlace", place(item, sayer))
    thing = element("object", sayer.ids("objectID", item) + sayer.named("objectName", item))
    return element("subjectObject", thing)
