"""How the pictures find what bears a name in either language, and press it."""

import re
from collections.abc import Callable
from typing import Literal

from playwright.sync_api import Locator, Page

Role = Literal["button", "menuitem", "tab"]
Deed = Callable[[Page], None]


def found(page: Page, role: Role, name: str) -> Locator:
    """What bears a role and one of the names that are told apart by a bar."""
    return page.get_by_role(role, name=re.compile(f"^({name})$")).first


def press(*steps: tuple[Role, str]) -> Deed:
    """Presses one after the other: roles, and names in either language."""

    def pressed(page: Page) -> None:
        for role, name in steps:
            found(page, role, name).click()

    return pressed
