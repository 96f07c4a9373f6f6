"""The flows of the CRM, each walked from its beginning to its end by the sample's people over HTTP."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from tests.conftest import Server
from tests.e2e.conftest import PASSWORD

Json = dict[str, Any]


@dataclass
class Office:
    """The people of the sample at work, each signed in when they are first needed."""

    server: Server
    clients: ExitStack
    seen: dict[str, httpx.Client] = field(default_factory=dict)

    def who(self, login: str) -> httpx.Client:
        """A person's client."""
        if login not in self.seen:
            client = httpx.Client(base_url=self.server.url, headers={"Origin": self.server.url}, timeout=60)
            self.seen[login] = self.clients.enter_context(client)
            told(client.post("/api/session", json={"login": login, "password": PASSWORD}))
            told(client.patch("/api/me", json={"language": "en"}))
        return self.seen[login]

    def make(self, login: str, form: str, **values: object) -> Json:
        """A new record."""
        return told(self.who(login).post(f"/api/apps/crm/forms/{form}/records", json=values), 201)

    def read(self, login: str, form: str, number: int) -> Json:
        """A record as somebody reads it."""
        return told(self.who(login).get(f"/api/apps/crm/forms/{form}/records/{number}"))

    def find(self, login: str, form: str, condition: str, **more: str) -> list[Json]:
        """The records for which a condition holds."""
        address = f"/api/apps/crm/forms/{form}/records"
        items: list[Json] = told(
            self.who(login).get(address, params={"filter": condition, "limit": "50", **more})
        )["items"]
        return items

    def press(self, login: str, form: str, record: Json, button: str) -> Json:
        """Presses a button of a record."""
        address = f"/api/apps/crm/forms/{form}/records/{record['id']}/press/{button}"
        return told(self.who(login).post(address, json={"version": record["version"], "values": {}}))

    def begin(self, login: str, flow: str, record: int) -> int:
        """Begins a flow by hand; its instance."""
        address = f"/api/apps/crm/flows/{flow}/instances"
        number: int = told(self.who(login).post(address, json={"record": record}), 201)["instance"]
        return number

    def offered(self, login: str, form: str, number: int) -> list[str]:
        """The flows that somebody may begin over a record."""
        address = f"/api/apps/crm/forms/{form}/records/{number}/flows"
        keys: list[str] = told(self.who(login).get(address))["begins"]
        return keys

    def waiting(self, login: str, instance: int) -> list[str]:
        """The nodes at which a flow waits, and for whom, as its initiator sees it."""
        seen = told(self.who(login).get(f"/api/instances/{instance}"))
        return sorted(f"{one['node']['key']}: {one['person']['title']}" for one in seen["waiting"])

    def decide(self, login: str, instance: int, deed: str = "approve", **more: object) -> str:
        """Does something with one's task in a flow; the state of the flow then."""
        items = told(self.who(login).get("/api/tasks", params={"list": "todo"}))["items"]
        [item] = [item for item in items if item["instance"] == instance]
        given = {"comment": "Seen", **more}
        state: str = told(self.who(login).post(f"/api/tasks/{item['task']}/{deed}", json=given))["state"]
        return state


def told(answer: httpx.Response, status: int = 200) -> Json:
    """What the server says, which must be of that status."""
    assert answer.status_code == status, answer.text[:2000]
    said: Json = answer.json()
    return said


@pytest.fixture
def office(crm: Server) -> Iterator[Office]:
    """The CRM as it was installed, with its people."""
    with ExitStack() as clients:
        yield Office(crm, clients)


def lead(office: Office, **values: object) -> Json:
    """A lead of a salesperson that sales has accepted."""
    basics = {"name": "Kong Lingyi", "source": "exhibition", "industry": "machinery", "region": "jinan"}
    contacted = {"status": "untouched", "first_contact_at": "2026-03-02T02:00:00Z"}
    made = office.make("zhang.wei", "lead", **{**basics, **contacted, "mobile": "13905310001", **values})
    raised = {"score": 88, "status": "sql", "version": made["version"]}
    address = f"/api/apps/crm/forms/lead/records/{made['id']}"
    return told(office.who("chen.jing").patch(address, json=raised))


