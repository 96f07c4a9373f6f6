"""What a start finds missing and makes: an administrator, an application, and where people read how to come in."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from mortise.db.statements import prepare
from mortise.db.tables.applications import app
from mortise.edge.host import Host
from mortise.edge.problems import told
from mortise.errors import SetupError, UserError, terminal_locale
from mortise.identity.first_start import LOGINS, create_administrator, keep_logins
from mortise.packages.catalog import find_offer, offers
from mortise.packages.install import Installer, install
from mortise.publishing.moment import company_moment
from mortise.settings import Settings

ADDRESS: Final = "\n  Mortise 榫卯   {address}\n"
NEW: Final = "\n  登录名 {login}，密码 {password}\n  Sign in as {login} with {password}\n"
KEPT: Final = "\n  登录名和密码保存在 {place}\n  Logins and passwords are kept in {place}\n"

ANYTHING: Final = prepare(sa.select(sa.exists(sa.select(app.c.id))))


async def make_administrator(host: Host) -> Mapping[str, str]:
    """Makes the first administrator where there is none; the login and password that were made up.

    They are in the file before the person is in the database, so that no crash leaves a person nobody can be."""
    given = host.settings.admin_password
    async with host.database.transaction() as tx:
        logins = await create_administrator(tx, given.get_secret_value() if given is not None else None)
        if given is not None:
            return {}
        if logins:
            keep_logins(host.settings.data, logins)
    return logins


async def install_first(host: Host, key: str) -> None:
    """Installs an application of the catalogue with its sample where none is installed yet."""
    async with host.database.read() as reader:
        if await reader.fetchval(ANYTHING):
            return
    await install_from_catalogue(host, key, sample=True)


async def install_from_catalogue(host: Host, key: str, *, sample: bool) -> None:
    """Installs an application of the catalogue; the logins of its sample's people are kept where no password is set."""
    offer = find_offer(key)
    if offer is None:
        known = ", ".join(each.key for each in offers())
        raise SetupError("setup_no_such_app", key=key, known=known)
    given = host.settings.demo_password
    async with host.database.read() as reader:
        clock, _ = await company_moment(reader, datetime.now(UTC))
    installer = Installer(None, clock, given.get_secret_value() if given is not None else None)
    try:
        installed = await install(host.database, offer.package, installer, sample=sample)
    except UserError as refused:
        raise SetupError("setup_refused", reason=told(refused, terminal_locale())) from refused
    if given is None and installed.logins:
        keep_logins(host.settings.data, installed.logins)


def greeting(settings: Settings, address: str, logins: Mapping[str, str]) -> str:
    """What the person at the terminal reads once the server is ready."""
    place = settings.data / LOGINS
    parts = [
        ADDRESS.format(address=address),
        *(NEW.format(login=login, password=password) for login, password in logins.items()),
    ]
    if place.exists():
        parts.append(KEPT.format(place=place))
    return "".join(parts)
