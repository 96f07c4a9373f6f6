"""Who and what the pictures show beyond the sample: somebody new, a one-time link, records in the recycle bin, a
record that is talked about, views of one's own, an application that was changed."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import uuid4

from playwright.sync_api import Browser, Page

PASSWORD: Final = "a-word-for-pictures-only"
PERSON: Final = "zhou.mingyuan"
"""Somebody who may do most of what has a screen."""
MANAGER: Final = "sun.lihua"
"""Somebody who works with them."""
ADMINISTRATOR: Final = "admin"
APPROVER: Final = "wang.xiulan"
"""Whose people have quotes that wait for approval."""
NEWCOMER: Final = "newcomer"
"""Somebody who was given a password and must choose one."""
STRANGER: Final = ""
"""Nobody."""

ACCOUNTS: Final = "/api/apps/crm/forms/account/records"
QUOTES: Final = "/api/apps/crm/forms/quote/records"
APPROVAL: Final = "/api/apps/crm/flows/quote_approval/instances"
OTHER: Final = "/api/apps/calls"

LONG_NAME: Final = (
    "中国（山东）自由贸易试验区烟台片区海洋高端装备智能制造产业创新发展联合研究院"
    "股份有限公司北方区域运营服务中心"
)
LONG_TEXT: Final = (
    "背景：客户在三月的评审会上提出，希望把账期从三十天延长到六十天，同时把预付款比例从三成降到一成；"
    "财务的意见是可以延长账期，但预付款不能低于两成。请把谈判结果写在这里。"
)
CALL: Final[Mapping[str, Any]] = {
    "key": "call",
    "label": {"zh-CN": "来电", "en": "Call"},
    "title_field": "name",
    "fields": [
        {"kind": "text", "key": "name", "label": {"zh-CN": "来电人", "en": "Caller"}},
        {"kind": "text", "key": "phone", "label": {"zh-CN": "电话", "en": "Phone"}},
        {"kind": "text", "key": "note", "label": {"zh-CN": "备注", "en": "Note"}},
    ],
}
ROLE: Final = {"key": "keeper", "label": {"zh-CN": "管理员", "en": "Keeper"}, "administrator": True}
CALLS: Final = {
    "张桂芳": "13812345678",
    "李建国": "问前台",
    "王秀英": "问前台",
    "刘德海": "传真",
    "赵明远": "0536-8888888 转 6012",
}


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
    made = {
        "talked": talked_about(page, url),
        "view": view_of_ones_own(page, url),
        "early": begun(page, url),
        **with_lines(page, url),
    }
    come_in(page, url, ADMINISTRATOR)
    ask_for_approval(page, url)
    change_often(page, url)
    page.context.close()
    return {"link": link, "newcomer": newcomer, **made}


def talked_about(page: Page, url: str) -> int:
    """An account with a long name that three people talk about, one of them in many words; its id."""
    manager = own_id(page, url, MANAGER)
    number = asked(page, url, "POST", ACCOUNTS, {"name": LONG_NAME, "phone": "0631-5190000"})["id"]
    comments = f"{ACCOUNTS}/{number}/comments"
    director = own_id(page, url, PERSON)

    def say(*body: str | int, reply_to: int | None = None) -> int:
        parts = [{"text": part} if isinstance(part, str) else {"person": part} for part in body]
        said: int = asked(page, url, "POST", comments, {"body": parts, "reply_to": reply_to})["id"]
        return said

    first = say(manager, " 请在周五前联系采购部，确认年度框架合同的付款条件。\n", LONG_TEXT)
    come_in(page, url, MANAGER)
    say("好的，我今天下午去拜访。Will do, see you there at 3 pm.", reply_to=first)
    say(director, " 对方希望延长账期，需要您批准。")
    taken = say("发错了")
    asked(page, url, "DELETE", f"{comments}/{taken}")
    version = asked(page, url, "GET", f"{ACCOUNTS}/{number}")["version"]
    asked(page, url, "PATCH", f"{ACCOUNTS}/{number}", {"phone": "0631-5198888", "version": version})
    # Of this the person is told, and does not look.
    other = asked(page, url, "GET", f"{ACCOUNTS}?limit=1&sort=id&fields=name")["items"][0]["id"]
    body = [{"person": director}, {"text": " 这家客户的合同到期了，要不要续签？"}]
    asked(page, url, "POST", f"{ACCOUNTS}/{other}/comments", {"body": body, "reply_to": None})
    come_in(page, url, PERSON)
    return int(number)


def own_id(page: Page, url: str, login: str) -> int:
    """Signs somebody in; their id."""
    come_in(page, url, login)
    return int(asked(page, url, "GET", "/api/me")["person"]["id"])


def view_of_ones_own(page: Page, url: str) -> int:
    """A view that the person shares with everybody; its id."""
    definition = {"kind": "grid", "sort": [{"field": "close_date", "descending": False}]}
    given = {"form": "opportunity", "label": {"zh-CN": "即将成交", "en": "Closing next"}, "shared": True}
    made = asked(page, url, "POST", "/api/apps/crm/views", {**given, "definition": definition})
    return int(made["id"])


def begun(page: Page, url: str) -> int:
    """An opportunity of which too little is known for its next stage; its id."""
    account = asked(page, url, "GET", f"{ACCOUNTS}?limit=1&fields=name")["items"][0]["id"]
    given = {"name": "年度包装材料采购", "account": account, "close_date": "2027-03-31"}
    return int(asked(page, url, "POST", "/api/apps/crm/forms/opportunity/records", given)["id"])


def with_lines(page: Page, url: str) -> dict[str, object]:
    """An opportunity with four lines."""
    account = asked(page, url, "GET", f"{ACCOUNTS}?limit=1&fields=name")["items"][0]["id"]
    products = asked(page, url, "GET", "/api/apps/crm/forms/product/records?limit=4&filter=active")["items"]
    lines = [
        {"product": product["id"], "quantity": str(3 * place), "discount": "5" if place == 2 else None}
        for place, product in enumerate(products, start=1)
    ]
    given = {"name": "二期仓储扫码改造", "account": account, "close_date": "2027-04-30", "lines": lines}
    return {"lined": asked(page, url, "POST", "/api/apps/crm/forms/opportunity/records", given)["id"]}


def ask_for_approval(page: Page, url: str) -> None:
    """Whoever is above their owners is asked about the quotes that are still drafts."""
    quotes = asked(page, url, "GET", f"{QUOTES}?fields=status&limit=200")["items"]
    drafts = [quote for quote in quotes if quote["status"] == "draft"]
    for quote in drafts:
        given = {"record": quote["id"], "chosen": {}, "command": str(uuid4())}
        asked(page, url, "POST", APPROVAL, given)


def change_often(page: Page, url: str) -> None:
    """An application whose second version could not keep all values, and whose third would change more."""
    label = {"zh-CN": "来电登记", "en": "Phone calls"}
    asked(page, url, "POST", "/api/apps", {"key": "calls", "labels": label})
    redraft(page, url, ("add", "/forms", [CALL]), ("add", "/roles", [ROLE]))
    publish(page, url, "第一版")
    for name, phone in CALLS.items():
        asked(
            page, url, "POST", f"{OTHER}/forms/call/records", {"name": name, "phone": phone, "note": "留言"}
        )
    redraft(
        page,
        url,
        ("replace", "/forms/0/fields/1", {**CALL["fields"][1], "kind": "number", "decimals": 0}),
        ("remove", "/forms/0/fields/2", None),
    )
    publish(page, url, "电话改为数字，取消备注")
    urgent = {"kind": "boolean", "key": "urgent", "label": {"zh-CN": "紧急", "en": "Urgent"}}
    redraft(
        page,
        url,
        ("replace", "/forms/0/fields/1", CALL["fields"][1]),
        ("add", "/forms/0/fields/-", urgent),
        ("add", "/forms/0/fields/-", CALL["fields"][2]),
    )


def redraft(page: Page, url: str, *changes: tuple[str, str, object]) -> None:
    """Changes the draft of the application that changes often."""
    operations = [{"op": deed, "path": path, "value": value} for deed, path, value in changes]
    revision = asked(page, url, "GET", f"{OTHER}/draft")["revision"]
    told = page.request.patch(
        f"{OTHER}/draft", data=operations, headers={"Origin": url, "If-Match": f'"{revision}"'}
    )
    assert told.ok, told.text()


def publish(page: Page, url: str, note: str) -> None:
    """Publishes the draft, whatever does not fit."""
    losses = asked(page, url, "GET", f"{OTHER}/plan")["losses"]
    accepted: Sequence[str] = [loss["fingerprint"] for loss in losses]
    asked(page, url, "POST", f"{OTHER}/publish", {"note": note, "accept": accepted})


def like(page: Page, url: str, login: str, likes: Mapping[str, object], newcomer: object) -> None:
    """Signs somebody in who likes a language and a theme; of who must choose a password first, another says so."""
    if login == NEWCOMER:
        come_in(page, url, ADMINISTRATOR)
        asked(page, url, "PATCH", f"/api/people/{newcomer}", {"language": likes["language"]})
        come_in(page, url, login)
    elif login != STRANGER:
        come_in(page, url, login)
        for tour in ("home", "design"):
            asked(page, url, "PATCH", "/api/me", {**likes, "tour": tour})