def test_a_lead_becomes_customer_contact_and_opportunity_and_what_is_there_is_taken(office: Office) -> None:
    first = lead(
        office, company="济南趵突泉阀门有限公司", expected_amount={"amount": "80000", "currency": "CNY"}
    )
    calls = [
        office.make("zhang.wei", "activity", subject=subject, summary="Talked", lead=first["id"])
        for subject in ("First call", "Visit")
    ]
    office.begin("zhang.wei", "lead_conversion", first["id"])

    became = office.read("zhang.wei", "lead", first["id"])
    assert became["status"] == "converted"
    deal = office.read("zhang.wei", "opportunity", became["opportunity"])
    assert (deal["account"], deal["primary_contact"]) == (became["account"], became["contact"])
    assert (deal["lead"], deal["source"], deal["amount"]) == (first["id"], "exhibition", "80000.00")
    account = office.read("zhang.wei", "account", became["account"])
    assert (account["name"], account["status"]) == ("济南趵突泉阀门有限公司", "engaged")
    assert account["owner"] == first["owner"]

    carried = [office.read("zhang.wei", "activity", call["id"]) for call in calls]
    assert [(each["lead"], each["account"], each["contact"], each["opportunity"]) for each in carried] == [
        (first["id"], became["account"], became["contact"], became["opportunity"])
    ] * 2

    # A large one of the same company by another person: the account is taken, the director looks at it before.
    second = lead(
        office,
        company="济南趵突泉阀门有限公司",
        name="Meng Qing",
        mobile="13905310002",
        expected_amount={"amount": "800000", "currency": "CNY"},
    )
    instance = office.begin("zhang.wei", "lead_conversion", second["id"])
    assert office.waiting("zhang.wei", instance) == ["director: Zhou Mingyuan"]
    assert office.decide("zhou.mingyuan", instance) == "approved"
    again = office.read("zhang.wei", "lead", second["id"])
    assert again["account"] == became["account"]
    assert again["contact"] != became["contact"]
    assert again["opportunity"] != became["opportunity"]
    assert office.offered("zhang.wei", "lead", second["id"]) == []
    refused = office.who("zhang.wei").post(
        "/api/apps/crm/flows/lead_conversion/instances", json={"record": second["id"]}
    )
    assert told(refused, 422)["code"] == "flow_condition_unmet"


def products(office: Office) -> dict[str, int]:
    """The ids of all products by their names."""
    return {item["name"]: item["id"] for item in office.find("zhang.wei", "product", "active")}


def quote(office: Office, quantity: int, **line: object) -> Json:
    """A quote of a salesperson for dashboards at 15,800 each, with 13 % tax."""
    [book] = office.find("zhang.wei", "price_book", 'name = "标准价格表"')
    account = office.find("zhang.wei", "account", "NOT(ISBLANK(name))")[0]
    rows = [{"product": products(office)["看板大屏"], "quantity": quantity, **line}]
    return office.make("zhang.wei", "quote", account=account["id"], price_book=book["id"], lines=rows)


