"""The company's logo over HTTP: set by who runs the installation, given out to everybody, also to those who are about
to sign in."""

from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import APIRouter, Path
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from mortise.api.entrance import Operator
from mortise.api.file_paths import SENT
from mortise.api.record_paths import body
from mortise.edge.headers import FILE_POLICY
from mortise.edge.host import host_of
from mortise.edge.pages import FOREVER
from mortise.edge.uploads import Upload
from mortise.errors import NotFound
from mortise.identity.company import LOGOS, Logo, Look
from mortise.identity.logo import read_logos, remove_logo, take_logo

router: Final = APIRouter(tags=["settings"])

ADDRESS: Final = "/api/logo/"
DRAWN: Final[Mapping[str, object]] = {
    "content": {media: {} for media in ("image/png", "image/jpeg", "image/webp")}
}


class Picture(BaseModel):
    """Where a picture is given out, and its pixels; another picture has another address."""

    address: str
    width: int
    height: int


class Logos(BaseModel):
    """The company's logo on light and on dark pages; one that is missing is None."""

    light: Picture | None
    dark: Picture | None


def logos_answer(logos: Mapping[Look, Logo]) -> dict[str, object]:
    """What `Logos` says."""
    return {look: picture_answer(logos[look]) if look in logos else None for look in LOGOS}


def picture_answer(logo: Logo) -> dict[str, object]:
    """What `Picture` says."""
    return {"address": ADDRESS + logo.digest, "width": logo.width, "height": logo.height}


@router.get("/api/logo", response_model=Logos)
async def tell_logos(request: Request) -> dict[str, object]:
    """Where the company's logo is found. Everybody may know it."""
    return await answer(request)


@router.get("/api/logo/{digest}", response_class=Response, responses={200: {**DRAWN}})
async def give_logo(request: Request, digest: Annotated[str, Path(max_length=64)]) -> Response:
    """The picture itself, for everybody; it never changes at its address, so that it may be kept for ever."""
    host = host_of(request)
    async with host.database.read() as reader:
        logos = await read_logos(reader)
    logo = next((each for each in logos.values() if each.digest == digest), None)
    if logo is None:
        raise NotFound
    request.scope["state"]["is_file"] = True
    headers = {
        "Content-Type": logo.media,
        "Content-Length": str(logo.size),
        "Content-Disposition": "inline",
        "Cache-Control": FOREVER,
        "ETag": f'"{digest}"',
        "Content-Security-Policy": FILE_POLICY,
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        del headers["Content-Length"]
        return Response(status_code=304, headers=headers)
    return StreamingResponse(await host.store.read(logo.content, 0, logo.size), headers=headers)


@router.put(
    "/api/settings/logo/{look}",
    response_model=Logos,
    openapi_extra={"requestBody": body(SENT, "multipart/form-data")},
)
async def set_picture(request: Request, operator: Operator, look: Look) -> dict[str, object]:
    """Sets the logo on light or on dark pages: a PNG, JPEG or WebP of at most 2 MB, which is drawn anew."""
    host, form = host_of(request), Upload(request)
    await form.open()
    await take_logo(host.database, host.store, host.incoming, form.blocks(), look, operator.person)
    return await answer(request)


@router.delete("/api/settings/logo/{look}", response_model=Logos)
async def remove_picture(request: Request, operator: Operator, look: Look) -> dict[str, object]:
    """Takes the logo on light or on dark pages away."""
    async with host_of(request).database.transaction() as tx:
        await remove_logo(tx, look, operator.person)
    return await answer(request)


async def answer(request: Request) -> dict[str, object]:
    """The logo as JSON."""
    async with host_of(request).database.read() as reader:
        return logos_answer(await read_logos(reader))
