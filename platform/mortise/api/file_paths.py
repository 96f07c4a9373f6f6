"""How the endpoints of files look in the OpenAPI document."""

from collections.abc import Mapping
from typing import Final

from mortise.api.record_paths import answered, body, in_path, in_query, reference
from mortise.api.record_schemas import Described

FILE: Final[Described] = {
    "type": "object",
    "description": "A file as fields hold it. To save one with a record, its id is enough.",
    "required": ["id", "name", "size", "type"],
    "properties": {
        "id": {"type": "integer", "format": "int64"},
        "name": {"type": "string"},
        "size": {"type": "integer"},
        "type": {"type": "string", "description": "What the content was found to be."},
        "width": {"type": "integer"},
        "height": {"type": "integer"},
    },
}
FILE_SCHEMAS: Final[Mapping[str, Described]] = {"File": FILE}

SENT: Final[Described] = {
    "type": "object",
    "required": ["file"],
    "additionalProperties": False,
    "properties": {"file": {"type": "string", "format": "binary"}},
}
REFUSED: Final = {
    "413": "The file is larger than this installation takes.",
    "415": "The body is no form.",
    "429": "Much was sent that no record was saved with.",
    "503": "The place where files are kept does not answer.",
    "507": "There is no room for the file.",
}


def refused(*statuses: str) -> Described:
    """The refusals that only files have."""
    content = {"application/problem+json": {"schema": reference("Problem")}}
    return {status: {"description": REFUSED[status], "content": content} for status in statuses}


def given(text: str, media: str) -> dict[str, object]:
    """An answer that is a content."""
    return {"description": text, "content": {media: {"schema": {"type": "string", "format": "binary"}}}}


FILE_PATHS: Final[Mapping[str, Mapping[str, Described]]] = {
    "/api/files": {
        "post": {
            "summary": "Send a file; it is its sender's alone until a record or a flow takes it, for a day at most",
            "parameters": in_query(
                picture=(
                    "boolean",
                    "Whether to draw it anew as a picture, upright and without the camera's notes.",
                ),
            ),
            "requestBody": body(SENT, "multipart/form-data"),
            "responses": {
                **answered(reference("File"), "400", "422", success="201", text="Kept."),
                **refused("413", "415", "429", "503", "507"),
            },
        }
    },
    "/api/files/{id}": {
        "get": {
            "summary": "The content of a file, whole or in part, for who may read the field or the flow that holds it",
            "parameters": [
                *in_path("id"),
                {"name": "Range", "in": "header", "required": False, "schema": {"type": "string"}},
            ],
            "responses": {
                **answered(reference("File")),
                "200": given("The whole content.", "application/octet-stream"),
                "206": given("The part that was asked for.", "application/octet-stream"),
                "416": {"description": "The part lies behind the end."},
                **refused("503"),
            },
        }
    },
    "/api/files/{id}/picture": {
        "get": {
            "summary": "A small picture of a file that is a picture",
            "parameters": [*in_path("id"), *in_query(size=("string", "small (320 pixels) or large (1600)."))],
            "responses": {
                **answered(reference("File"), "422"),
                "200": given("The picture.", "image/webp"),
                **refused("503"),
            },
        }
    },
}