def test_a_quote_has_the_prices_of_its_price_book_and_is_approved_by_amount_and_discount(
    office: Office,
) -> None:
    small = quote(office, 2)
    assert [row["unit_price"] for row in small["lines"]] == ["15800.00"]
    assert (small["net"], small["tax"], small["total"]) == ("31600.00", "4108.00", "35708.00")
    assert office.offered("zhang.wei", "quote", small["id"]) == ["quote_approval"]
    instance = office.begin("zhang.wei", "quote_approval", small["id"])
    held = office.who("zhang.wei").patch(
        f"/api/apps/crm/forms/quote/records/{small['id']}", json={"note": "x", "version": 2}
    )
    assert held.status_code == 403
    assert office.waiting("zhang.wei", instance) == ["manager: Li Jianguo"]
    assert office.decide("li.jianguo", instance, "return") == "running"
    right = {
        "terms": "By the end of the month",
        "version": office.read("zhang.wei", "quote", small["id"])["version"],
    }
    told(office.who("zhang.wei").patch(f"/api/apps/crm/forms/quote/records/{small['id']}", json=right))
    told(office.who("zhang.wei").post(f"/api/instances/{instance}/resubmit", json={}))
    assert office.decide("li.jianguo", instance) == "approved"
    sent = office.press("zhang.wei", "quote", office.read("zhang.wei", "quote", small["id"]), "mark_sent")
    assert sent["record"]["status"] == "sent"
    assert office.offered("zhang.wei", "quote", small["id"]) == []

    # The discount alone needs the director; a rejection makes it a draft again.
    cheap = quote(office, 1, discount="16")
    instance = office.begin("zhang.wei", "quote_approval", cheap["id"])
    office.decide("li.jianguo", instance)
    assert office.waiting("zhang.wei", instance) == ["director: Zhou Mingyuan"]
    assert office.decide("zhou.mingyuan", instance, "reject") == "rejected"
    assert office.read("zhang.wei", "quote", cheap["id"])["status"] == "draft"

    # More than half a million below the floor: everybody.
    large = quote(office, 60, discount="20")
    assert [row["unit_price"] for row in large["lines"]] == ["14800.00"], "the step from 20 on"
    instance = office.begin("zhang.wei", "quote_approval", large["id"])
    # Who comes later, and why, is told in the reader's language, whatever the one of who began it.
    told(office.who("li.jianguo").patch("/api/me", json={"language": "zh-CN"}))
    path = told(office.who("li.jianguo").get(f"/api/instances/{instance}"))["path"]
    told(office.who("li.jianguo").patch("/api/me", json={"language": "en"}))
    assert "拥有角色“销售总监”" in [one["reason"] for stop in path for one in stop["people"]]
    steps = [
        ("li.jianguo", "manager: Li Jianguo"),
        ("zhou.mingyuan", "director: Zhou Mingyuan"),
        ("gao.zhiyuan", "general_manager: Gao Zhiyuan"),
        ("xie.lin", "finance: Xie Lin"),
    ]
    states = []
    for login, place in steps:
        assert office.waiting("zhang.wei", instance) == [place]
        states.append(office.decide(login, instance))
    assert states == ["running", "running", "running", "approved"]
    assert office.read("zhang.wei", "quote", large["id"])["status"] == "approved"


def test_a_contract_is_countersigned_approved_signed_and_in_force(office: Office) -> None:
    account = office.make("zhang.wei", "account", name="青岛栈桥机械有限公司", status="engaged")
    made = office.make("zhang.wei", "contract", name="Dashboards", account=account["id"], amount="600000")
    # What the form's gate asks for is told to whoever begins, and nothing has begun.
    early = office.who("zhang.wei").post(
        "/api/apps/crm/flows/contract_approval/instances", json={"record": made["id"]}
    )
    assert [issue["code"] for issue in told(early, 422)["issues"]] == ["gate_required", "gate_condition"]
    assert office.read("zhang.wei", "contract", made["id"])["status"] == "draft"
    plan = {"payments": [{"term": "Advance", "due_on": "2027-01-31", "amount": "600000"}], "version": 1}
    told(office.who("zhang.wei").patch(f"/api/apps/crm/forms/contract/records/{made['id']}", json=plan))
    assert (
        office.who("tang.ning").get(f"/api/apps/crm/forms/contract/records/{made['id']}").status_code == 404
    )
    instance = office.begin("zhang.wei", "contract_approval", made["id"])

    assert office.waiting("zhang.wei", instance) == ["finance: Xie Lin", "legal: Tang Ning"]
    office.decide("xie.lin", instance)
    assert office.waiting("zhang.wei", instance) == ["legal: Tang Ning"]
    office.decide("tang.ning", instance)
    office.decide("zhou.mingyuan", instance)
    assert office.waiting("zhang.wei", instance) == ["general_manager: Gao Zhiyuan"]
    office.decide("gao.zhiyuan", instance)
    assert office.read("zhang.wei", "contract", made["id"])["status"] == "to_sign"
    dates = {"signed_on": "2026-12-01", "starts_on": "2026-12-01"}
    version = office.read("zhang.wei", "contract", made["id"])["version"]
    assert office.decide("zhang.wei", instance, values=dates, record_version=version) == "approved"

    signed = office.read("zhang.wei", "contract", made["id"])
    assert (signed["status"], signed["signed_on"]) == ("active", "2026-12-01")
    assert office.read("zhang.wei", "account", account["id"])["status"] == "customer"
    news = told(office.who("xie.lin").get("/api/notifications"))["items"]
    assert any(item["flow"] and "in force" in (item["flow"].get("subject") or "") for item in news)
