"""`python -m bench.publishing`: publishes a retyped column of a million rows while people read and write them."""

import argparse
import asyncio
import statistics
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import asyncpg
import httpx

from bench.__main__ import DATA, start
from bench.preparation import Administrator
from mortise.db.embedded.cluster import Cluster

READERS: Final = 6
WRITERS: Final = 2
APP: Final = "/api/apps/yard"
RECORDS: Final = f"{APP}/forms/parcel/records"
CODE: Final = {"kind": "text", "key": "code", "label": {"zh-CN": "编号", "en": "Code"}}
NUMBER: Final = {"kind": "number", "key": "code", "label": {"zh-CN": "编号", "en": "Code"}, "decimals": 2}
FORM: Final = {
    "key": "parcel",
    "label": {"zh-CN": "包裹", "en": "Parcel"},
    "title_field": "name",
    "fields": [
        {"kind": "text", "key": "name", "label": {"zh-CN": "名称", "en": "Name"}},
        CODE,
        {"kind": "number", "key": "weight", "label": {"zh-CN": "重量", "en": "Weight"}},
        {"kind": "date", "key": "due", "label": {"zh-CN": "到期", "en": "Due"}},
        {"kind": "long_text", "key": "remark", "label": {"zh-CN": "备注", "en": "Remark"}},
    ],
}
FILL: Final = """
    INSERT INTO app_yard.parcel (name, name__sort, title, title__sort, code, code__sort, weight, due, remark)
    SELECT name, name, name, name, code, code, n % 90, current_date + (n % 300)::integer, repeat('r', 60)
    FROM generate_series(1, $1::bigint) AS n,
         LATERAL (SELECT 'p' || n AS name, CASE WHEN n % 10000 = 0 THEN 'none' ELSE (n * 0.25)::text END AS code) AS c
"""


@dataclass
class Traffic:
    """People at work: how long each of their requests took, and what was refused or broken."""

    address: str
    cookies: httpx.Cookies
    rows: int
    over: threading.Event = field(default_factory=threading.Event)
    times: dict[str, list[float]] = field(default_factory=lambda: {"read": [], "write": []})
    broken: list[str] = field(default_factory=list)

    def run(self, seconds: float | Callable[[], bool]) -> None:
        """Reads and writes for some seconds, or until it is told that it is enough."""
        self.over.clear()
        kinds = [self._read] * READERS + [self._write] * WRITERS
        people = [threading.Thread(target=kind, args=(number,)) for number, kind in enumerate(kinds)]
        for person in people:
            person.start()
        if callable(seconds):
            while not seconds():
                time.sleep(0.5)
        else:
            time.sleep(seconds)
        self.over.set()
        for person in people:
            person.join()

    def forget(self) -> None:
        self.times = {"read": [], "write": []}

    def _client(self) -> httpx.Client:
        return httpx.Client(
            base_url=self.address, timeout=60, cookies=self.cookies, headers={"Origin": self.address}
        )

    def _read(self, number: int) -> None:
        with self._client() as http:
            turn = number
            while not self.over.is_set():
                turn += 7919
                one = f"{RECORDS}/{turn % self.rows + 1}"
                self._timed("read", http, "GET", one if turn % 4 else f"{RECORDS}?limit=50&sort=-id")

    def _write(self, number: int) -> None:
        with self._client() as http:
            turn = number
            while not self.over.is_set():
                turn += 7907
                address = f"{RECORDS}/{turn % self.rows + 1}"
                record = http.get(address).json()
                code = str(turn % 1000) if isinstance(record.get("code"), (str, type(None))) else turn % 1000
                given = {"version": record.get("version"), "code": code, "weight": turn % 80}
                self._timed("write", http, "PATCH", address, given)

    def _timed(self, kind: str, http: httpx.Client, method: str, address: str, body: Any = None) -> None:
        began = time.perf_counter()
        answer = http.request(method, address, json=body)
        self.times[kind].append(time.perf_counter() - began)
        # A stale version is two writers who met; a definition that moved on between reading and writing, too.
        if answer.status_code >= 500 or (answer.status_code >= 400 and answer.status_code not in {409, 422}):
            self.broken.append(f"{answer.status_code} {answer.text[:200]}")

    def tell(self, name: str) -> None:
        for kind, times in self.times.items():
            ordered = sorted(times)
            if len(ordered) < 100:
                print(f"{name:12} {kind:6} {len(ordered)} requests")
                continue
            p99 = ordered[int(len(ordered) * 0.99)]
            print(
                f"{name:12} {kind:6} {len(ordered):6} requests  p50 {statistics.median(ordered) * 1000:7.1f} ms  "
                f"p99 {p99 * 1000:7.1f} ms  longest {ordered[-1] * 1000:7.1f} ms",
                flush=True,
            )


