"""`python -m bench.views`: what every kind of view asks the server for, over 100,000 records, as an administrator, as
the leader of a department and as a worker who sees one record in fifty."""

import argparse
import asyncio
import datetime as dt
import io
import json
import secrets
import shutil
import statistics
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

import asyncpg
import httpx
from PIL import Image, ImageDraw

from bench.__main__ import DATA, start
from bench.jobs import APP, CLIENT, JOB, ROLES, STAGES, VIEWS, fill
from bench.preparation import Administrator
from bench.statements import StatementCounter
from mortise.db.embedded.cluster import Cluster

RECORDS: Final = f"/api/apps/{APP}/forms/job/records"
PEOPLE: Final = 50
DEPARTMENTS: Final = 5
HUES: Final = ("#2d6a4f", "#9d4edd", "#d97706", "#0f766e", "#be123c", "#1d4ed8")
CARD: Final = "title,client,due,amount,owner,stage"
DAY: Final = "title,client,due,starts,ends,term,stage,urgency"
BAR: Final = "title,term,stage,progress,after"
PHOTO: Final = "title,stage,client,amount,pictures"
NODE: Final = "title,stage,assignee,due,amount,above"
LINE: Final = "title,stage,due"
"""What cards, days, bars, photos, rows of a tree and lines show of a record."""
Asked = tuple[str, Mapping[str, object]]


def page(**asked: object) -> Asked:
    return "", {"expand": "*", **asked}


def groups(**asked: object) -> Asked:
    return "/groups", asked


def members(**asked: object) -> Asked:
    return "/members", {"expand": "*", **asked}


def days(month: dt.date, **asked: object) -> Asked:
    first = month - dt.timedelta(days=month.weekday())
    last = first + dt.timedelta(days=41)
    return "/days", {"expand": "*", "limit": 12, "first": first, "last": last, "fields": DAY, **asked}


def branches(**asked: object) -> Asked:
    return "/branches", {
        "parent": "above",
        "expand": "*",
        "limit": 50,
        "sort": "name",
        "fields": NODE,
        **asked,
    }


def told(*parts: object) -> str:
    return json.dumps({"all": parts})


def within(first: dt.date, days: int) -> dict[str, object]:
    """Whose terms reach into some days."""
    last = first + dt.timedelta(days=days - 1)
    return {"field": "term", "operator": "overlaps", "value": [first.isoformat(), last.isoformat()]}


def requests(month: dt.date) -> Sequence[tuple[str, str, Sequence[Asked]]]:
    """View, what is done in it, and what it asks the server for."""
    stages = [told({"field": "stage", "operator": "is", "value": stage}) for stage in STAGES]
    busy = told({"field": "amount", "operator": "greater", "value": "500000"})
    marks = json.dumps(
        [
            {"field": "urgency", "operator": "is", "value": "critical"},
            {"field": "amount", "operator": "greater", "value": "900000"},
        ]
    )
    totals = "sum:amount,average:hours"
    quarter = told(within(month, 90))
    return [
        ("grid", "opened", [page(limit=100, count="true", marks=marks), groups(totals=totals)]),
        ("grid", "to the end", [page(limit=100, offset=99_900, marks=marks)]),
        ("grid", "by amount", [page(limit=100, count="true", sort="-amount")]),
        ("grid", "by amount, far down", [page(limit=100, offset=60_000, sort="-amount")]),
        (
            "grid",
            "filtered",
            [page(limit=100, count="true", filter=busy), groups(totals=totals, filter=busy)],
        ),
        (
            "grid",
            "searched",
            [page(limit=100, count="true", search="电梯"), groups(totals=totals, search="电梯")],
        ),
        ("grid", "by client", [groups(by="client", order="value")]),
        ("grid", "three levels", [groups(by="assignee,due:month,stage", totals="sum:amount", order="value")]),
        ("board", "heads", [groups(by="stage", totals="sum:amount")]),
        (
            "grid",
            "small groups",
            [members(by="client", of=json.dumps([[n] for n in range(1, 21)]), limit=60)],
        ),
        ("board", "lanes", [page(limit=60, offset=0, filter=stage, fields=CARD) for stage in stages]),
        ("board", "end of a lane", [page(limit=60, offset=19_000, filter=stages[0], fields=CARD)]),
        ("calendar", "due days", [days(month, start="due")]),
        ("calendar", "visits", [days(month, start="starts", end="ends")]),
        ("calendar", "terms", [days(month, start="term")]),
        ("gantt", "bars", [page(limit=60, offset=0, filter=quarter, sort="term", fields=BAR)]),
        ("gantt", "bars, far down", [page(limit=60, offset=10_000, filter=quarter, sort="term", fields=BAR)]),
        ("gantt", "lanes", [groups(by="assignee", order="value", filter=quarter)]),
        ("gallery", "opened", [page(limit=60, offset=0, fields=PHOTO)]),
        ("gallery", "to the end", [page(limit=60, offset=99_900, fields=PHOTO)]),
        ("tree", "top", [branches()]),
        ("tree", "under the first", [branches(under="1")]),
        ("tree", "under fifty", [branches(under=",".join(map(str, range(2_000, 2_050))))]),
        ("tree", "searched", [branches(search="电梯")]),
        ("tree", "filtered", [branches(filter=busy)]),
        ("detail", "opened", [page(limit=60, offset=0, fields=LINE), ("/77", {"expand": "*"})]),
    ]


