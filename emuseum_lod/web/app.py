"""Joins the protocols into one application."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from emuseum_lod.changes import blueprint as changes
from emuseum_lod.config import Settings
from emuseum_lod.datasets import blueprint as datasets
from emuseum_lod.discovery import blueprint as discovery
from emuseum_lod.embedding import blueprint as embedding
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.history import blueprint as history
from emuseum_lod.iiif import blueprint as iiif
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.linkeddata import blueprint as linkeddata
from emuseum_lod.oaipmh import blueprint as oaipmh
from emuseum_lod.sparql import blueprint as sparql
from emuseum_lod.sparql.client import PoolClient, Queries
from emuseum_lod.sparql.service import Service
from emuseum_lod.store.snapshots import Snapshots
from emuseum_lod.stored import blueprint as stored
from emuseum_lod.uris import ItemId
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.web import errors, files, health, logs, metering, security
from emuseum_lod.web.messages import messages_in
from emuseum_lod.web.rendering import Renderer
from emuseum_lod.web.shortcut import Short, Shortcut

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def create_app(settings: Settings, *, reader: Reader | None = None, queries: Queries | None = None) -> Flask:
    """Return the application. Without a `reader` it opens the settings' ledger, without `queries` it asks the data folder's pool.

    To be called in the process that serves: what it opens does not survive a fork.
    """
    reader = reader or Ledger.open(settings.ledger_url).reader()
    renderer = Renderer(settings)
    app = Flask(__name__, static_folder=None)
    items = linkeddata.serving(reader, settings, load_patterns().triples, renderer.render)
    ways = {
        "/oai": Short("/oai", oaipmh.serving(reader, settings)),
        **{prefix: Short(rule, items) for prefix, rule in linkeddata.SHORT.items()},
    }
    answering: WSGIApplication = Shortcut(app.wsgi_app, ways)
    if settings.trusted_proxies:
        answering = ProxyFix(answering, x_for=settings.trusted_proxies, x_proto=0)
    app.wsgi_app = answering  # type: ignore[method-assign,assignment]  # as the framework's manual says
    security.secure(app)
    logs.log_requests(app)
    metering.count_requests(app)
    errors.answer_errors(app, renderer)
    app.register_blueprint(health.blueprint(reader))
    app.register_blueprint(discovery.blueprint(reader, settings))
    app.register_blueprint(datasets.blueprint(reader, settings, renderer.render))
    app.register_blueprint(metering.blueprint())
    app.register_blueprint(files.blueprint())
    app.register_blueprint(oaipmh.blueprint(reader, settings, renderer.render))
    endpoint = _endpoint(settings, reader, renderer, queries)
    app.register_blueprint(sparql.blueprint(endpoint, settings))
    app.register_blueprint(stored.blueprint(endpoint))
    app.register_blueprint(embedding.blueprint(reader, settings, renderer.render))
    app.register_blueprint(iiif.blueprint(reader, settings))
    app.register_blueprint(changes.blueprint(reader, settings, _say, renderer.render))
    describe = load_patterns().triples
    app.register_blueprint(history.blueprint(reader, settings, describe, renderer.render))
    app.register_blueprint(linkeddata.blueprint(items))
    return app


def _say(lang: str, key: str) -> str:
    return messages_in(lang).say(key)


def _endpoint(settings: Settings, reader: Reader, renderer: Renderer, queries: Queries | None) -> Service:
    snapshots = Snapshots(settings.data)

    def published() -> str:
        current = snapshots.current()
        return current.name if current else ""

    def demonstrations(items: Iterable[ItemId]) -> AbstractSet[ItemId]:
        found = reader.get_many(items).items()
        return {item for item, stored in found if stored.record and stored.record.demonstration}

    return Service(
        queries or PoolClient(settings.data),
        published,
        Addresses(settings.base_uri),
        demonstrations,
        settings.sparql_timeout,
        renderer.render,
    )
