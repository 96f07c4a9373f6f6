"""The catalogue and packages over HTTP: applications that can be installed, and those that leave as a file."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, File, Form, UploadFile
from pydantic import BaseModel, ConfigDict
from starlette.requests import Request
from starlette.responses import Response

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
    return await carry_out(request, installer, offer.package, sample=given.sample)


@router.post("/api/packages", response_model=InstalledAnswer, status_code=201)
async def install_package(
    request: Request,
    installer: InstallerPrincipal,
    file: Annotated[UploadFile, File()],
    sample: Annotated[bool, Form()] = False,
) -> dict[str, Any]:
    """Installs an application from a zip file."""
    files = read_archive(await file.read())
    package = files if isinstance(files, tuple) else read_package(files)
    if isinstance(package, tuple):
        raise Invalid(package)
    return await carry_out(request, installer, package, sample=sample)


@router.get("/api/apps/{app}/package")
async def read_app_package(builder: Builder) -> Response:
    """The published application as a zip file, which can be installed elsewhere."""
    if builder.published is None:
        raise NotFound
    content = write_archive(write_package(builder.published.definition))
    name = f"{builder.key}-{builder.published.version}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/zip", headers=headers)


async def carry_out(
    request: Request, principal: Principal, package: Package, *, sample: bool
) -> dict[str, Any]:
    """Installs a package for a person."""
    host = host_of(request)
    installed = await install(host.database, package, installer_for(host, principal), sample=sample)
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
