"""How comments, followers, timelines and notifications look in the OpenAPI document."""

from collections.abc import Mapping
from typing import Final

from mortise.api.record_paths import (
    KEY,
    PLACE,
    RECORDS,
    answered,
    body,
    in_path,
    in_query,
    reference,
)
from mortise.api.record_schemas import Described

ID: Final[Described] = {"type": "integer", "format": "int64"}
TITLED: Final[Described] = {
    "type": "object",
    "required": ["id", "title"],
    "properties": {"id": ID, "title": {"type": "string"}},
}
MOMENT: Final[Described] = {"type": ["string", "null"], "format": "date-time"}
SHOWN_BODY: Final[Described] = {
    "type": ["array", "null"],
    "description": "Parts in their order, each with a text or a person. It is plain text, never HTML.",
    "items": {
        "type": "object",
        "properties": {"text": {"type": "string"}, "person": TITLED},
        "additionalProperties": False,
    },
}
OF_FLOWS: Final = ("task", "task_reminder", "flow_copy", "flow", "flow_alert", "flow_message")
COMMENT: Final[Described] = {
    "type": "object",
    "required": ["id", "at", "author", "body", "reply_to", "edited_at", "deleted", "is_mine", "may_remove"],
    "properties": {
        "id": ID,
        "at": {"type": "string", "format": "date-time"},
        "author": TITLED,
        "body": SHOWN_BODY,
        "reply_to": {
            "type": ["object", "null"],
            "properties": {"id": ID, "author": TITLED, "body": SHOWN_BODY},
        },
        "edited_at": MOMENT,
        "deleted": {"type": ["object", "null"], "properties": {"at": MOMENT, "by": TITLED}},
        "is_mine": {"type": "boolean"},
        "may_remove": {"type": "boolean"},
    },
}
WRITTEN: Final[Described] = {
    "description": "A text, or parts in their order: 10,000 characters and 20 people at most.",
    "anyOf": [
        {"type": "string", "maxLength": 10_000},
        {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"text": {"type": "string"}, "person": ID},
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": False,
            },
        },
    ],
}
NEW_COMMENT: Final[Described] = {
    "type": "object",
    "required": ["body"],
    "properties": {"body": WRITTEN, "reply_to": {"type": ["integer", "null"], "format": "int64"}},
    "additionalProperties": False,
}
EDITED: Final[Described] = {
    "type": "object",
    "required": ["body"],
    "properties": {"body": WRITTEN},
    "additionalProperties": False,
}
FOLLOWERS: Final[Described] = {
    "type": "object",
    "required": ["items", "following"],
    "properties": {
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["person", "reason", "since"],
                "properties": {
                    "person": TITLED,
                    "reason": {"enum": ["owner", "created", "commented", "mentioned", "by_hand"]},
                    "since": MOMENT,
                },
            },
        },
        "following": {"type": "boolean", "description": "Whether the person asking follows the record."},
        "may_comment": {"type": "boolean", "description": "Whether the person asking may comment on it."},
    },
}
TIMELINE: Final[Described] = {
    "type": "object",
    "required": ["items", "next"],
    "properties": {
        "items": {
            "type": "array",
            "description": (
                "Newest first. `type` is change, with the members of an entry of the history, or comment, with those "
                "of a comment."
            ),
            "items": {
                "type": "object",
                "required": ["type", "id", "at"],
                "properties": {
                    "type": {"enum": ["change", "comment"]},
                    "id": ID,
                    "at": {"type": "string", "format": "date-time"},
                },
                "additionalProperties": True,
            },
        },
        "next": {"type": ["string", "null"]},
    },
}
KEYED: Final[Described] = {
    "type": "object",
    "required": ["key", "title"],
    "properties": {"key": {"type": "string"}, "title": {"type": "string"}},
}
NOTIFICATION: Final[Described] = {
    "type": "object",
    "required": [
        "id",
        "kind",
        "at",
        "is_read",
        "app",
        "form",
        "record",
        "count",
        "actors",
        "fields",
        "comment",
    ],
    "properties": {
        "id": ID,
        "kind": {"enum": ["mention", "comment", "change", "assignment", "deletion", "share", *OF_FLOWS]},
        "at": {"type": "string", "format": "date-time"},
        "is_read": {"type": "boolean"},
        "app": KEYED,
        "form": KEYED,
        "record": {
            **TITLED,
            "type": ["object", "null"],
            "description": "Null where it tells of many records.",
        },
        "count": {"type": "integer", "description": "Of how many records it tells."},
        "actors": {"type": "array", "items": TITLED},
        "fields": {"type": "array", "items": KEYED, "description": "Fields that changed and may be read."},
        "flow": {
            "type": ["object", "null"],
            "properties": {
                "key": {"type": "string"},
                "title": {"type": "string"},
                "instance": ID,
                "task": {"type": ["integer", "null"]},
                "node": {"type": ["string", "null"]},
                "due_at": {"type": ["string", "null"], "format": "date-time"},
                "what": {"type": "string"},
                "subject": {"type": "string"},
                "text": {"type": "string"},
            },
        },
        "comment": {"type": ["object", "null"], "properties": {"id": ID, "body": SHOWN_BODY}},
    },
}
NOTIFICATIONS: Final[Described] = {
    "type": "object",
    "required": ["items", "next", "unread"],
    "properties": {
        "items": {"type": "array", "items": reference("Notification")},
        "next": {"type": ["string", "null"]},
        "unread": {"type": "integer", "description": "How many are unread, 100 where there are more."},
    },
}
DISCUSSION_SCHEMAS: Final[Mapping[str, Described]] = {
    "Comment": COMMENT,
    "Followers": FOLLOWERS,
    "Timeline": TIMELINE,
    "Notification": NOTIFICATION,
    "Notifications": NOTIFICATIONS,
}

