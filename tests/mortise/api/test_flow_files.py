"""Files and signatures that come with what people do in a flow: who may send them, who may read them."""

import httpx

from mortise.db.database import Database
from mortise.files.folder import Folder
from mortise.files.sweeping import file_handlers, sweep_files
from mortise.jobs.worker import Worker
from tests.conftest import Server
from tests.mortise.api.test_flow_storms import begin, crowd, give
from tests.mortise.api.test_flows import Desk, codes
from tests.mortise.files.conftest import picture

__all__ = ["crowd"]

PAPER = b"%PDF-1.7 a contract"


def upload(client: httpx.Client, content: bytes = PAPER, name: str = "合同.pdf", query: str = "") -> int:
    sent = client.post(f"/api/files{query}", files={"file": (name, content)})
    assert sent.status_code == 201, sent.text
    return int(sent.json()["id"])


def sign(client: httpx.Client) -> int:
    return upload(client, picture(), "签名.png", "?picture=true")


def statuses(number: int, *clients: httpx.Client) -> list[int]:
    return [client.get(f"/api/files/{number}").status_code for client in clients]


async def test_a_step_that_asks_for_a_signature_is_approved_with_one_and_what_was_sent_is_read_with_the_flow(
    crowd: Desk, database: Database, server: Server
) -> None:
    instance = begin(crowd, "signed")
    line = crowd.task(crowd.boss)
    address = f"/api/tasks/{line['task']}/approve"
    paper, signature = upload(crowd.boss), sign(crowd.boss)
    assert line["signature"]
    assert codes(crowd.boss.post(address, json={"files": [paper]})) == ["flow_signature_needed"]

    body = {"files": [paper], "signature": signature, "command": "sign-once"}
    for _ in range(2):
        answer = crowd.boss.post(address, json=body)
        assert answer.json() == {"instance": instance, "state": "approved"}, answer.text
    remark = {"files": [upload(crowd.clerk, name="回执.pdf")]}
    assert crowd.clerk.post(f"/api/instances/{instance}/comment", json=remark).status_code == 200
    await sweep(database, server)

    lines = crowd.read(crowd.clerk, instance)["timeline"]
    approved = next(each for each in lines if each["what"] == "approved")
    assert [(each["id"], each["name"]) for each in approved["files"]] == [(paper, "合同.pdf")]
    assert (approved["signature"]["id"], approved["signature"]["width"]) == (signature, 40)
    assert [each["name"] for each in lines[-1]["files"]] == ["回执.pdf"]
    assert statuses(paper, crowd.clerk, crowd.boss, crowd.manager) == [200, 200, 200]
    shown = crowd.clerk.get(f"/api/files/{signature}/picture?size=small")
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/webp")
    given = crowd.clerk.get(f"/api/files/{paper}")
    assert given.headers["content-type"] == "application/octet-stream"
    assert given.headers["content-disposition"].startswith("attachment")
    give(crowd, "orders_administrator")
    assert statuses(paper, crowd.manager) == [404]


async def sweep(database: Database, server: Server) -> None:
    """What was sent is two days old, and what nobody needs goes."""
    async with database.transaction() as tx:
        await tx.run("UPDATE mortise.file SET uploaded_at = uploaded_at - interval '2 days'")
        await sweep_files(tx)
    await Worker(database, file_handlers(Folder(server.settings.data / "files"))).drain()


def test_only_what_is_ones_own_is_sent_along_and_once(crowd: Desk) -> None:
    instance = begin(crowd, "signed")
    address = f"/api/tasks/{crowd.task(crowd.boss)['task']}/approve"
    own, foreign, signature = upload(crowd.boss), upload(crowd.clerk), sign(crowd.clerk)
    refused = {
        "/files/1": {"files": [own, foreign]},
        "/files/0": {"files": [own + 1000]},
        "/signature": {"signature": signature},
    }
    for pointer, body in refused.items():
        answer = crowd.boss.post(address, json=body)
        assert (answer.status_code, codes(answer)) == (422, ["file_unknown"])
        assert answer.json()["issues"][0]["pointer"] == pointer
    assert codes(crowd.boss.post(address, json={"signature": own})) == ["file_not_drawn"]
    assert codes(crowd.boss.post(address, json={"files": [own, own]})) == ["file_unknown"]

    remark = f"/api/instances/{instance}/comment"
    assert crowd.boss.post(remark, json={"files": [own]}).status_code == 200
    assert codes(crowd.boss.post(remark, json={"files": [own]})) == ["file_unknown"]
    assert codes(crowd.boss.post(remark, json={})) == ["flow_nothing_said"]


def test_who_signed_before_may_sign_so_again_and_nobody_else_may(crowd: Desk) -> None:
    first, second = begin(crowd, "signed"), begin(crowd, "signed")
    one, other = (crowd.read(crowd.boss, each)["tasks"][0] for each in (first, second))
    assert one["last_signature"] is None
    signature = sign(crowd.boss)
    signed = crowd.boss.post(f"/api/tasks/{one['task']}/approve", json={"signature": signature})
    assert signed.status_code == 200, signed.text

    many = {"tasks": [other["task"]]}
    left = crowd.boss.post("/api/tasks/approve", json=many).json()
    assert [each["issues"][0]["code"] for each in left["refused"].values()] == ["flow_signature_needed"]
    again = crowd.read(crowd.boss, second)["tasks"][0]["last_signature"]
    assert again["id"] == signature
    handed = {"to": crowd.people["manager"]}
    assert crowd.boss.post(f"/api/tasks/{other['task']}/transfer", json=handed).status_code == 200
    address, body = f"/api/tasks/{other['task']}/approve", {"signature": signature}
    assert codes(crowd.manager.post(address, json=body)) == ["file_unknown"]
    handed = {"to": crowd.people["boss"]}
    assert crowd.manager.post(f"/api/tasks/{other['task']}/transfer", json=handed).status_code == 200
    assert crowd.boss.post(address, json=body).json()["state"] == "approved"
    lines = crowd.read(crowd.boss, second)["timeline"]
    assert next(each["signature"]["id"] for each in lines if each["signature"]) != signature
