"""Who and what the pictures show beyond the sample: somebody new, a one-time link, records in the recycle bin."""

from collections.abc import Mapping
from typing import Any, Final

from playwright.sync_api import Browser, Page

PASSWORD: Final = "a-word-for-pictures-only"
PERSON: Final = "zhou.mingyuan"
"""Somebody who may do most of what has a screen."""
ADMINISTRATOR: Final = "admin"
NEWCOMER: Final = "newcomer"
"""Somebody who was given a password and must choose one."""
STRANGER: Final = ""
"""Nobody."""

ACCOUNTS: Final = "/api/apps/crm/forms/account/records"


def asked(page: Page, url: str, method: str, path: str, body: object = None) -> Any:
    """What the server answers to whoever is signed in on the page."""
    told = page.request.fetch(path, method=method, data=body, headers={"Origin": url})
    assert told.ok, told.text()
    return None if told.status == 204 else told.json()


def come_in(page: Page, url: str, login: str) -> None:
    """Signs in, in the place of whoever was there."""
    asked(page, url, "POST", "/api/session", {"login": login, "password": PASSWORD})


def prepare(browser: Browser, url: str) -> dict[str, object]:
    """Makes it all; gives what stands in the addresses of the screens."""
    page = browser.new_context(base_url=url).new_page()
    come_in(page, url, ADMINISTRATOR)
    given = {"login": NEWCOMER, "name": "孔令仪", "name_en": "Kong Lingyi", "password": PASSWORD}
    newcomer = asked(page, url, "POST", "/api/people", given)["id"]
    link = asked(page, url, "POST", f"/api/people/{newcomer}/password-link")["path"].partition("#")[2]
    come_in(page, url, PERSON)
    for name in ("滨州海纳包装有限公司", "德州长河纺织有限公司"):
        number = asked(page, url, "POST", ACCOUNTS, {"name": name})["id"]
        asked(page, url, "DELETE", f"{ACCOUNTS}/{number}")
    page.context.close()
    return {"link": link, "newcomer": newcomer}


def like(page: Page, url: str, login: str, likes: Mapping[str, object], newcomer: object) -> None:
    """Signs somebody in who likes a language and a theme; of who must choose a password first, another says so."""
    if login == NEWCOMER:
        come_in(page, url, ADMINISTRATOR)
        asked(page, url, "PATCH", f"/api/people/{newcomer}", {"language": likes["language"]})
        come_in(page, url, login)
    elif login != STRANGER:
        come_in(page, url, login)
        asked(page, url, "PATCH", "/api/me", likes)
