"""Answers a request for an item, its page, its data, or a list. Every answer is a bounded number of look-ups in the ledger."""

from dataclasses import replace
from typing import assert_never

from emuseum_lod.linkeddata import entities, lists, problems
from emuseum_lod.linkeddata.request import (
    Browse,
    Context,
    Data,
    Document,
    Lookup,
    Nowhere,
    Page,
    Request,
    Start,
    Thing,
)
from emuseum_lod.linkeddata.service import Service
from emuseum_lod.replies import conditional, preflight
from emuseum_lod.reply import Reply


def answer(request: Request, service: Service) -> Reply:
    """Return the answer. It never raises for anything that a client sends."""
    if request.method == "OPTIONS":
        return preflight()
    match request.target:
        case Thing() | Page() | Data() | Document() as target:
            return _kept(target, request, service)
        case Context() as target:
            return entities.context(target, request, service)
        case Start() | Browse() | Lookup() as target:
            return _list(target, request, service)
        case Nowhere() as target:
            return problems.problem(target.status, request, service)
        case _:
            assert_never(request.target)


def _kept(target: Thing | Page | Data | Document, request: Request, service: Service) -> Reply:
    if service.kept is None:
        return _about_an_item(target, request, service)
    whole = replace(request, if_none_match=None, if_modified_since=None)
    reply = service.kept.reply(
        whole, service.reader.last_seq(), lambda: _about_an_item(target, whole, service)
    )
    return conditional(reply, request)


def _about_an_item(target: Thing | Page | Data | Document, request: Request, service: Service) -> Reply:
    match target:
        case Thing():
            return entities.thing(target, request, service)
        case Page():
            return entities.page(target, request, service)
        case Data():
            return entities.data(target, request, service)
        case Document():
            return entities.document(target, request, service)
        case _:
            assert_never(target)


def _list(target: Start | Browse | Lookup, request: Request, service: Service) -> Reply:
    match target:
        case Start():
            return lists.start(request, service)
        case Browse():
            return lists.browse(target, request, service)
        case Lookup():
            return lists.lookup(target, request, service)
        case _:
            assert_never(target)
