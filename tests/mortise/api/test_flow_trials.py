"""A flow of the draft is tried over values that its author fills in, as anybody, before there is any record."""

from tests.mortise.api.test_flows import ORDERS, PREVIEW, Desk, desk

__all__ = ["desk"]

DRAFT = "/api/apps/orders/draft"
DRAWN = PREVIEW.replace("flows/", "draft/flows/")


SUPERIOR = ("size", "branches/0/condition")
BEGINNING = ("start", "condition")


def redraw(desk: Desk, where: tuple[str, str], condition: str) -> None:
    """When an order goes to the superior, or begins at all, in the draft alone."""
    draft = desk.admin.get(DRAFT)
    (flow,) = [at for at, each in enumerate(draft.json()["definition"]["flows"]) if each["key"] == "approval"]
    nodes = draft.json()["definition"]["flows"][flow]["nodes"]
    (node,) = [at for at, each in enumerate(nodes) if each["key"] == where[0]]
    place = f"/flows/{flow}/nodes/{node}/{where[1]}"
    headers = {"Content-Type": "application/json-patch+json", "If-Match": draft.headers["ETag"]}
    operations = [{"op": "replace", "path": place, "value": condition}]
    assert desk.admin.patch(DRAFT, json=operations, headers=headers).status_code == 200


def way(desk: Desk, **body: object) -> dict[str, list[str]]:
    """Why each is asked, by the nodes to which the flow comes."""
    answer = desk.admin.post(DRAWN, json={"initiator": desk.people["rep"], **body})
    assert answer.status_code == 200, answer.text
    return {stop["node"]["key"]: [one["reason"] for one in stop["people"]] for stop in answer.json()["path"]}


def test_what_is_filled_in_and_what_follows_from_it_decides_the_way_and_nothing_is_kept(desk: Desk) -> None:
    redraw(desk, SUPERIOR, 'OR(amount > 9000, SUM(lines.price) > 500, customer.name = "Mill")')
    made = desk.admin.post("/api/apps/orders/forms/customer/records", json={"name": "Mill"})
    customer = made.json()["id"]

    assert "lead" not in way(desk, values={})
    assert "lead" not in way(desk, values={"amount": 10, "lines": [{"price": 300}]})
    for values in ({"amount": 9500}, {"lines": [{"price": 300}, {"price": 300}]}, {"customer": customer}):
        assert way(desk, values=values)["lead"] == ["张伟的直属上级", "拥有角色“财务”"], values
    assert desk.admin.get(ORDERS).json()["items"] == []

    number = desk.order(amount=9500)
    assert "lead" in way(desk, record=number)
    for body, pointer in (
        ({"values": {"amount": "much"}}, "/values/amount"),
        ({"values": {"customer": customer + 1000}}, "/values/customer"),
        ({"values": {}, "initiator": 10**6}, "/initiator"),
        ({"values": {}, "record": number}, "/values"),
    ):
        refused = desk.admin.post(DRAWN, json=body)
        assert (refused.status_code, refused.json()["issues"][0]["pointer"]) == (422, pointer)
    assert desk.clerk.post(DRAWN, json={"values": {}}).status_code == 403


def test_a_trial_tells_whether_the_flow_would_begin_where_its_author_may_know(desk: Desk) -> None:
    def begins(**body: object) -> object:
        answer = desk.admin.post(DRAWN, json={"initiator": desk.people["rep"], **body})
        assert answer.status_code == 200, answer.text
        return answer.json()["begins"]

    assert begins(values={}) is None, "what it asks of a change is not known before there is one"
    redraw(desk, BEGINNING, 'AND(amount > 100, INITIATOR.login = "rep")')
    assert begins(values={"amount": 101}) is True
    assert begins(values={"amount": 100}) is False
    assert begins(values={"amount": 101}, initiator=desk.people["manager"]) is False
    assert begins(record=desk.order(amount=101)) is True
    assert begins(record=desk.order(amount=99)) is False
    redraw(desk, BEGINNING, "")
    assert begins(values={}) is True


def test_the_check_of_a_draft_warns_of_a_role_that_a_flow_asks_and_nobody_holds(desk: Desk) -> None:
    def empty() -> list[str]:
        told = desk.admin.get(DRAFT).json()
        assert desk.admin.post(f"{DRAFT}/check").json()["issues"] == told["issues"]
        assert told["is_sound"], "a role may get its people later"
        return [issue["message"] for issue in told["issues"] if issue["code"] == "flow_role_empty"]

    def finance(*people: int) -> None:
        answer = desk.admin.put("/api/apps/orders/roles/finance/members", json={"people": list(people)})
        assert answer.status_code == 200, answer.text

    assert empty() == []
    finance()
    assert set(empty()) == {"角色“财务”里没有人，走到这里时没有人来处理。"}
    finance(desk.people["boss"])
    assert empty() == []
