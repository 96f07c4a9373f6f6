"""Statements compiled once: SQLAlchemy Core in, text with $1 … and an order of values out."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Final

from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement

Values = Mapping[str, object]

NOTHING: Final[Values] = {}

DIALECT: Final = PGDialect_asyncpg()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves dialects untyped


class Statement:
    """A statement as asyncpg runs it.

    Values go to the driver as they are and come back as it gives them: SQLAlchemy's own conversions take no part.
    Several values of one column are one array (`column == any_(bindparam(…))`), never a list of binds whose
    length would change the text."""

    __slots__ = ("_arguments", "names", "text")

    def __init__(self, construct: ClauseElement) -> None:
        compiled = construct.compile(dialect=DIALECT)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError(f"{type(construct).__name__} is no statement with values; use run()")
        if compiled.post_compile_params or compiled.insert_prefetch or compiled.update_prefetch:
            raise TypeError(
                "lists of binds and defaults made in Python have no fixed text; use arrays and binds"
            )
        self.text = str(compiled)
        self.names: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._arguments = tuple(argument(compiled, name) for name in self.names)

    def arguments(self, values: Values = NOTHING) -> list[object]:
        """The values in the statement's order; a bind without a value of its own must be given one."""
        return [
            values[name] if name in values else values[name] if required else default
            for name, required, default in self._arguments
        ]

    def __repr__(self) -> str:
        return f"Statement({self.text!r})"


def argument(compiled: SQLCompiler, name: str) -> tuple[str, bool, object]:
    """A bind's name, whether every run must give it a value, and the value it has otherwise."""
    bind = compiled.binds[name]
    return name, bind.required, bind.effective_value


def prepare(construct: ClauseElement) -> Statement:
    """Compiles a statement; keep the result in a module constant or a StatementCache."""
    return Statement(construct)


class StatementCache:
    """Compiled statements by what shaped them, the least recently used going first."""

    def __init__(self, size: int = 2000) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, Statement] = OrderedDict()

    def get(self, key: Hashable, build: Callable[[], ClauseElement]) -> Statement:
        """The statement of that key, built and compiled at the first asking."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
            return kept
        made = self._kept[key] = Statement(build())
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)
        return made

    def __len__(self) -> int:
        return len(self._kept)


def arguments_of(statement: Statement, many: Sequence[Values]) -> list[list[object]]:
    """The values of several runs of one statement."""
    return [statement.arguments(values) for values in many]
