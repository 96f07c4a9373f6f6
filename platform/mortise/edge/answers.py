"""Answers in JSON."""

from collections.abc import Mapping

import orjson
from starlette.responses import Response


def json_answer(content: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An answer of plain values; dates, tuples and dataclasses are written as orjson writes them."""
    return Response(orjson.dumps(content), status, headers, media_type="application/json")


def empty_answer(status: int = 204) -> Response:
    """An answer that has nothing to add."""
    return Response(status_code=status)
