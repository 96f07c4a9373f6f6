"""Structured logs: one JSON object a line, or readable lines on a terminal."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from datetime import UTC, datetime

import orjson
import structlog

Event = MutableMapping[str, object]


def write_line(_logger: object, level: str, event: Event) -> bytes:
    """An event as a line of JSON, in one step: there is a line for every request."""
    failed = event.pop("exc_info", None)
    if isinstance(failed, BaseException):
        event["exception"] = "".join(traceback.format_exception(failed))
    line = {"at": datetime.now(UTC), "level": level, **event}
    return orjson.dumps(line, default=str, option=orjson.OPT_UTC_Z)


def set_up_logs() -> None:
    """Makes structlog write to standard error, and what libraries log go the same way."""
    if sys.stderr.isatty():
        # On a terminal what goes well stays unsaid, so that the address and the passwords remain in view.
        structlog.configure(
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.dev.ConsoleRenderer(),
            ],
            wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
            logger_factory=structlog.PrintLoggerFactory(sys.stderr),
            cache_logger_on_first_use=True,
        )
    else:
        structlog.configure(
            processors=[write_line],
            wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
            logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
            cache_logger_on_first_use=True,
        )
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
