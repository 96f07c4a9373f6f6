"""The description of the API, for people who write programs against it."""

from typing import Final

from fastapi import APIRouter
from starlette.requests import Request

from mortise.api.entrance import Person

router: Final = APIRouter(include_in_schema=False)


@router.get("/api/openapi.json")
async def describe(request: Request, _: Person) -> dict[str, object]:
    """Every address with what it takes and gives, in OpenAPI. Who has not signed in learns nothing of it."""
    document: dict[str, object] = request.app.openapi()
    return document
