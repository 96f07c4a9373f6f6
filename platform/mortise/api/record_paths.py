"""How the plain record endpoints look in the OpenAPI document, which FastAPI writes for all the others."""

from collections.abc import Mapping
from typing import Final

from mortise.api.record_schemas import OBJECT, Described

FORM: Final = "/api/apps/{app}/forms/{form}"
RECORDS: Final = FORM + "/records"
PLACE: Final = ("app", "form")

REFUSALS: Final = {
    "400": "The body is no JSON object.",
    "401": "Nobody is signed in.",
    "403": "The action is not granted on this record.",
    "404": "There is no such application, form or record for the person asking.",
    "409": "The record was changed since it was read: `fields` differ, `current` has their values.",
    "422": "Some values need correcting; `issues` say where and how.",
}


def reference(name: str) -> Described:
    """A schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def answered(schema: Described, *statuses: str, success: str = "200", text: str = "Done.") -> Described:
    """The answers of an endpoint: what it gives, and how it refuses."""
    told: dict[str, object] = {
        success: {"description": text, "content": {"application/json": {"schema": schema}}}
    }
    for status in ("401", "404", *statuses):
        content = {"application/problem+json": {"schema": reference("Problem")}}
        told[status] = {"description": REFUSALS[status], "content": content}
    return told


def in_path(*names: str) -> list[Described]:
    """Parameters in the address."""
    number: Described = {"type": "integer", "format": "int64", "minimum": 1}
    kinds: Mapping[str, Described] = {"id": number, "comment": number}
    text: Described = {"type": "string"}
    return [{"name": name, "in": "path", "required": True, "schema": kinds.get(name, text)} for name in names]


def in_query(**described: tuple[str, str]) -> list[Described]:
    """Parameters behind the question mark: name → (type, sentence)."""
    return [
        {"name": name, "in": "query", "required": False, "schema": {"type": kind}, "description": text}
        for name, (kind, text) in described.items()
    ]


def body(schema: Described, media: str = "application/json") -> Described:
    """A request's body."""
    return {"required": True, "content": {media: {"schema": schema}}}


