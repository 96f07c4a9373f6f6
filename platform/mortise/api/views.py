"""Shared and personal views over HTTP."""

from typing import Any, Final

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from mortise.api.apps import IssueItem
from mortise.api.entrance import Entered
from mortise.api.plain import dumps
from mortise.api.records import carried_out_once
from mortise.db.transaction import Tx
from mortise.edge.answers import empty_answer
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of
from mortise.records.idempotency import Answer
from mortise.views.arrangement import Arrangement, ArrangementInput, arrange, read_arrangements
from mortise.views.keeping import (
    NewView,
    ViewChange,
    change_view,
    create_view,
    delete_view,
    may_share,
    restore_view,
)
from mortise.views.reading import served_view
from mortise.views.rows import forms_of, list_saved, manages

router: Final = APIRouter(tags=["views"])


class ViewOwner(BaseModel):
    """The person who made a view."""

    id: int
    title: str


class ViewItem(BaseModel):
    """A view that somebody keeps. `definition` is its kind with its settings, cut to what the caller may see; null
    where it cannot be shown, and the issues say why. `key` is what an address names it by."""

    id: int
    key: str
    form: str
    label: dict[str, str]
    kind: str
    definition: dict[str, Any] | None
    owner: ViewOwner
    shared: bool
    roles: list[str]
    departments: list[int]
    groups: list[int]
    positions: list[int]
    for_everybody: bool
    locked: bool
    version: int
    may_change: bool
    issues: list[IssueItem]


class Arrangements(BaseModel):
    """How a form's views are arranged by the caller and for the company."""

    own: Arrangement | None = None
    company: Arrangement | None = None


class ViewRoleItem(BaseModel):
    """A role that a view can be shared with."""

    key: str
    label: dict[str, str]


class Views(BaseModel):
    """The saved views that the caller sees, how views are arranged, the forms of which the caller may share views,
    and the roles that these can be shared with."""

    items: list[ViewItem]
    arrangements: dict[str, Arrangements]
    may_share: list[str]
    may_arrange_all: bool
    roles: list[ViewRoleItem]


@router.get("/api/apps/{app}/views", response_model=Views)
async def read_views(request: Request, context: Entered, form: str | None = None) -> dict[str, object]:
    """The caller's own views and those shared with the caller, of one form or of all."""
    async with host_of(request).database.read() as reader:
        items = [served_view(context, saved) for saved in await list_saved(reader, context, form)]
        forms = forms_of(context, form)
        arrangements = await read_arrangements(reader, context, forms)
    sharing = [key for key in forms if may_share(context, key)]
    roles = context.app.definition.roles if sharing else ()
    return {
        "items": items,
        "arrangements": arrangements,
        "may_share": sharing,
        "may_arrange_all": manages(context),
        "roles": [{"key": role.key, "label": role.label.model_dump(by_alias=True)} for role in roles],
    }


@router.post("/api/apps/{app}/views", response_model=ViewItem, status_code=201)
async def add_view(request: Request, context: Entered, given: NewView) -> Response:
    """Keeps a view, for the caller or shared; with an Idempotency-Key once however often it is asked for."""

    async def work(tx: Tx) -> Answer:
        return Answer(201, dumps(await create_view(tx, context, given)))

    status, content = await carried_out_once(request, context, work)
    body = content if isinstance(content, bytes) else dumps(content)
    return Response(body, status, media_type="application/json")


@router.patch("/api/apps/{app}/views/{id}", response_model=ViewItem)
async def edit_view(request: Request, context: Entered, given: ViewChange) -> dict[str, object]:
    """Changes what is named of a view, if it is still as it was read."""
    number = path_id(request)
    async with host_of(request).database.transaction() as tx:
        return await change_view(tx, context, number, given)


@router.delete("/api/apps/{app}/views/{id}", status_code=204, response_class=Response)
async def remove_view(request: Request, context: Entered, version: int | None = None) -> Response:
    """Takes a view away; it can be brought back."""
    number = path_id(request)
    async with host_of(request).database.transaction() as tx:
        await delete_view(tx, context, number, version)
    return empty_answer()


@router.post("/api/apps/{app}/views/{id}/restore", response_model=ViewItem)
async def return_view(request: Request, context: Entered) -> dict[str, object]:
    """Brings a deleted view back."""
    number = path_id(request)
    async with host_of(request).database.transaction() as tx:
        return await restore_view(tx, context, number)


@router.put("/api/apps/{app}/forms/{form}/view-arrangement", status_code=204, response_class=Response)
async def arrange_views(request: Request, context: Entered, form: str, given: ArrangementInput) -> Response:
    """Keeps the order of a form's views, those put away and the one that comes first; for the caller, or for the
    company."""
    async with host_of(request).database.transaction() as tx:
        await arrange(tx, context, form, given)
    return empty_answer()
