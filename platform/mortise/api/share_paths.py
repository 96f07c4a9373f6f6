"""How sharing single records looks in the OpenAPI document."""

from collections.abc import Mapping
from typing import Final

from mortise.api.discussion_paths import ID, MOMENT, TITLED
from mortise.api.record_paths import PLACE, RECORDS, answered, body, in_path, reference
from mortise.api.record_schemas import Described

KEYED: Final[Described] = {
    "type": "object",
    "required": ["key", "title"],
    "properties": {"key": {"type": "string"}, "title": {"type": "string"}},
}
BY: Final[Described] = {"oneOf": [TITLED, {"type": "null"}]}
MAY_EDIT: Final[Described] = {
    "type": "boolean",
    "description": "Whether it was shared to be changed, and not only to be viewed.",
}
SHARE: Final[Described] = {
    "type": "object",
    "required": ["id", "kind", "with", "may_edit", "by", "at", "sees"],
    "properties": {
        "id": ID,
        "kind": {"enum": ["person", "department", "group", "position"]},
        "with": TITLED,
        "may_edit": MAY_EDIT,
        "by": BY,
        "at": {"type": "string", "format": "date-time"},
        "sees": {
            "type": ["boolean", "null"],
            "description": "Of a person: whether their roles let them see the record.",
        },
    },
}
SHARES: Final[Described] = {
    "type": "object",
    "required": ["items", "may_share", "may_share_edit"],
    "properties": {
        "items": {"type": "array", "items": SHARE},
        "may_share": {"type": "boolean", "description": "Whether the person asking may share the record."},
        "may_share_edit": {
            "type": "boolean",
            "description": "Whether they may let others change it: nobody gives more than they have.",
        },
    },
}
IDS: Final[Described] = {"type": "array", "items": ID, "maxItems": 200}
SHARING: Final[Described] = {
    "type": "object",
    "properties": {
        "people": IDS,
        "departments": IDS,
        "groups": IDS,
        "positions": IDS,
        "may_edit": MAY_EDIT,
    },
    "additionalProperties": False,
}
WITH_ME: Final[Described] = {
    "type": "object",
    "required": ["items"],
    "properties": {
        "items": {
            "type": "array",
            "description": "Of each application the 200 that were shared last, the newest first.",
            "items": {
                "type": "object",
                "required": ["app", "form", "record", "may_edit", "by", "at"],
                "properties": {
                    "app": KEYED,
                    "form": KEYED,
                    "record": TITLED,
                    "may_edit": MAY_EDIT,
                    "by": BY,
                    "at": MOMENT,
                },
            },
        }
    },
}
SHARE_SCHEMAS: Final[Mapping[str, Described]] = {"Shares": SHARES, "SharedWithMe": WITH_ME}
ONE: Final = RECORDS + "/{id}/shares"
SHARE_PATHS: Final[Mapping[str, Mapping[str, Described]]] = {
    ONE: {
        "get": {
            "summary": "With whom a record is shared, by whom and since when",
            "parameters": in_path(*PLACE, "id"),
            "responses": answered(reference("Shares")),
        },
        "post": {
            "summary": "Share a record, or change what it was shared for",
            "description": (
                "Whoever is named takes part in the record as far as a role of theirs lets them with what is shared. "
                "They are told of it, and the history tells of it."
            ),
            "parameters": in_path(*PLACE, "id"),
            "requestBody": body(SHARING),
            "responses": answered(reference("Shares"), "400", "403", "422"),
        },
    },
    ONE + "/{share}": {
        "delete": {
            "summary": "End a share",
            "parameters": in_path(*PLACE, "id", "share"),
            "responses": answered({"type": "object", "required": ["id"], "properties": {"id": ID}}, "403"),
        }
    },
    "/api/shares": {
        "get": {
            "summary": "The records of every application that are shared with the person asking and theirs to see",
            "parameters": [],
            "responses": answered(reference("SharedWithMe"), "422"),
        }
    },
}
