"""The catalogue and packages over HTTP: applications that can be installed, and those that leave as a file."""

from typing import Annotated, Any, Final

import orjson
from fastapi import APIRouter, File, Form, UploadFile
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request
from starlette.responses import Response

from engines.issues import Issue
from mortise.api.building import Builder
from mortise.api.building import Installer as InstallerPrincipal
from mortise.api.entrance import clock_of
from mortise.definitions.applications import list_apps
from mortise.edge.host import Host, host_of
from mortise.errors import Invalid, NotFound
from mortise.identity.first_start import keep_logins
from mortise.identity.principal import Principal
from mortise.packages.archive import read_archive, write_archive
from mortise.packages.catalog import find_offer, offers
from mortise.packages.install import Installed, Installer, install
from mortise.packages.layout import Package, read_package, write_package
from mortise.packages.places import NOTHING, Chosen, leaving

router: Final = APIRouter(tags=["catalog"])


class OfferItem(BaseModel):
    """An application that can be installed."""

    key: str
    version: str
    label: dict[str, str]
    description: dict[str, str]
    icon: str
    colour: str
    has_sample: bool
    is_installed: bool


class Catalog(BaseModel):
    """Everything that can be installed."""

    items: list[OfferItem]


class InstallInput(BaseModel):
    """How an application is to be installed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sample: bool = False
    places: Chosen = NOTHING
    """Who those are here whom flows of the package name by number: kind → number in the package → number here."""


class InstalledAnswer(BaseModel):
    """What was installed; the passwords of people who came with the sample are told this once."""

    key: str
    version: int
    records: int
    logins: dict[str, str]


@router.get("/api/catalog", response_model=Catalog)
async def read_catalog(request: Request, installer: InstallerPrincipal) -> dict[str, object]:
    """The catalogue, for who may install from it."""
    async with host_of(request).database.read() as reader:
        installed = {row["key"] for row in await list_apps(reader)}
    return {
        "items": [
            {
                "key": offer.key,
                "version": offer.package.definition.version,
                "label": offer.package.definition.label.model_dump(by_alias=True),
                "description": offer.package.definition.description.model_dump(by_alias=True),
                "icon": offer.package.definition.icon,
                "colour": offer.package.definition.colour,
                "has_sample": bool(offer.package.sample),
                "is_installed": offer.key in installed,
            }
            for offer in offers()
        ]
    }


@router.post("/api/catalog/{key}/install", response_model=InstalledAnswer, status_code=201)
async def install_offer(
    request: Request, installer: InstallerPrincipal, key: str, given: InstallInput
) -> dict[str, Any]:
    """Installs an application of the catalogue."""
    offer = find_offer(key)
    if offer is None:
        raise NotFound
    return await carry_out(request, installer, offer.package, given)


@router.post("/api/packages", response_model=InstalledAnswer, status_code=201)
async def install_package(
    request: Request,
    installer: InstallerPrincipal,
    file: Annotated[UploadFile, File()],
    sample: Annotated[bool, Form()] = False,
    places: Annotated[str, Form()] = "{}",
) -> dict[str, Any]:
    """Installs an application from a zip file. Its flows may name people, positions, groups and departments by number:
    what is called the same here is taken, and `places` says who the others are, as JSON."""
    given = wish(places, sample=sample)
    files = read_archive(await file.read())
    package = files if isinstance(files, tuple) else read_package(files)
    if isinstance(package, tuple):
        raise Invalid(package)
    return await carry_out(request, installer, package, given)


def wish(places: str, *, sample: bool) -> InstallInput:
    """How an application is to be installed, as a form with a file says it."""
    try:
        return InstallInput.model_validate({"sample": sample, "places": orjson.loads(places)})
    except (orjson.JSONDecodeError, ValidationError):
        raise Invalid([Issue("package_places_unreadable", "/places")]) from None


@router.get("/api/apps/{app}/package")
async def read_app_package(request: Request, builder: Builder) -> Response:
    """The published application as a zip file, which can be installed elsewhere."""
    if builder.published is None:
        raise NotFound
    async with host_of(request).database.read() as reader:
        definition, places = await leaving(reader, builder.published.definition)
    content = write_archive(write_package(definition, places=places))
    name = f"{builder.key}-{builder.published.version}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/zip", headers=headers)


async def carry_out(
    request: Request, principal: Principal, package: Package, given: InstallInput
) -> dict[str, Any]:
    """Installs a package for a person."""
    host = host_of(request)
    installer = installer_for(host, principal)
    installed = await install(host.database, package, installer, sample=given.sample, places=given.places)
    if installed.logins:
        keep_logins(host.settings.data, installed.logins)
    return installed_answer(installed)


def installer_for(host: Host, principal: Principal) -> Installer:
    """The person who installs, at this moment, with the password that the operator wants sample people to have."""
    chosen = host.settings.demo_password
    password = None if chosen is None else chosen.get_secret_value()
    return Installer(principal, clock_of(principal), password)


def installed_answer(installed: Installed) -> dict[str, Any]:
    """What was installed, as JSON."""
    return {
        "key": installed.key,
        "version": installed.version,
        "records": installed.records,
        "logins": dict(installed.logins),
    }
