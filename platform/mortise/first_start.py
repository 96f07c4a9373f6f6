"""What a start finds missing and makes: the first administrator, and where people read how to come in."""

from collections.abc import Mapping
from typing import Final

from mortise.edge.host import Host
from mortise.identity.first_start import LOGINS, create_administrator, keep_logins
from mortise.settings import Settings

ADDRESS: Final = "\n  Mortise 榫卯   {address}\n"
NEW: Final = "\n  登录名 {login}，密码 {password}\n  Sign in as {login} with {password}\n"
KEPT: Final = "\n  登录名和密码保存在 {place}\n  Logins and passwords are kept in {place}\n"


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
