"""Joins the protocols into one application."""

from flask import Flask

from emuseum_lod.config import Settings
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.linkeddata import blueprint as linkeddata
from emuseum_lod.oaipmh import blueprint as oaipmh
from emuseum_lod.web import errors, files, health, logs, security
from emuseum_lod.web.rendering import Renderer


def create_app(settings: Settings, *, reader: Reader | None = None) -> Flask:
    """Return the application. Without a `reader` it opens the settings' ledger.

    To be called in the process that serves: what it opens does not survive a fork.
    """
    reader = reader or Ledger.open(settings.ledger_url).reader()
    renderer = Renderer(settings)
    app = Flask(__name__, static_folder=None)
    security.secure(app)
    logs.log_requests(app)
    errors.answer_errors(app, renderer)
    app.register_blueprint(health.blueprint(reader))
    app.register_blueprint(files.blueprint())
    app.register_blueprint(oaipmh.blueprint(reader, settings))
    app.register_blueprint(linkeddata.blueprint(reader, settings, load_patterns().triples, renderer.render))
    return app
