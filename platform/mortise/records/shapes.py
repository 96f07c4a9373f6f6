"""Compiled reads, kept by what shaped them: rights, columns, filter and order, never a value."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from mortise.db.connections import Record
from mortise.db.statements import Statement
from mortise.records.projection import Item, Projection

MOST_KEPT: Final = 5000


@dataclass(frozen=True, slots=True)
class Read:
    """A compiled statement, and how its rows become answers."""

    statement: Statement
    finish: Callable[[Record], Item]


class Reads:
    """The reads that this process has compiled, the least recently used going first."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Read] = OrderedDict()

    def find(self, key: Hashable) -> Read | None:
        """The read of that shape, if there is one."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def keep(self, key: Hashable, projection: Projection, select: sa.Select[Any]) -> Read:
        """Compiles a read and keeps it."""
        return self.keep_read(key, Read(Statement(select), projection.finish()))

    def keep_read(self, key: Hashable, made: Read) -> Read:
        """Keeps what was compiled."""
        self._kept[key] = made
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return made


READS: Final = Reads()
"""One for the process: shapes hold no data, and what shapes them is part of the key."""