CHOSEN: Final = in_query(
    fields=("string", "Keys to answer with, joined by commas; all readable ones but sub-tables otherwise."),
    expand=("string", "Links, people and departments to answer as {id, title}, joined by commas, or *."),
)
OF_FIELD: Final = {
    "link": (
        "string",
        "A field (`form.field`) that leads to this form: only what a link may choose, or a query list shows.",
    ),
    "values": ("string", "With `link`: the values so far of the record that has the field, as JSON."),
}
LISTED: Final = [
    *in_query(
        filter=("string", 'A filter tree as JSON, or an expression such as `stage = "won"`.'),
        sort=("string", "Keys to order by, joined by commas; a minus before a key turns its order."),
        limit=(
            "integer",
            "How many records, 50 unless told, 500 at most; with 0 and `count`, none but their number.",
        ),
        cursor=("string", "`next` of the page before."),
        offset=("integer", "How many records to pass over."),
        search=(
            "string",
            "Text that the title or a readable text contains, whatever its case and width; of a title also its pinyin.",
        ),
        count=("boolean", "Whether to count all records that match."),
        deleted=("boolean", "Whether to list the recycle bin."),
        **OF_FIELD,
        marks=("string", "Up to ten filter trees as JSON: `marks` tells of each record which holds first."),
        view=(
            "string",
            "The view by whose settings a person reads the list, so that its builders see it used.",
        ),
    ),
    *CHOSEN,
]
BY_WORDS: Final = (
    "Up to three fields, joined by commas, whose values make the groups, the outermost first; moments by spans of time,"
    " as `signed_on:month`. A minus before one turns its order. None, with totals: all records together."
)
GROUPED: Final = in_query(
    by=("string", BY_WORDS),
    totals=("string", "What to sum up, as `sum:amount` or `maximum:signed_on`, joined by commas."),
    order=("string", "`count`, the most frequent first, or `value`, in the order of their values."),
    filter=("string", "Only among these records, as in lists."),
    search=("string", "Only among records with this text, as in lists."),
    **OF_FIELD,
)
MEMBERS: Final = [
    *in_query(
        by=("string", "By what the records are grouped, as `groups` was asked."),
        of=(
            "string",
            "Up to 50 groups as JSON: of each a list with its value on every level, ids of what has one.",
        ),
        limit=("integer", "How many records of each group, 100 at most."),
        filter=("string", "Only among these records, as in lists."),
        search=("string", "Only among records with this text, as in lists."),
        sort=("string", "Keys to order each group by, as in lists."),
        marks=("string", "Up to ten filter trees as JSON, as in lists."),
    ),
    *CHOSEN,
]
DAYS: Final = [
    *in_query(
        start=("string", "The field that says when a record begins, or on which days it stands."),
        end=("string", "The field that says when it ends."),
        first=("string", "The first day, as YYYY-MM-DD; a week begins with it."),
        last=("string", "The last day."),
        limit=("integer", "How many records of each day of each week, 20 at most."),
        filter=("string", "Only among these records, as in lists."),
        search=("string", "Only among records with this text, as in lists."),
    ),
    *CHOSEN,
]
FILTER_WORDS: Final = "Only these records, as in lists, and those above them, which do not match."
TREE: Final = [
    *in_query(
        parent=("string", "The field of the kind tree_link that names the record above."),
        under=("string", "Up to 50 ids, joined by commas, below which to look; the top of the tree without."),
        filter=("string", FILTER_WORDS),
        search=("string", "Only records with this text, likewise."),
        sort=("string", "Keys to order each branch by, as in lists."),
        limit=("integer", "How many records of each branch, 50 unless told, 200 at most."),
        cursor=("string", "`next` of the page before, of one branch."),
    ),
    *CHOSEN,
]
PRESSED: Final[Described] = {
    "type": "object",
    "required": ["record", "address", "opens"],
    "properties": {
        "record": reference("Record"),
        "address": {"type": ["string", "null"], "description": "Of a page that is to be opened."},
        "opens": {
            "type": ["object", "null"],
            "description": "A new record that is to be begun.",
            "required": ["form", "values"],
            "properties": {"form": {"type": "string"}, "values": OBJECT},
        },
    },
}
KEY: Final[Described] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "schema": {"type": "string", "maxLength": 200},
    "description": "Requests with the same key and body are carried out once and answered alike.",
}

