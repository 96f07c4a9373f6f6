"""Structured logs: one JSON object a line, or readable lines on a terminal."""

import logging
import sys
from collections.abc import MutableMapping

import orjson
import structlog
from structlog.typing import Processor

Event = MutableMapping[str, object]


def write_json(event: Event, **_: object) -> bytes:
    """An event as a line of JSON."""
    return orjson.dumps(event, default=str)


def without_nothing(_logger: object, _name: str, event: Event) -> Event:
    """An event without its empty members."""
    return {name: value for name, value in event.items() if value is not None}


def set_up_logs() -> None:
    """Makes structlog write to standard error, and what libraries log go the same way."""
    shared: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_nothing,
    ]
    if sys.stderr.isatty():
        structlog.configure(
            processors=[*shared, structlog.dev.ConsoleRenderer()],
            wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
            logger_factory=structlog.PrintLoggerFactory(sys.stderr),
            cache_logger_on_first_use=True,
        )
    else:
        structlog.configure(
            processors=[
                *shared,
                structlog.processors.format_exc_info,
                structlog.processors.JSONRenderer(write_json),
            ],
            wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
            logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
            cache_logger_on_first_use=True,
        )
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
