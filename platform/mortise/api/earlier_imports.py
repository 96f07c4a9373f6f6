"""Imports that were begun before, for the person who began them."""

from datetime import datetime
from typing import Final

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from mortise.api.import_wizard import BASE, Importer
from mortise.edge.host import host_of
from mortise.imports.earlier import earlier

router: Final = APIRouter(tags=["imports"])


class EarlierImport(BaseModel):
    """An import in few words: its file, the form that it goes into, how many records it has `written`, and how many
    rows were `bad`."""

    id: int
    form: str
    state: str
    file_name: str
    written: int
    bad: int
    created_at: datetime


class EarlierImports(BaseModel):
    """The last of them, the latest first."""

    items: list[EarlierImport]


@router.get(BASE, response_model=EarlierImports)
async def list_imports(request: Request, context: Importer, form: str | None = None) -> dict[str, object]:
    """One's own last imports, of the application or of one form: those that wait for a decision, that go on, and
    that are over and may be undone."""
    async with host_of(request).database.read() as reader:
        return {"items": [dict(row) for row in await earlier(reader, context, form)]}
