"""An application with a form of twenty fields and a view of every kind, and as many records of it as are asked for."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

import asyncpg

from bench.search import CITIES
from engines.form.sorting import sort_key

SEED: Final = 20261123
APP: Final = "works"
CLIENTS: Final = 5_000
CHILDREN: Final = 5_000
"""How many records stand right below the first one."""
STAGES: Final = {"planned": "grey", "begun": "blue", "waiting": "orange", "done": "green", "dropped": "red"}
URGENCIES: Final = {"low": "grey", "usual": "blue", "high": "orange", "critical": "red"}
TRADES: Final = ("安装", "维修", "巡检", "改造", "培训", "验收", "拆除", "调试")
GOODS: Final = ("导轨", "减速机", "电梯", "水泵", "配电柜", "空调机组", "输送线", "机械臂", "锅炉", "门禁")


def field(kind: str, key: str, zh: str, en: str, **settings: object) -> dict[str, object]:
    return {"kind": kind, "key": key, "label": {"zh-CN": zh, "en": en}, **settings}


def options(of: dict[str, str]) -> list[dict[str, object]]:
    return [
        {"key": key, "label": {"zh-CN": key, "en": key.title()}, "colour": hue} for key, hue in of.items()
    ]


CLIENT: Final = {
    "key": "client",
    "label": {"zh-CN": "客户", "en": "Client"},
    "title_field": "name",
    "fields": [field("text", "name", "名称", "Name"), field("text", "city", "城市", "City")],
}
JOB: Final = {
    "key": "job",
    "label": {"zh-CN": "工单", "en": "Job"},
    "title_field": "name",
    "fields": [
        field("text", "name", "名称", "Name"),
        field("choice", "stage", "阶段", "Stage", options=options(STAGES)),
        field("choice", "urgency", "紧急程度", "Urgency", options=options(URGENCIES)),
        field("person", "assignee", "负责人", "Assignee"),
        field("department", "team", "班组", "Team"),
        field("link", "client", "客户", "Client", form="client"),
        field("date", "due", "到期日", "Due"),
        field("date_range", "term", "工期", "Term"),
        field("datetime", "starts", "开始时间", "Starts"),
        field("datetime", "ends", "结束时间", "Ends"),
        field("number", "amount", "金额", "Amount", decimals=2),
        field("number", "hours", "工时", "Hours"),
        field("percent", "progress", "进度", "Progress"),
        field("rating", "satisfaction", "满意度", "Satisfaction"),
        field("boolean", "paid", "已付款", "Paid"),
        field("phone", "phone", "电话", "Phone"),
        field("email", "mail", "邮箱", "Mail"),
        field("long_text", "remark", "备注", "Remark"),
        field("image", "pictures", "照片", "Pictures"),
        field("tree_link", "above", "上级工单", "Parent job", form="job"),
        field("links", "after", "前置工单", "Comes after", form="job"),
    ],
}


def view(kind: str, key: str, zh: str, en: str, **settings: object) -> dict[str, object]:
    return {"kind": kind, "key": key, "form": "job", "label": {"zh-CN": zh, "en": en}, **settings}


VIEWS: Final = [
    view(
        "grid",
        "all",
        "全部",
        "All",
        frozen=2,
        columns=[{"field": one["key"]} for one in JOB["fields"]],  # type: ignore[attr-defined]
        totals=[{"field": "amount", "by": "sum"}, {"field": "hours", "by": "average"}],
        colours=[
            {"when": {"field": "urgency", "operator": "is", "value": "critical"}, "colour": "red"},
            {"when": {"field": "amount", "operator": "greater", "value": "900000"}, "colour": "yellow"},
        ],
    ),
    view("grid", "by_client", "按客户", "By client", groups=[{"field": "client"}]),
    view(
        "grid",
        "by_three",
        "三级分组",
        "Three levels",
        groups=[{"field": "assignee"}, {"field": "due", "unit": "month"}, {"field": "stage"}],
        totals=[{"field": "amount", "by": "sum"}],
    ),
    view(
        "kanban", "board", "看板", "Board", lanes="stage", cards=["client", "due", "amount"], total="amount"
    ),
    view("kanban", "by_clients", "客户看板", "Board of clients", lanes="client", cards=["due"]),
    view("calendar", "due_days", "到期日历", "Due days", start="due", colour="urgency", cards=["client"]),
    view("calendar", "visits", "上门日历", "Visits", start="starts", end="ends", colour="stage"),
    view("calendar", "terms", "工期日历", "Terms", start="term", colour="stage"),
    view("gantt", "plan", "排期", "Plan", start="term", colour="stage", progress="progress", after="after"),
    view("gantt", "plan_by", "按人排期", "Plan by person", start="term", lanes="assignee", colour="stage"),
    view("gallery", "photos", "照片墙", "Photos", picture="pictures", cards=["stage", "client", "amount"]),
    view(
        "hierarchy",
        "tree",
        "树",
        "Tree",
        parent="above",
        beside=["stage", "assignee", "due", "amount"],
        sort=[{"field": "name"}],
    ),
    view("detail", "reading", "逐条", "One by one", cards=["stage", "due"]),
]


def role(key: str, scope: str) -> dict[str, object]:
    """People who see and change what lies in their scope, and read all clients."""
    jobs = {action: [{"kind": scope}] for action in ("create", "view", "edit", "delete")}
    return {
        "key": key,
        "label": {"zh-CN": key, "en": key.title()},
        "grants": [
            {"form": "job", "scopes": jobs},
            {"form": "client", "scopes": {"view": [{"kind": "all"}]}},
        ],
    }


ROLES: Final = [role("worker", "owner"), role("leader", "departments_below")]


def clients() -> Iterator[tuple[object, ...]]:
    for number in range(1, CLIENTS + 1):
        city = CITIES[number % len(CITIES)]
        name = f"{city}第{number}机电有限公司"
        yield number, name, sort_key(name), name, sort_key(name), city, sort_key(city)


CLIENT_COLUMNS: Final = ("id", "title", "title__sort", "name", "name__sort", "city", "city__sort")
JOB_COLUMNS: Final = (
    *("id", "title", "title__sort", "name", "name__sort", "owner", "department", "created_at"),
    *("stage", "urgency", "assignee", "team", "client", "due", "term", "term__end", "starts", "ends"),
    *("amount", "hours", "progress", "satisfaction", "paid", "phone", "mail"),
    *("remark", "above"),
)


def above(number: int) -> int | None:
    """The record above: twenty have none, the first has very many right below it, the others a few each."""
    if number <= 20:
        return None
    return 1 if number <= 20 + CHILDREN else number // 4


def jobs(count: int, people: Sequence[tuple[int, int]], month: dt.date) -> Iterator[tuple[object, ...]]:
    """Rows of JOB_COLUMNS. Nine in ten are due, and are visited, within the 30 days from `month`; their terms lie in
    the two years around it. `people` are ids with the ids of their departments."""
    chance = random.Random(SEED)
    stages, urgencies = list(STAGES), list(URGENCIES)
    for number in range(1, count + 1):
        name = f"{chance.choice(CITIES)}{chance.choice(GOODS)}{chance.choice(TRADES)}{number}"
        person, department = people[number % len(people)]
        assignee, team = chance.choice(people)
        within = chance.random() < 0.9
        due = month + dt.timedelta(days=chance.randrange(30) if within else chance.randrange(-365, 365))
        starts = dt.datetime.combine(due, dt.time(chance.randrange(24), chance.choice((0, 30))), dt.UTC)
        begins = month + dt.timedelta(days=chance.randrange(-365, 365))
        key = sort_key(name)
        yield (
            *(number, name, key, name, key, person, department),
            dt.datetime(2026, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=number * 4),
            chance.choice(stages),
            chance.choices(urgencies, (4, 8, 3, 1))[0],
            *(assignee, team, chance.randint(1, CLIENTS)),
            *(due, begins, begins + dt.timedelta(days=chance.choice((0, 1, 3, 7, 14, 40)))),
            *(starts, starts + dt.timedelta(hours=chance.choice((1, 2, 4, 30)))),
            Decimal(chance.randrange(1_000, 100_000_000)) / 100,
            Decimal(chance.randrange(1, 200)),
            Decimal(chance.randrange(101)) / 100,
            Decimal(chance.randrange(1, 6)),
            chance.random() < 0.4,
            f"+86138{chance.randrange(10**8):08}",
            f"job{number}@example.com",
            f"{chance.choice(GOODS)}需在{chance.choice(CITIES)}交接",
            above(number),
        )


async def fill(url: str, count: int, people: Sequence[tuple[int, int]], month: dt.date) -> None:
    """The records, copied into the tables; every hundredth comes after the one before it."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("TRUNCATE app_works.job, app_works.client RESTART IDENTITY CASCADE")
        await _copy(connection, "client", CLIENT_COLUMNS, clients())
        await _copy(connection, "job", JOB_COLUMNS, jobs(count, people, month))
        await connection.execute(
            "INSERT INTO app_works.job__after (parent, position, linked) "
            "SELECT id, 0, id - 1 FROM app_works.job WHERE id % 100 = 0"
        )
        await connection.execute("VACUUM ANALYZE", timeout=900)
    finally:
        await connection.close()


async def _copy(
    connection: "asyncpg.Connection[asyncpg.Record]",
    table: str,
    columns: Sequence[str],
    rows: Iterator[tuple[Any, ...]],
) -> None:
    await connection.copy_records_to_table(
        table, schema_name="app_works", columns=list(columns), records=rows, timeout=900
    )
    await connection.execute(
        f"SELECT setval(pg_get_serial_sequence('app_works.{table}', 'id'), max(id)) FROM app_works.{table}"
    )
