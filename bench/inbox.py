"""How quickly the inbox of somebody is answered who has finished many tasks."""

import statistics
import time
from typing import Final

import asyncpg
import httpx
import sqlalchemy as sa

from mortise.db.tables.flows import PARTS, flow_entry, flow_instance

ASKED: Final = {
    "done": "/api/tasks?list=done",
    "done, of one flow": "/api/tasks?list=done&app=bench_flows&flow=approval",
    "done, by a text": "/api/tasks?list=done&search=n39",
    "started": "/api/tasks?list=started",
    "to do": "/api/tasks",
    "counts": "/api/tasks/counts",
}
TIMES: Final = 20


async def inbox_milliseconds(client: httpx.AsyncClient, url: str, many: int) -> dict[str, float]:
    """How many milliseconds each list takes the server of a client who has finished flows, after these were made so
    many in its database; the median of twenty, over HTTP."""
    await finish_many(url, many)
    found = {}
    for name, address in ASKED.items():
        taken = []
        for _ in range(TIMES):
            began = time.perf_counter()
            (await client.get(address)).raise_for_status()
            taken.append((time.perf_counter() - began) * 1000)
        found[name] = statistics.median(taken)
    return found


async def finish_many(url: str, tasks: int) -> None:
    """Copies the last flow that was approved until so many tasks are finished."""
    connection = await asyncpg.connect(url)
    try:
        number, votes = await connection.fetchrow(
            "SELECT i.id, count(*) FROM mortise.flow_instance i JOIN mortise.flow_vote v ON v.instance = i.id "
            "WHERE i.state = 'approved' GROUP BY i.id ORDER BY i.id DESC LIMIT 1"
        )
        own = columns(flow_instance)
        rows = await connection.fetch(
            f"INSERT INTO {flow_instance} ({own}) SELECT {own} FROM {flow_instance}, generate_series(1, $2) "
            "WHERE id = $1 RETURNING id",
            number,
            tasks // votes,
        )
        made = [row["id"] for row in rows]
        for table in (*PARTS.values(), flow_entry):
            names = columns(table, "instance")
            await connection.execute(
                f"INSERT INTO {table} (instance, {names}) "
                f"SELECT made, {names} FROM {table}, unnest($2::bigint[]) AS made WHERE instance = $1",
                number,
                made,
            )
        await connection.execute(
            "UPDATE mortise.flow_vote SET at = at - instance * interval '1 minute' WHERE instance = ANY($1)",
            made,
        )
        await connection.execute("ANALYZE")
    finally:
        await connection.close()


def columns(table: sa.Table, *but: str) -> str:
    """The columns of a table that a copy takes over."""
    return ", ".join(f'"{each.name}"' for each in table.columns if each.name not in {"id", *but})
