"""The order in which a record's own values come about: defaults and computed fields, each behind what it reads."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from engines.expression.check import Checked
from engines.expression.scope import Path
from engines.form.computation import FormulaText, RollupOf
from engines.form.graph import NodeKey
from engines.form.naming import called_circle
from engines.form.resolution import Resolution
from engines.form.structure import Node
from engines.form.system import TITLE
from engines.issues import Issue


def calculations(
    found: Resolution, node: Node, conditions: Mapping[str, Checked], issues: list[Issue]
) -> tuple[NodeKey, ...]:
    """Fields of the form and of its sub-tables as (table key, field key); defaults that wait for one another go
    to `issues`."""
    needs: dict[NodeKey, set[NodeKey]] = {}
    tables = [node, *(found.structure.nodes[many.entity] for many in node.lists.values() if many.is_rows)]
    names = {many.entity: f"fields/{key}/fields" for key, many in node.lists.items() if many.is_rows}
    own = {table.key for table in tables}
    for table in tables:
        name = names.get(table.key, "fields")
        for key, item in table.fields.items():
            computation = item.computation()
            if isinstance(computation, FormulaText) and computation.live:
                continue
            checked = found.checked.get((table.key, key)) or conditions.get(f"{name}/{key}/default")
            if isinstance(computation, RollupOf):
                needs[table.key, key] = _rolled_up(found, table, computation, checked)
            elif checked is not None:
                needs[table.key, key] = _reads(found, table.key, checked.reads)
    title = found.checked.get((node.key, TITLE))
    if title is not None:
        needs[node.key, TITLE] = _reads(found, node.key, title.reads)
    needs = {
        key: {read for read in reads if read in needs and read[0] in own} for key, reads in needs.items()
    }
    try:
        return tuple(TopologicalSorter(needs).static_order())
    except CycleError as circle:
        members: list[NodeKey] = circle.args[1]
        first = members[0]
        place = found.structure.nodes[first[0]].pointers.get(first[1], node.place)
        issues.append(Issue("cycle", place, {"path": called_circle(found.structure, members)}))
        return ()


def _reads(found: Resolution, table: str, paths: Iterable[Path]) -> set[NodeKey]:
    return {(node.key, key) for path in paths for node, key in found.structure.steps(table, path)}


def _rolled_up(found: Resolution, node: Node, rollup: RollupOf, filtered: Checked | None) -> set[NodeKey]:
    rows = node.lists[rollup.source].entity
    reads = _reads(found, rows, filtered.reads) if filtered else set()
    return reads | ({(rows, rollup.field)} if rollup.field else set())
