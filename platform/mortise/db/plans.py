"""What PostgreSQL says of a statement before it runs it."""

from collections.abc import Sequence
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement, Executable


class Explained(Executable, ClauseElement):
    """Selects of a column each, of which the plans are asked for instead of the rows."""

    inherit_cache = False

    def __init__(self, selects: Sequence[sa.Select[Any]]) -> None:
        self.select = sa.select(*(sa.func.array(each.scalar_subquery()) for each in selects))


@compiles(Explained)
def _explained(element: Explained, compiler: SQLCompiler, **given: Any) -> str:
    return f"EXPLAIN (FORMAT JSON) {compiler.process(element.select, **given)}"


def likely_rows(plan: object) -> list[float]:
    """How many rows each of the selects is likely to give, as their plans say."""
    return [float(each["Plan Rows"]) for each in orjson.loads(str(plan))[0]["Plan"]["Plans"]]
