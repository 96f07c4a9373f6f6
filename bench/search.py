"""`python -m bench.search`: looks for texts among a million records, as an administrator and as a salesperson who sees
one in fifty of them, and tells what the index for it costs."""

import argparse
import asyncio
import random
import secrets
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, Final

import asyncpg
import httpx

from bench.__main__ import DATA, start
from bench.preparation import Administrator, make_token
from engines.form.sorting import sort_key
from mortise.db.embedded.cluster import Cluster

SEED: Final = 20261122
APP: Final = "/api/apps/book"
RECORDS: Final = f"{APP}/forms/person/records"
TABLE: Final = "app_book.person"


def field(kind: str, key: str, zh: str, en: str) -> dict[str, object]:
    return {"kind": kind, "key": key, "label": {"zh-CN": zh, "en": en}}


FORM: Final = {
    "key": "person",
    "label": {"zh-CN": "联系人", "en": "Person"},
    "title_field": "name",
    "fields": [
        field("text", "name", "姓名", "Name"),
        field("text", "company", "公司", "Company"),
        field("phone", "mobile", "手机", "Mobile"),
        field("email", "mail", "邮箱", "Mail"),
        field("long_text", "remark", "备注", "Remark"),
    ],
}
FAMILY: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
)
GIVEN: Final = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉建国志文海燕红梅春林波宁辉慧鑫宇浩欣怡子涵梓轩雨晨思佳俊嘉瑞"
    "博天昊然晓峰云龙飞雪莹琳璐颖婷洁倩楠帆凯旭东升旺福贵荣庆祥瑶琪蕾薇"
)
CITIES: Final = (
    "北京",
    "上海",
    "广州",
    "深圳",
    "杭州",
    "成都",
    "重庆",
    "武汉",
    "西安",
    "苏州",
    "南京",
    "长沙",
)
BRANCHES: Final = (
    "精密",
    "电子",
    "医疗",
    "建材",
    "物流",
    "软件",
    "餐饮",
    "教育",
    "环保",
    "机械",
    "化工",
    "文化",
)
NAMES: Final = "华中远大恒信达源通泰盛鼎兴隆佳美瑞德金诚安和嘉宏博创新天地海星"
NOTES: Final = (
    "电话已接通",
    "下周再联系",
    "对价格有疑问",
    "要求寄送样品",
    "已经发送报价单",
    "等待主管审批",
    "约定周三上门",
)
CARRIERS: Final = ("130", "133", "135", "136", "138", "139", "150", "158", "159", "176", "186", "188", "189")
RARE: Final = "麒麟"
"""A text that stands in one record of a hundred thousand."""

GOAL: Final = 150
"""Milliseconds that a search may take."""
NEEDLES: Final = (
    ("two characters, in few names", "李娜"),
    ("two characters, in every twelfth", "重庆"),
    ("two characters, rare", RARE),
    ("one character, in every fourteenth", "张"),
    ("one character, in some names", "蕾"),
    ("initials of pinyin, two", "zw"),
    ("initials of pinyin, three", "zwm"),
    ("pinyin of a family name", "zhang"),
    ("pinyin, whole name", "zhangxiaofeng"),
    ("pinyin, a beginning and an initial", "ouyangl"),
    ("four figures of a phone", "8013"),
    ("six figures of a phone", "801375"),
    ("a part of an address", "user4711"),
    ("letters in every record", "example"),
    ("nothing has it", "鑛鑞"),
    ("nothing is typed so", "xqzv"),
)


OWNERS: Final = 50
"""So many people own the records, of whom only one works here."""
ROLE: Final = {
    "key": "seller",
    "label": {"zh-CN": "销售", "en": "Seller"},
    "grants": [{"form": "person", "scopes": {"view": [{"kind": "owner"}]}}],
}


def people(count: int, owner: int = 0) -> Iterator[tuple[object, ...]]:
    """Records; the first of their owners has that id."""
    chance = random.Random(SEED)
    for number in range(1, count + 1):
        name = chance.choice(FAMILY) + "".join(chance.choice(GIVEN) for _ in range(chance.choice((1, 2, 2))))
        called = chance.choice(NAMES) + chance.choice(NAMES)
        company = f"{chance.choice(CITIES)}{called}{chance.choice(BRANCHES)}有限公司"
        mobile = f"+86{chance.choice(CARRIERS)}{chance.randint(0, 99_999_999):08}"
        mail = f"user{chance.randint(1, 9_999_999)}@example.com"
        note = "，".join(chance.sample(NOTES, 3)) + (RARE if number % 100_000 == 77 else "")
        key = sort_key(name)
        owned = owner + number % OWNERS
        yield name, key, name, key, company, sort_key(company), mobile, mail, note, owned


