"""What whoever designs an application works with: its forms as far as they hold together, and expressions tried out."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from engines.definition import Key
from engines.expression.catalog import catalog, groups
from engines.expression.check import Checked
from engines.expression.function import Executor
from engines.expression.tree_json import tree_to_json
from engines.expression.types import type_to_json
from engines.form.blocks import BLOCK_KINDS
from engines.form.field import Field as FormField
from engines.form.groups import group_ways, system_ways
from engines.form.meaning import Operator
from engines.form.outline import Outline, Outlines, Place
from engines.form.system import SYSTEM_LABELS, SYSTEM_MEANINGS
from mortise.access.served import served_operators
from mortise.access.view_kinds import served_view_kinds
from mortise.api.apps import IssueItem
from mortise.api.building import Builder
from mortise.api.entrance import Person
from mortise.definitions.check import check_document
from mortise.definitions.drafts import read_draft
from mortise.definitions.scope import ME, parameter_types
from mortise.edge.host import host_of, locale_of
from mortise.errors import NotFound, issue_json

router: Final = APIRouter(tags=["apps"])

ANYWHERE: Final[frozenset[Executor]] = frozenset()
LONGEST: Final = 20_000

Text = Mapping[str, str]


class FunctionGroup(BaseModel):
    """Functions that belong together."""

    key: str
    label: Text


class FunctionItem(BaseModel):
    """A function of the expression language: how it is written, what it does, and examples."""

    name: str
    group: str
    signature: Text
    help: Text
    examples: list[str]
    executors: list[str]


class Functions(BaseModel):
    """Every function, in groups."""

    groups: list[FunctionGroup]
    items: list[FunctionItem]


class FieldOutline(BaseModel):
    """A field whose type is known: how it is compared, ordered and summed up. An operator's `pattern` is how a
    condition writes it, `_field` and `_0` standing for the field and what it is compared with."""

    type: Any
    sortable: bool
    operators: list[dict[str, Any]]
    aggregates: list[str]
    groups: list[str] = []
    """In which ways records are grouped by it: `value`, or by spans of time."""
    fields: dict[str, "FieldOutline"] | None = None
    """Of a sub-table: its columns."""


class FormOutline(BaseModel):
    """A form of a draft: its fields by key, the kinds of views that can be made of it, and which of its fields the
    settings of blocks take, by kind and setting."""

    fields: dict[str, FieldOutline]
    view_kinds: list[dict[str, Any]]
    blocks: dict[str, dict[str, list[str]]]


class OutlineAnswer(BaseModel):
    """The forms of a draft at a revision; none where its document cannot be read."""

    revision: int
    forms: dict[str, FormOutline]
    system_fields: list[dict[str, Any]]


class ExpressionInput(BaseModel):
    """An expression over a form of the draft, or over the rows of a sub-table of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    form: Key
    rows: Key | None = None
    text: Annotated[str, Field(max_length=LONGEST)]
    is_condition: bool = True
    old: bool = False


class ExpressionAnswer(BaseModel):
    """What an expression is: its type and its tree, or everything that is wrong with it."""

    issues: list[IssueItem]
    type: Any = None
    tree: dict[str, Any] | None = None


@router.get("/api/functions", response_model=Functions)
async def read_functions(person: Person) -> dict[str, object]:
    """The functions that expressions can use, with their help in both languages."""
    return {"groups": groups(), "items": catalog()}


@router.get("/api/apps/{app}/draft/outline", response_model=OutlineAnswer, response_model_exclude_none=True)
async def read_outline(request: Request, builder: Builder) -> dict[str, object]:
    """The draft's forms as far as they hold together: types, comparisons, and which views can be made."""
    revision, outlines = await outlined(request, builder.app_id)
    return {
        "revision": revision,
        "forms": {} if outlines is None else {key: form_answer(form) for key, form in outlines.forms.items()},
        "system_fields": [
            {
                "key": key,
                "label": SYSTEM_LABELS[key].model_dump(by_alias=True),
                "sortable": meaning.sortable,
                "operators": compared(meaning.operators().values()),
                "aggregates": list(meaning.aggregates()),
                "groups": list(system_ways(key)),
            }
            for key, meaning in SYSTEM_MEANINGS.items()
        ],
    }


@router.post("/api/apps/{app}/draft/expression", response_model=ExpressionAnswer)
async def check_expression(request: Request, builder: Builder, given: ExpressionInput) -> dict[str, object]:
    """What an expression over a form of the draft means; nothing is kept."""
    _, outlines = await outlined(request, builder.app_id)
    place = Place(given.form, given.rows, given.is_condition, given.old)
    checked = None if outlines is None else outlines.check(given.text, place, ANYWHERE)
    if checked is None:
        raise NotFound
    if isinstance(checked, Checked):
        return {"issues": [], "type": type_to_json(checked.type), "tree": tree_to_json(checked.tree)}
    return {"issues": [issue_json(issue, locale_of(request)) for issue in checked]}


async def outlined(request: Request, app_id: int) -> tuple[int, Outlines | None]:
    """The revision of a draft, and its forms where its document can be read."""
    async with host_of(request).database.read() as reader:
        draft = await read_draft(reader, app_id)
    definition = check_document(draft.document).definition
    if definition is None:
        return draft.revision, None
    return draft.revision, Outlines(definition.working_forms, parameter_types(definition), ME)


def form_answer(form: Outline) -> dict[str, object]:
    """A form as JSON."""
    keys = [*form.fields, *SYSTEM_LABELS]
    return {
        "fields": {key: field_answer(field) for key, field in form.fields.items()},
        "view_kinds": list(served_view_kinds(form, keys)),
        "blocks": {
            kind: {
                setting: [key for key in keys if fits(form, key)]
                for setting, fits in {**block.fits, **block.fits_there}.items()
            }
            for kind, block in BLOCK_KINDS.items()
        },
    }


def field_answer(field: FormField) -> dict[str, object]:
    """A field as JSON; a sub-table is nothing but its columns."""
    rows = field.row_fields()
    if rows is not None:
        columns = {column.key: field_answer(column) for column in rows}
        return {"type": "list", "sortable": False, "operators": [], "aggregates": [], "fields": columns}
    return {
        "type": type_to_json(field.value_type()),
        "sortable": field.sortable,
        "operators": compared(field.operators().values()),
        "aggregates": list(field.aggregates()),
        "groups": list(group_ways(field)),
    }


def compared(operators: Iterable[Operator]) -> list[dict[str, object]]:
    """Ways to compare, each with how a condition writes it."""
    given = list(operators)
    return [
        {**served, "pattern": operator.pattern}
        for served, operator in zip(served_operators(given), given, strict=True)
    ]
