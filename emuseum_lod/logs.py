"""Logs as JSON lines on standard error, of whatever the house logs through structlog."""

import logging
import sys

import structlog

from emuseum_lod.config import Settings


def configure(settings: Settings) -> None:
    """Send logs to standard error from `settings.log_level` on."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            # Not as they are: a line break or an escape sequence in an address must not write a line of its own.
            structlog.processors.JSONRenderer(ensure_ascii=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[settings.log_level.upper()]
        ),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )
