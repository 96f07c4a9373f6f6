"""How the endpoints that FastAPI describes refuse, in the words of the API's description."""

from collections.abc import Mapping
from typing import Any, Final

from mortise.api.record_paths import reference
from mortise.api.record_schemas import Described

OPEN: Final = {
    "/health",
    "/api/logo",
    "/api/logo/{digest}",
    "/api/password-links/read",
    "/api/password-links/use",
}
"""Where nobody need be signed in."""
METHODS: Final = frozenset({"get", "post", "put", "patch", "delete"})
WORDS: Final = {
    "400": "The request cannot be read; `issues` say where.",
    "401": "Nobody is signed in, or the token is none.",
    "403": "This is not granted to the person asking, or not through this token.",
    "404": "There is nothing here that the person asking may know of.",
    "409": "It was changed since it was read.",
    "413": "The body is larger than is read.",
    "415": "The body is of a type that is not read here.",
    "422": "Something needs correcting; `issues` say where and how.",
}


def tell_refusals(document: Mapping[str, Any]) -> None:
    """Adds to each operation how it refuses: always as a problem, never as FastAPI would."""
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if method in METHODS:
                operation["responses"] = {**operation["responses"], **refusals(path, method, operation)}
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)


def refusals(path: str, method: str, operation: Mapping[str, Any]) -> Described:
    """The refusals of one operation."""
    has_body = "requestBody" in operation
    statuses = {
        "400": has_body,
        "401": path not in OPEN,
        "403": path not in OPEN,
        "404": "{" in path,
        "409": any(parameter["name"] == "if-match" for parameter in operation.get("parameters", ())),
        "413": has_body,
        "415": has_body,
        "422": method != "get" or "422" in operation["responses"],
    }
    content = {"application/problem+json": {"schema": reference("Problem")}}
    return {
        status: {"description": WORDS[status], "content": content}
        for status, is_told in statuses.items()
        if is_told
    }