PATHS: Final[Mapping[str, Mapping[str, Described]]] = {
    RECORDS: {
        "get": {
            "summary": "A page of records",
            "parameters": [*in_path(*PLACE), *LISTED],
            "responses": answered(reference("RecordPage"), "403", "422"),
        },
        "post": {
            "summary": "A new record",
            "parameters": [*in_path(*PLACE), KEY],
            "requestBody": body(reference("Record")),
            "responses": answered(reference("Record"), "400", "403", "422", success="201", text="Created."),
        },
    },
    RECORDS + "/groups": {
        "get": {
            "summary": "How many records have which value of a field, the most frequent first, and their totals",
            "parameters": [*in_path(*PLACE), *GROUPED],
            "responses": answered(reference("RecordGroups"), "403", "422"),
        },
    },
    RECORDS + "/members": {
        "get": {
            "summary": "The first records of several groups",
            "parameters": [*in_path(*PLACE), *MEMBERS],
            "responses": answered(reference("RecordMembers"), "403", "422"),
        },
    },
    RECORDS + "/days": {
        "get": {
            "summary": "How many records stand on each of some days, and those that come first there",
            "parameters": [*in_path(*PLACE), *DAYS],
            "responses": answered(reference("RecordDays"), "403", "422"),
        },
    },
    RECORDS + "/branches": {
        "get": {
            "summary": "Records of a tree, right below others or at its top",
            "parameters": [*in_path(*PLACE), *TREE],
            "responses": answered(reference("RecordBranches"), "403", "422"),
        },
    },
    RECORDS + "/{id}": {
        "get": {
            "summary": "One record",
            "parameters": [*in_path(*PLACE, "id"), *CHOSEN],
            "responses": answered(reference("Record"), "422"),
        },
        "patch": {
            "summary": "Change the fields that are named; `version` tells which state was read",
            "parameters": in_path(*PLACE, "id"),
            "requestBody": body(reference("Record")),
            "responses": answered(reference("Record"), "400", "403", "409", "422"),
        },
        "delete": {
            "summary": "Into the recycle bin",
            "parameters": [
                *in_path(*PLACE, "id"),
                *in_query(version=("integer", "The state that was read, to delete no other.")),
            ],
            "responses": answered(OBJECT, "403", "409", "422"),
        },
    },
    RECORDS + "/{id}/history": {
        "get": {
            "summary": "What happened to a record, newest first",
            "parameters": [
                *in_path(*PLACE, "id"),
                *in_query(cursor=("string", "`next` of the page before.")),
            ],
            "responses": answered(OBJECT, "422"),
        }
    },
    RECORDS + "/{id}/restore": {
        "post": {
            "summary": "Out of the recycle bin",
            "parameters": in_path(*PLACE, "id"),
            "responses": answered(reference("Record"), "403", "422"),
        }
    },
    RECORDS + "/bulk": {
        "post": {
            "summary": "Change many records: all of them, or with `partial` the good ones; with `preview` none",
            "parameters": [*in_path(*PLACE), KEY],
            "requestBody": body(reference("BulkChange")),
            "responses": answered(reference("BulkOutcome"), "400", "403", "422"),
        }
    },
    RECORDS + "/{id}/transfer": {
        "post": {
            "summary": "To another owner; what is answered is little where the person may not view it any more",
            "parameters": in_path(*PLACE, "id"),
            "requestBody": body(
                {
                    "type": "object",
                    "required": ["version", "owner"],
                    "properties": {
                        "version": {"type": "integer"},
                        "owner": {"type": "integer", "format": "int64"},
                        "reason": {"type": ["string", "null"], "maxLength": 500},
                    },
                    "additionalProperties": False,
                }
            ),
            "responses": answered(reference("Record"), "400", "403", "409", "422"),
        }
    },
    RECORDS + "/{id}/press/{field}": {
        "post": {
            "summary": "Press a button of a record",
            "description": (
                "Sets what the button's author decided, whether or not whoever presses could change it otherwise, and "
                "tells what is to be opened. `values` are the fields that the button asks for."
            ),
            "parameters": [*in_path(*PLACE, "id", "field"), KEY],
            "requestBody": body(
                {
                    "type": "object",
                    "required": ["version"],
                    "properties": {"version": {"type": "integer"}, "values": OBJECT},
                    "additionalProperties": False,
                }
            ),
            "responses": answered(PRESSED, "400", "403", "409", "422"),
        }
    },
    RECORDS + "/validate": {
        "post": {
            "summary": "What the server makes of values that are not saved: computed values, issues, titles",
            "parameters": in_path(*PLACE),
            "requestBody": body(OBJECT),
            "responses": answered(OBJECT, "400", "403", "422"),
        }
    },
    FORM + "/imports": {
        "post": {
            "summary": "Bring a CSV file into the form, all of it or nothing",
            "parameters": in_path(*PLACE),
            "requestBody": body(
                {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary"},
                        "mapping": {"type": "string", "description": "JSON: column → field key or null."},
                    },
                },
                "multipart/form-data",
            ),
            "responses": answered(
                OBJECT, "403", "422", success="202", text="Accepted; ask for its progress."
            ),
        }
    },
    FORM + "/imports/{id}": {
        "get": {
            "summary": "How far an import is, and what is wrong with its cells",
            "parameters": in_path(*PLACE, "id"),
            "responses": answered(OBJECT),
        }
    },
}