CURSOR: Final = in_query(cursor=("string", "`next` of the page before."))
ONE: Final = RECORDS + "/{id}"
READ: Final[Described] = {
    "type": "object",
    "description": "One of these: `ids`; `up_to`, the newest that was seen; `app`, `form` and `record`.",
    "properties": {
        "ids": {"type": "array", "maxItems": 1000, "items": ID},
        "up_to": ID,
        "app": {"type": "string"},
        "form": {"type": "string"},
        "record": ID,
    },
    "additionalProperties": False,
}


def counted(name: str) -> Described:
    """An answer that is one number."""
    return {"type": "object", "required": [name], "properties": {name: {"type": "integer"}}}


DISCUSSION_PATHS: Final[Mapping[str, Mapping[str, Described]]] = {
    ONE + "/timeline": {
        "get": {
            "summary": "What happened to a record and what was said about it, newest first",
            "parameters": [
                *in_path(*PLACE, "id"),
                *in_query(only=("string", "all, comments or changes.")),
                *CURSOR,
            ],
            "responses": answered(reference("Timeline"), "422"),
        }
    },
    ONE + "/comments": {
        "get": {
            "summary": "What was said about a record, newest first",
            "parameters": [*in_path(*PLACE, "id"), *CURSOR],
            "responses": answered(reference("Timeline"), "422"),
        },
        "post": {
            "summary": "Comment on a record; whoever is mentioned or follows it is told",
            "parameters": [*in_path(*PLACE, "id"), KEY],
            "requestBody": body(NEW_COMMENT),
            "responses": answered(reference("Comment"), "400", "403", "422", success="201", text="Said."),
        },
    },
    ONE + "/comments/{comment}": {
        "patch": {
            "summary": "Say it otherwise; the author alone",
            "parameters": in_path(*PLACE, "id", "comment"),
            "requestBody": body(EDITED),
            "responses": answered(reference("Comment"), "400", "403", "422"),
        },
        "delete": {
            "summary": "Take a comment away; its author, or an administrator of the application",
            "parameters": in_path(*PLACE, "id", "comment"),
            "responses": answered(reference("Comment"), "403"),
        },
    },
    ONE + "/comments/{comment}/restore": {
        "post": {
            "summary": "Bring back a comment that was taken away",
            "parameters": in_path(*PLACE, "id", "comment"),
            "responses": answered(reference("Comment"), "403"),
        }
    },
    ONE + "/followers": {
        "get": {
            "summary": "Who follows a record",
            "parameters": in_path(*PLACE, "id"),
            "responses": answered(reference("Followers")),
        },
        "post": {
            "summary": "Follow it",
            "parameters": in_path(*PLACE, "id"),
            "responses": answered(reference("Followers"), "403"),
        },
        "delete": {
            "summary": "Follow it no longer",
            "parameters": in_path(*PLACE, "id"),
            "responses": answered(reference("Followers"), "403"),
        },
    },
    "/api/notifications": {
        "get": {
            "summary": "What the person asking is told, newest first, as far as it is theirs to read now",
            "parameters": [
                *in_query(
                    unread=("boolean", "Only what was not read yet."),
                    limit=("integer", "How many, 30 unless told, 100 at most."),
                ),
                *CURSOR,
            ],
            "responses": answered(reference("Notifications"), "422"),
        }
    },
    "/api/notifications/unread": {
        "get": {
            "summary": "How many notifications are unread, 100 where there are more",
            "parameters": [],
            "responses": answered(counted("unread")),
        }
    },
    "/api/notifications/read": {
        "post": {
            "summary": "Mark notifications as read; how many wait then",
            "parameters": [],
            "requestBody": body(READ),
            "responses": answered(counted("unread"), "400", "403", "422"),
        }
    },
}
