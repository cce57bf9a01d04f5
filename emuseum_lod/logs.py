"""Logs as JSON lines on standard error, of whatever the house logs through structlog."""

import json
import logging
import sys
from typing import Any, Final

import structlog

from emuseum_lod.config import Settings

# Made once: each line would otherwise make one.
_ENCODER: Final = json.JSONEncoder(ensure_ascii=True, default=repr)


def configure(settings: Settings) -> None:
    """Send logs to standard error from `settings.log_level` on."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            # Not as they are: a line break or an escape sequence in an address must not write a line of its own.
            structlog.processors.JSONRenderer(serializer=_json),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[settings.log_level.upper()]
        ),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )


def _json(event: Any, **_: object) -> str:  # as the renderer calls it
    return _ENCODER.encode(event)