def pictures(http: httpx.Client) -> list[int]:
    """Uploads some, and gives their ids."""
    made: list[int] = []
    for number, hue in enumerate(HUES):
        image = Image.new("RGB", (640, 400), hue)
        ImageDraw.Draw(image).ellipse((80 + number * 40, 60, 360 + number * 40, 340), fill="white")
        content = io.BytesIO()
        image.save(content, "PNG")
        files = {"file": (f"photo{number}.png", content.getvalue(), "image/png")}
        made.append(http.post("/api/files", files=files).raise_for_status().json()["id"])
    return made


ATTACH: Final = """
WITH put AS (
    INSERT INTO mortise.file (name, media, size, content, is_picture, width, height, uploaded_by, uploaded_at,
                              app_id, form, record_id, field, attached_at)
    SELECT f.name, f.media, f.size, f.content, f.is_picture, f.width, f.height, f.uploaded_by, f.uploaded_at,
           a.id, 'job', j.id, 'pictures', now()
    FROM app_works.job j
    JOIN mortise.app a ON a.key = 'works'
    JOIN mortise.file f ON f.id = ($1::bigint[])[1 + j.id % cardinality($1::bigint[])]
    RETURNING *
)
UPDATE app_works.job SET pictures__name = ARRAY[put.name], pictures = jsonb_build_array(jsonb_build_object(
    'id', put.id, 'name', put.name, 'size', put.size, 'type', put.media, 'width', put.width, 'height', put.height))
FROM put WHERE put.record_id = job.id
"""