async def fill(url: str, rows: int) -> None:
    """The form's records, as many as are wanted."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("TRUNCATE app_yard.parcel RESTART IDENTITY CASCADE")
        await connection.execute(FILL, rows, timeout=600)
        await connection.execute("VACUUM ANALYZE app_yard.parcel", timeout=600)
    finally:
        await connection.close()


def change(http: httpx.Client, operation: dict[str, object]) -> None:
    etag = http.get(f"{APP}/draft").headers["etag"]
    http.patch(f"{APP}/draft", json=[operation], headers={"If-Match": etag}).raise_for_status()


def publish(http: httpx.Client) -> dict[str, Any]:
    """Looks at the plan, accepts what it says, and publishes."""
    began = time.perf_counter()
    plan = http.get(f"{APP}/plan", timeout=60).raise_for_status().json()
    print(f"plan: {time.perf_counter() - began:.1f} s, check {plan['check']['state']}")
    while plan["check"]["state"] == "running":
        time.sleep(0.5)
        plan = http.get(f"{APP}/plan", timeout=60).raise_for_status().json()
    print(
        f"checked: {time.perf_counter() - began:.1f} s, losses {[loss['count'] for loss in plan['losses']]}"
    )
    accept = [loss["fingerprint"] for loss in plan["losses"]]
    answer = http.post(f"{APP}/publish", json={"accept": accept}, timeout=600)
    return dict(answer.raise_for_status().json())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.publishing", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    home: Path = options.data / "publishing"
    home.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(home / "cluster")
    cluster.start()
    try:
        with ExitStack() as stack:
            running = start(stack, "mortise", cluster.url(), home)
            http = Administrator(running.address, home / "host" / "logins.txt").http
            if http.get(APP).status_code == 404:
                http.post("/api/apps", json={"key": "yard", "labels": {"en": "Yard"}})
                change(http, {"op": "add", "path": "/forms", "value": [FORM]})
            else:
                change(http, {"op": "replace", "path": "/forms/0/fields/1", "value": CODE})
            publish(http)
            asyncio.run(fill(cluster.url(), options.rows))
            print(f"{options.rows} rows are there", flush=True)
            traffic = Traffic(running.address, http.cookies, options.rows)
            traffic.run(10)
            traffic.tell("before")
            traffic.forget()
            change(http, {"op": "replace", "path": "/forms/0/fields/1", "value": NUMBER})
            began = time.perf_counter()
            publication: dict[str, Any] = {}

            def is_over() -> bool:
                if not publication:
                    publication.update(publish(http))
                number = publication["publication"]
                publication.update(http.get(f"{APP}/publications/{number}").json() if number else {})
                return publication["state"] in {"done", "failed"}

            traffic.run(is_over)
            print(
                f"publication: {publication['state']}, {time.perf_counter() - began:.1f} s, {publication['error']}"
            )
            traffic.tell("meanwhile")
            print("broken answers:", len(traffic.broken), traffic.broken[:3])
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
