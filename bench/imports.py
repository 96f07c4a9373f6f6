"""`python -m bench.imports`: brings 100,000 rows of 20 columns from a workbook into the CRM, and compares the time with
reading the file and adding its cells to a table by COPY."""

import argparse
import asyncio
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import uvloop
from rustpy_xlsxwriter import write_worksheet

from engines.expression.clock import Clock
from mortise.access.context import Context
from mortise.access.rights import rights_of
from mortise.db.bulk import merge_lists
from mortise.db.embedded.cluster import Cluster
from mortise.edge.host import Host
from mortise.first_start import install_first, make_administrator
from mortise.identity.calendar import working_calendar
from mortise.imports.plans import Plan
from mortise.imports.reading.process import Source, opened
from mortise.imports.reporting import report
from mortise.imports.staging import CellTable, drop_parts
from mortise.imports.starting import start, undo
from mortise.jobs.worker import Worker
from mortise.main import handlers_of, open_host
from mortise.settings import Settings

BAD_EVERY: Final = 2_000
"""Every so many rows one has a mistake."""
INDUSTRIES: Final = ("机械", "化工", "电子", "医疗")


def leads(count: int) -> Iterator[dict[str, Any]]:
    """Rows of 20 columns as a company's list has them."""
    chance = random.Random(20261121)
    day = datetime(2026, 1, 1, tzinfo=UTC).date()
    for number in range(1, count + 1):
        bad = number % BAD_EVERY == 0
        yield {
            "公司名称": f"华东第{number}有限公司",
            "联系人": chance.choice(("张伟", "王芳", "李娜", "刘洋")),
            "职务": chance.choice(("经理", "采购", "总监")),
            "手机": f"138{chance.randrange(10**8):08}",
            "邮箱": f"lead{number}@example.com",
            "微信": f"wx_{number}",
            "线索来源": "展会",
            "公司规模": "50 人以下",
            "意向产品": chance.choice(("榫卯连接件", "导轨", "减速机")),
            "预计金额": "不详" if bad else round(chance.uniform(1_000, 900_000), 2),
            "线索评分": chance.randrange(101),
            "下次跟进": day + timedelta(days=chance.randrange(365)),
            "首次联系时间": f"2026-0{chance.randrange(1, 9)}-1{chance.randrange(9)} 10:30",
            "请勿致电": chance.choice(("是", "否")),
            "需求描述": f"需要 {chance.randrange(1, 900)} 件，{chance.choice(('尽快', '下季度'))}交付",
            "备注一": f"说明 {number}",
            "备注二": chance.choice(("甲", "乙")),
            "备注三": number,
            "备注四": chance.random(),
            "备注五": f"来自第 {number % 97} 组",
        }


async def measure(host: Host, path: Path) -> None:
    """Brings the file in and takes it back, and prints the seconds."""
    began = time.perf_counter()
    async with opened(Source(path)) as reading:
        chunks = [chunk async for chunk in reading.chunks()]
    read = time.perf_counter() - began
    began = time.perf_counter()
    plain = CellTable(0, 20)
    async with host.database.transaction(seconds=300) as tx:
        await plain.make(tx)
        for chunk in chunks:
            await plain.add(tx, chunk)
    copied = time.perf_counter() - began
    del chunks
    floor = read + copied
    began = time.perf_counter()
    async with opened(Source(path)) as reading, host.database.transaction(seconds=300) as tx:
        await plain.make(tx)
        async for chunk in reading.chunks():
            await plain.add(tx, chunk)
    together = time.perf_counter() - began
    async with host.database.transaction() as tx:
        await drop_parts(tx, 0, "cells")
    print(f"reading the file: {read:.1f} s, COPY: {copied:.1f} s, both at once: {together:.1f} s", flush=True)

    context = await _context(host)
    worker = Worker(host.database, handlers_of(host))
    await worker.drain()
    copy = path.with_name("uploaded")
    await asyncio.to_thread(shutil.copyfile, path, copy)
    began = time.perf_counter()
    plan = Plan(when_bad="skip")
    async with host.database.transaction() as tx:
        number = await start(tx, context, "lead", host.settings.data, copy, "leads.xlsx", plan)
    await worker.drain()
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    async with host.database.transaction(seconds=300) as tx:
        await merge_lists(tx)
    merged = time.perf_counter() - began
    told = await _told(host, context, number)
    print(
        f"import: {seconds:.1f} s, {seconds / floor:.1f} times reading and COPY one after the other, "
        f"{seconds / together:.1f} times both at once; its part of the search index merged apart: {merged:.1f} s; "
        f"{told}",
        flush=True,
    )

    began = time.perf_counter()
    async with host.database.transaction() as tx:
        await undo(tx, context, number)
    await worker.drain()
    print(f"undo: {time.perf_counter() - began:.1f} s; {(await _told(host, context, number))['undo']}")
    print(f"memory at most: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


async def _context(host: Host) -> Context:
    async with host.database.read() as reader:
        row = await host.apps.load(reader, "crm")
        principal = await host.principals.of_person(reader, 1)
    now = datetime.now(UTC)
    clock = Clock(now, principal.company.time_zone, working_calendar(now.year))
    return Context(principal, row, rights_of(row, principal), clock, "zh-CN")


async def _told(host: Host, context: Context, number: int) -> dict[str, Any]:
    async with host.database.read() as reader:
        told = await report(reader, replace(context, locale="en"), number, "lead")
    if told is None:
        raise LookupError("the import is gone")
    return {name: told[name] for name in ("state", "created", "bad", "issue_count", "undo")} | {
        "first": told["issues"][:1]  # type: ignore[index]  # a list
    }


async def main() -> None:
    """Makes a database, the CRM in it and the file, and measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory(prefix="mortise-import-") as folder:
        cluster = Cluster(Path(folder) / "data")
        cluster.start()
        try:
            path = Path(folder) / "leads.xlsx"
            write_worksheet(leads(rows), str(path))
            print(f"{rows} rows of 20 columns, {path.stat().st_size / 1e6:.1f} MB", flush=True)
            async with open_host(Settings(data=Path(folder) / "host"), cluster.url()) as host:
                await make_administrator(host)
                await install_first(host, "crm")
                await measure(host, path)
        finally:
            cluster.stop()


if __name__ == "__main__":
    uvloop.run(main())
