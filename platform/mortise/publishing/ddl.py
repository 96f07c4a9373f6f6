"""The steps of a table plan as SQL: alembic writes it, so that it runs on any connection and can be read beforehand."""

import io
from collections.abc import Callable

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy.sql.ddl import ExecutableDDLElement

from mortise.db.statements import DIALECT


def written(operate: Callable[[Operations], None]) -> str:
    """The SQL of what `operate` does with alembic's operations; several statements may stand in it."""
    buffer = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": buffer}
    )
    operate(Operations(context))
    return buffer.getvalue().strip()


def compiled(statement: ExecutableDDLElement) -> str:
    """A single statement."""
    return str(statement.compile(dialect=DIALECT)).strip()
