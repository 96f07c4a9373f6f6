"""What changes of an application left behind: parked fields and forms, and values that could not be converted."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, JsonValue, model_validator
from starlette.requests import Request
from starlette.responses import Response

from mortise.access.context import Context
from mortise.api.building import Builder, Building
from mortise.db.transaction import Tx
from mortise.edge.answers import empty_answer
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of
from mortise.errors import NotFound, issue_json
from mortise.publishing.alike import list_alike, settle_alike
from mortise.publishing.live import read_tables
from mortise.publishing.parked import Shelf
from mortise.publishing.parked_list import list_parked
from mortise.publishing.repairs import MOST, list_places, list_repairs, repair

router: Final = APIRouter(tags=["publishing"])


class ParkedItem(BaseModel):
    """A field, or without a kind a form or sub-table, that is parked: since when, its values, the bytes it takes."""

    path: str
    kind: str | None
    label: str
    version: int
    parked_at: datetime
    rows: int
    size: int


class Parked(BaseModel):
    """Everything that is parked, what was parked last first."""

    items: list[ParkedItem]


class LeftItem(BaseModel):
    """A field with values that its kind could not take, from the version that changed it."""

    form: str
    field: str
    label: str
    version: int
    count: int


class Left(BaseModel):
    """The fields with such values."""

    items: list[LeftItem]


class LeftValue(BaseModel):
    """A value to be put right: its record, the old value where the caller may see it, and why it does not fit."""

    id: int
    record: int | None
    row: int
    title: str | None
    value: str | None
    reason: str


class LeftValues(BaseModel):
    """Values to be put right; `next` is where the list goes on."""

    items: list[LeftValue]
    next: int | None


class AlikeItem(BaseModel):
    """An old value that the caller may see, the number of one value that has it, and how many do."""

    id: int
    text: str
    count: int


class AlikeValues(BaseModel):
    """The different old values, the most frequent first; `truncated` tells that there are more."""

    items: list[AlikeItem]
    truncated: bool


class SettledAnswer(BaseModel):
    """How many values were put right, how many are left, and what forbids it for the first of those."""

    settled: int
    left: int
    refused: list[dict[str, Any]]


class RepairInput(BaseModel):
    """The new value as JSON has it, or a text to be read as one; neither leaves the field blank."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: JsonValue = None
    text: str | None = None

    @model_validator(mode="after")
    def is_one(self) -> "RepairInput":
        """Not both of them."""
        if {"value", "text"} <= self.model_fields_set:
            raise ValueError("either a value or a text")
        return self


def context_of(builder: Building) -> Context:
    """What the builder may do with the records; nothing published has none."""
    if builder.context is None:
        raise NotFound
    return builder.context


@router.get("/api/apps/{app}/parked", response_model=Parked)
async def read_parked(request: Request, builder: Builder) -> dict[str, object]:
    """What is parked, and can be brought back."""
    host = host_of(request)
    async with host.database.read() as reader:
        shelf = Shelf(reader, host.apps, builder.app_id, await read_tables(reader, builder.key))
        items = await list_parked(reader, shelf, builder.key)
    locale = builder.principal.locale
    return {
        "items": [
            {
                "path": item.path,
                "kind": item.kind,
                "label": item.label[locale],
                "version": item.version,
                "parked_at": item.parked_at,
                "rows": item.rows,
                "size": item.size,
            }
            for item in items
        ]
    }


@router.get("/api/apps/{app}/unconverted", response_model=Left)
async def read_left(request: Request, builder: Builder) -> dict[str, object]:
    """The fields of which values could not be converted."""
    host, context = host_of(request), context_of(builder)
    async with host.database.read() as reader:
        places = await list_places(reader, context, host.apps)
    return {
        "items": [
            {
                "form": place.form,
                "field": place.field,
                "label": place.after.label.text(context.locale) or place.field,
                "version": place.version,
                "count": count,
            }
            for place, count in places
        ]
    }


@router.get("/api/apps/{app}/unconverted/{form}/{field}", response_model=LeftValues)
async def read_left_values(
    request: Request, builder: Builder, form: str, field: str, after: int = 0
) -> dict[str, Any]:
    """The values of one field that could not be converted, a hundred at a time."""
    host, context = host_of(request), context_of(builder)
    async with host.database.read() as reader:
        found = await list_repairs(reader, context, host.apps, form, field, after)
    return {
        "items": [
            {
                "id": each.id,
                "record": each.record,
                "row": each.row,
                "title": each.title,
                "value": each.text,
                "reason": issue_json(each.reason, context.locale)["message"],
            }
            for each in found
        ],
        "next": found[-1].id if len(found) == MOST else None,
    }


@router.get("/api/apps/{app}/unconverted/{form}/{field}/alike", response_model=AlikeValues)
async def read_alike(
    request: Request, builder: Builder, form: str, field: str, search: str = ""
) -> dict[str, object]:
    """The different values of one field that could not be converted, with how many records have each."""
    host, context = host_of(request), context_of(builder)
    async with host.database.read() as reader:
        found, is_cut = await list_alike(reader, context, host.apps, form, field, search[:200])
    return {"items": [asdict(each) for each in found], "truncated": is_cut}


@router.post("/api/apps/{app}/unconverted/{id}/alike", response_model=SettledAnswer)
async def put_alike_right(request: Request, builder: Builder, given: RepairInput) -> dict[str, object]:
    """Puts a value right in every record that has the same, up to 5,000 of them under the builder's own rights, or
    leaves it blank in all of them."""
    host, context, number = host_of(request), context_of(builder), path_id(request)
    wanted = given.model_dump(include=set(given.model_fields_set))
    return asdict(await host.database.run(lambda tx: settle_alike(tx, context, host.apps, number, wanted)))


@router.post("/api/apps/{app}/unconverted/{id}", status_code=204, response_class=Response)
async def put_right(request: Request, builder: Builder, given: RepairInput) -> Response:
    """Puts one value right under the builder's own rights, or leaves it blank."""
    host, context, number = host_of(request), context_of(builder), path_id(request)
    wanted = given.model_dump(include=set(given.model_fields_set))

    async def work(tx: Tx) -> None:
        await repair(tx, context, host.apps, number, wanted)

    await host.database.run(work)
    return empty_answer()