async def fill(url: str, count: int, owner: int) -> None:
    """The form's records, without their search index."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(f"TRUNCATE {TABLE} RESTART IDENTITY CASCADE")
        sorted_texts = [name for key in ("title", "name", "company") for name in (key, f"{key}__sort")]
        names = [*sorted_texts, "mobile", "mail", "remark", "owner"]
        await connection.copy_records_to_table(
            "person", schema_name="app_book", columns=names, records=people(count, owner), timeout=900
        )
        await connection.execute(f"VACUUM ANALYZE {TABLE}", timeout=900)
    finally:
        await connection.close()


async def search_index(url: str) -> tuple[str, str]:
    """The name of the search index and the statement that makes it."""
    connection = await asyncpg.connect(url)
    try:
        row = None
        while row is None:
            # A job builds it after the publication.
            await asyncio.sleep(0.2)
            row = await connection.fetchrow(
                "SELECT indexname, indexdef FROM pg_indexes "
                "WHERE schemaname = 'app_book' AND indexdef LIKE '%search_tokens%'"
            )
        return row["indexname"], row["indexdef"]
    finally:
        await connection.close()


async def run(url: str, *statements: str) -> float:
    """Runs statements one by one; the seconds that they took."""
    connection = await asyncpg.connect(url)
    try:
        began = time.perf_counter()
        for statement in statements:
            await connection.execute(statement, timeout=3600)
        return time.perf_counter() - began
    finally:
        await connection.close()


async def sizes(url: str, index: str) -> str:
    """How large the table and the index are."""
    connection = await asyncpg.connect(url)
    try:
        row = await connection.fetchrow(
            "SELECT pg_table_size($1::regclass) / 1048576 AS records, "
            "pg_relation_size($2::regclass) / 1048576 AS index",
            TABLE,
            f"app_book.{index}",
        )
        assert row is not None
        return f"records {row['records']} MB, search index {row['index']} MB"
    finally:
        await connection.close()


def timed(count: int, ask: Callable[[], httpx.Response]) -> tuple[list[float], dict[str, Any]]:
    """Milliseconds of each of some requests, and the last answer."""
    times: list[float] = []
    answer: dict[str, Any] = {}
    for _ in range(count):
        began = time.perf_counter()
        answer = ask().raise_for_status().json()
        times.append((time.perf_counter() - began) * 1000)
    return sorted(times), answer


def highest(times: list[float]) -> float:
    """The time that one request in twenty takes longer than."""
    return times[int(len(times) * 0.95)]


def told(times: list[float]) -> str:
    return f"p50 {statistics.median(times):8.1f} ms  p95 {highest(times):8.1f} ms"


def look(http: httpx.Client, who: str, rounds: int) -> None:
    """Every needle in the form's list, ordered by what was made last, by what has an index and by what has none, with
    the number of all that were found, and in everything."""
    slow: list[str] = []
    for name, needle in NEEDLES:
        for way, path, query in (
            ("list", RECORDS, {"search": needle}),
            ("by title", RECORDS, {"search": needle, "sort": "title"}),
            ("by title, down", RECORDS, {"search": needle, "sort": "-title"}),
            ("by mail", RECORDS, {"search": needle, "sort": "mail"}),
            ("counted", RECORDS, {"search": needle, "count": "true"}),
            ("everything", "/api/search", {"q": needle}),
        ):
            times, answer = timed(rounds, partial(http.get, path, params=query, timeout=60))
            found = (
                len(answer["items"])
                if "items" in answer
                else sum(len(g["records"]) for g in answer["groups"])
            )
            total = f", {answer['total']} in all" if answer.get("total") is not None else ""
            print(f"{who:13} {name:36} {needle:14} {way:14} {told(times)}  {found} shown{total}", flush=True)
            if highest(times) > GOAL:
                slow.append(f"{needle} {way} {highest(times):.0f} ms")
    print(f"{who}: p95 above {GOAL} ms: {'; '.join(slow) or 'none'}", flush=True)


def write(http: httpx.Client, name: str, count: int) -> None:
    """Creates and changes records one after another."""
    rows = list(people(count))
    made: list[dict[str, Any]] = []

    def create() -> httpx.Response:
        row = rows[len(made)]
        given = {"name": row[2], "company": row[4], "mobile": row[6], "mail": row[7], "remark": row[8]}
        answer = http.post(RECORDS, json=given)
        made.append(answer.json())
        return answer

    times, _ = timed(count, create)
    print(f"{name:24} create           {told(times)}", flush=True)
    at = iter(made)

    def change() -> httpx.Response:
        record = next(at)
        return http.patch(
            f"{RECORDS}/{record['id']}",
            json={"version": record["version"], "mail": f"u{record['id']}@example.com"},
        )

    times, _ = timed(count, change)
    print(f"{name:24} change of a text {told(times)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--writes", type=int, default=1_000)
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    home: Path = options.data / "search"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    cluster = Cluster(home / "cluster")
    cluster.start()
    try:
        with ExitStack() as stack:
            url = cluster.url()
            running = start(stack, "mortise", url, home)
            administrator = Administrator(running.address, home / "host" / "logins.txt")
            http = administrator.http
            http.post("/api/apps", json={"key": "book", "labels": {"en": "Book"}})
            etag = http.get(f"{APP}/draft").headers["etag"]
            operations = [
                {"op": "add", "path": "/forms", "value": [FORM]},
                {"op": "add", "path": "/roles", "value": [ROLE]},
            ]
            http.patch(f"{APP}/draft", json=operations, headers={"If-Match": etag}).raise_for_status()
            http.post(f"{APP}/publish", json={}).raise_for_status()
            login, own = f"seller_{secrets.token_hex(4)}", secrets.token_urlsafe(16)
            administrator.hire(login, own, app="book")
            headers = {"Authorization": f"Bearer {make_token(running.address, login, own, app='book')}"}
            seller = httpx.get(f"{running.address}/api/me", headers=headers).json()["person"]["id"]
            name, definition = asyncio.run(search_index(url))
            asyncio.run(run(url, f"DROP INDEX app_book.{name}"))
            asyncio.run(fill(url, options.rows, seller))
            print(f"{options.rows} records are there", flush=True)
            write(http, "without the index", options.writes)
            seconds = asyncio.run(run(url, definition, f"ANALYZE {TABLE}"))
            print(f"index built in {seconds:.0f} s; {asyncio.run(sizes(url, name))}", flush=True)
            write(http, "with the index", options.writes)
            look(http, "administrator", options.rounds)
            with httpx.Client(base_url=running.address, headers=headers) as restricted:
                look(restricted, "salesperson", options.rounds)
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