async def attach(url: str, files: Sequence[int]) -> None:
    """Gives every record one of the pictures."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(ATTACH, list(files), timeout=900)
        await connection.execute("VACUUM FULL ANALYZE app_works.job", timeout=900)
    finally:
        await connection.close()


def prepare(url: str, administrator: Administrator, count: int, month: dt.date) -> dict[str, str]:
    """Makes the application, its people and its records, and gives the logins and passwords of those with a role."""
    http = administrator.http
    http.post("/api/apps", json={"key": APP, "labels": {"zh-CN": "工程", "en": "Works"}}).raise_for_status()
    etag = http.get(f"/api/apps/{APP}/draft").headers["etag"]
    parts = {"forms": [CLIENT, JOB], "views": VIEWS, "roles": ROLES}
    operations = [{"op": "add", "path": f"/{name}", "value": value} for name, value in parts.items()]
    patched = http.patch(f"/api/apps/{APP}/draft", json=operations, headers={"If-Match": etag})
    if patched.is_error:
        raise RuntimeError(patched.text)
    published = http.post(f"/api/apps/{APP}/publish", json={})
    if published.is_error:
        raise RuntimeError(published.text)
    departments = [
        http.post("/api/departments", json={"name": f"第{number + 1}班组"}).raise_for_status().json()["id"]
        for number in range(DEPARTMENTS)
    ]
    people: list[tuple[int, int]] = []
    logins: dict[str, str] = {}
    for number in range(PEOPLE):
        department = departments[number % DEPARTMENTS]
        given = {"login": f"worker{number}", "name": f"工程师{number:02}", "department": department}
        password = secrets.token_urlsafe(12)
        person = (
            http.post("/api/people", json={**given, "password": password}).raise_for_status().json()["id"]
        )
        people.append((person, department))
        if number < len(ROLES):
            members = {"people": [person], "departments": []}
            http.put(f"/api/apps/{APP}/roles/{ROLES[number]['key']}/members", json=members).raise_for_status()
            logins[given["login"]] = password
    asyncio.run(fill(url, count, people, month))
    asyncio.run(attach(url, pictures(http)))
    return logins


def signed_in(stack: ExitStack, address: str, login: str, password: str) -> httpx.Client:
    """Signs somebody in who must choose a password of their own first, and prints which."""
    http = stack.enter_context(httpx.Client(base_url=address, headers={"Origin": address}, timeout=60))
    http.post("/api/session", json={"login": login, "password": password}).raise_for_status()
    chosen = {"current": password, "new": secrets.token_urlsafe(12)}
    http.post("/api/me/password", json=chosen).raise_for_status()
    print(f"{login} signs in with {chosen['new']}", flush=True)
    return http


def ask(http: httpx.Client, asked: Sequence[Asked]) -> tuple[float, int]:
    """Milliseconds of all requests, one after another, and the bytes that they were answered with."""
    began = time.perf_counter()
    answers = [http.get(RECORDS + path, params=dict(query), timeout=120) for path, query in asked]
    took = (time.perf_counter() - began) * 1000
    for answer in answers:
        if answer.is_error and answer.status_code != httpx.codes.NOT_FOUND:
            raise RuntimeError(f"{answer.url}: {answer.text}")
    return took, sum(len(answer.content) for answer in answers)


def look(
    quick: httpx.Client,
    counted: httpx.Client,
    counter: StatementCounter,
    who: str,
    rounds: int,
    month: dt.date,
) -> None:
    """Prints of each request the median milliseconds, the statements and the kilobytes."""
    for view, deed, asked in requests(month):
        ask(counted, asked)
        before = counter.counts["statements"]
        ask(counted, asked)
        statements = counter.counts["statements"] - before
        ask(quick, asked)
        taken = [ask(quick, asked) for _ in range(rounds)]
        milliseconds = statistics.median(took for took, _ in taken)
        print(
            f"{who:14} {view:9} {deed:22} {len(asked):3} asked {milliseconds:8.1f} ms {statements:4} statements "
            f"{taken[0][1] / 1000:8.1f} kB",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.views", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--stay", action="store_true", help="serve the records until Enter, to be looked at")
    options = parser.parse_args()
    home: Path = options.data / "views"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    month = dt.datetime.now(dt.UTC).date().replace(day=1)
    cluster = Cluster(home / "cluster")
    cluster.start()
    try:
        with ExitStack() as stack:
            url = cluster.url()
            running = start(stack, "mortise", url, home)
            administrator = Administrator(running.address, home / "host" / "logins.txt")
            logins = prepare(url, administrator, options.rows, month)
            print(f"{options.rows} records at {running.address}", flush=True)
            counter = StatementCounter(url)
            through = start(stack, "mortise", stack.enter_context(counter.listening()), home)
            sessions = {"administrator": administrator.http} | {
                login: signed_in(stack, running.address, login, password)
                for login, password in logins.items()
            }
            for who, quick in sessions.items():
                with httpx.Client(base_url=through.address, cookies=quick.cookies) as counted:
                    look(quick, counted, counter, who, options.rounds, month)
            if options.stay:
                input("Enter ends it")
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
