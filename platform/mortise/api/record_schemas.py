"""What records over HTTP look like, as the OpenAPI document names it."""

from collections.abc import Mapping
from typing import Final

Described = Mapping[str, object]

OBJECT: Final[Described] = {"type": "object", "additionalProperties": True}
RECORD: Final[Described] = {
    "type": "object",
    "description": (
        "A flat object: field keys of the form beside id, version, title, owner, department, created_at, created_by, "
        "updated_at and updated_by. Numbers with decimals are strings, moments are UTC with Z, links and people are "
        "ids, or {id, title} where they are expanded."
    ),
    "properties": {
        "id": {"type": "integer", "format": "int64"},
        "version": {"type": "integer"},
        "title": {"type": ["string", "null"]},
    },
    "additionalProperties": True,
}
PROBLEM: Final[Described] = {
    "type": "object",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "issues": {"type": "array", "items": {"$ref": "#/components/schemas/Issue"}},
    },
    "additionalProperties": True,
}
ISSUE: Final[Described] = {
    "type": "object",
    "required": ["code", "pointer", "message", "hint", "severity"],
    "properties": {
        "code": {"type": "string"},
        "pointer": {"type": "string"},
        "message": {"type": "string"},
        "hint": {"type": "string"},
        "severity": {"enum": ["error", "warning"]},
        "params": {"type": "object", "additionalProperties": True},
    },
}
PAGE: Final[Described] = {
    "type": "object",
    "required": ["items", "total", "next"],
    "properties": {
        "items": {"type": "array", "items": {"$ref": "#/components/schemas/Record"}},
        "total": {"type": ["integer", "null"]},
        "next": {"type": ["string", "null"]},
        "marks": {"type": "array", "items": {"type": ["integer", "null"]}},
    },
}
BULK: Final[Described] = {
    "type": "object",
    "description": (
        "Which records: exactly one of `records` (each with its own `values`, and the `version` that was read), `ids`, "
        "and `filter` (as in lists; null is every record) with `search`. What: `edit` sets `values`, `transfer` gives "
        "them to `owner`, those of the recycle bin with `deleted`, `delete` and `restore` move them into the bin and "
        "back, and `create` makes the `records`, which have `values` only; `press` presses the `button`, with `values` "
        "for what it asks for. Sub-tables are neither filled nor changed."
    ),
    "properties": {
        "action": {"enum": ["create", "edit", "delete", "restore", "transfer", "press"], "default": "edit"},
        "records": {
            "type": "array",
            "maxItems": 5000,
            "items": {
                "type": "object",
                "properties": {
                    "id": {"type": "integer", "format": "int64", "description": "Not of a new one."},
                    "version": {"type": "integer"},
                    "values": {"type": "object", "additionalProperties": True},
                },
            },
        },
        "ids": {"type": "array", "maxItems": 5000, "items": {"type": "integer", "format": "int64"}},
        "filter": {"type": ["object", "string", "null"]},
        "search": {"type": "string"},
        "values": {"type": "object", "additionalProperties": True},
        "owner": {"type": "integer", "format": "int64"},
        "button": {"type": "string", "description": "The field to press."},
        "deleted": {"type": "boolean", "description": "Hands over records of the recycle bin."},
        "preview": {"type": "boolean", "description": "Writes nothing and tells what would come of it."},
        "partial": {"type": "boolean", "description": "Changes the good records though others are refused."},
    },
}
BULK_ANSWER: Final[Described] = {
    "type": "object",
    "required": ["action", "preview", "count", "done", "unchanged", "refused_count", "refused", "batch"],
    "properties": {
        "action": {"type": "string"},
        "preview": {"type": "boolean"},
        "count": {"type": "integer", "description": "How many records are meant."},
        "done": {"type": "integer", "description": "How many are, or would be, written."},
        "unchanged": {"type": "integer", "description": "How many hold these values already."},
        "refused_count": {"type": "integer"},
        "refused": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["place", "id", "title", "issues"],
                "properties": {
                    "place": {"type": "integer", "description": "Its place among the records, from 0."},
                    "id": {"type": ["integer", "null"], "format": "int64"},
                    "title": {"type": ["string", "null"]},
                    "issues": {"type": "array", "items": {"$ref": "#/components/schemas/Issue"}},
                    "version": {"type": "integer"},
                    "fields": {"type": "array", "items": {"type": "string"}},
                    "current": {"type": "object", "additionalProperties": True},
                },
            },
        },
        "batch": {
            "type": ["integer", "null"],
            "description": "What the entries in the histories have in common.",
        },
        "samples": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "title", "changes"],
                "properties": {
                    "id": {"type": "integer", "format": "int64"},
                    "title": {"type": ["string", "null"]},
                    "changes": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["field", "old", "new"],
                            "properties": {"field": {"type": "string"}, "old": {}, "new": {}},
                        },
                    },
                },
            },
        },
        "titles": {"type": "object", "additionalProperties": True},
        "along": {"type": "object", "additionalProperties": {"type": "integer"}},
        "records": {"type": "array", "items": {"$ref": "#/components/schemas/Record"}},
    },
}
TOTALS: Final[Described] = {
    "type": "object",
    "description": "By `aggregate:field`; numbers as texts, other values as records have them.",
    "additionalProperties": True,
}
GROUP: Final[Described] = {
    "type": "object",
    "required": ["value", "count", "totals", "filter"],
    "properties": {
        "value": {
            "description": "As records have it; {id, title} where it names something; the first day of a span of time."
        },
        "count": {"type": "integer"},
        "totals": TOTALS,
        "filter": {
            "type": ["object", "null"],
            "description": "Finds the group's records within the group around it; null where no filter can.",
        },
        "groups": {"type": "array", "items": {"$ref": "#/components/schemas/RecordGroup"}},
    },
}
GROUPS: Final[Described] = {
    "type": "object",
    "required": ["groups", "truncated", "all"],
    "properties": {
        "groups": {"type": "array", "items": {"$ref": "#/components/schemas/RecordGroup"}},
        "all": {"type": "object", "properties": {"count": {"type": "integer"}, "totals": TOTALS}},
        "truncated": {"type": "boolean", "description": "Whether there are more groups than are answered."},
    },
}
ITEMS: Final[Described] = {"type": "array", "items": {"$ref": "#/components/schemas/Record"}}
MEMBERS: Final[Described] = {
    "type": "object",
    "required": ["groups"],
    "properties": {
        "groups": {
            "type": "array",
            "description": "In the order in which they were asked for.",
            "items": {
                "type": "object",
                "required": ["items", "total"],
                "properties": {
                    "items": ITEMS,
                    "total": {"type": "integer", "description": "How many the group has in all."},
                    "marks": {"type": "array", "items": {"type": ["integer", "null"]}},
                },
            },
        }
    },
}
DAYS: Final[Described] = {
    "type": "object",
    "required": ["counts", "items"],
    "properties": {
        "counts": {
            "type": "array",
            "items": {"type": "integer"},
            "description": "How many records stand on each day, the first day first.",
        },
        "items": ITEMS,
    },
}
BRANCH: Final[Described] = {
    "type": "object",
    "required": ["under", "items", "children", "matches", "next"],
    "properties": {
        "under": {"type": ["integer", "null"], "format": "int64", "description": "Null at the top."},
        "items": {"type": "array", "items": {"$ref": "#/components/schemas/Record"}},
        "children": {
            "type": "array",
            "items": {"type": "integer"},
            "description": "Of each item, how many records of the tree stand right below it.",
        },
        "matches": {
            "type": "array",
            "items": {"type": "boolean"},
            "description": "Of each item, whether it is what was asked for, or only leads there.",
        },
        "next": {"type": ["string", "null"]},
    },
}
BRANCHES: Final[Described] = {
    "type": "object",
    "required": ["branches"],
    "properties": {"branches": {"type": "array", "items": {"$ref": "#/components/schemas/RecordBranch"}}},
}
SCHEMAS: Final[Mapping[str, Described]] = {
    "Record": RECORD,
    "RecordPage": PAGE,
    "RecordGroup": GROUP,
    "RecordGroups": GROUPS,
    "RecordMembers": MEMBERS,
    "RecordDays": DAYS,
    "RecordBranch": BRANCH,
    "RecordBranches": BRANCHES,
    "Problem": PROBLEM,
    "Issue": ISSUE,
    "BulkChange": BULK,
    "BulkOutcome": BULK_ANSWER,
}
