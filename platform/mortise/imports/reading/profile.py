"""What stands in the columns of a table, small enough to be looked at as a whole."""

from dataclasses import dataclass, field
from typing import Final

from mortise.imports.reading.faults import is_faulty

MOST_DISTINCT: Final = 2_000
KEPT: Final = 600
LONGEST_KEPT: Final = 20
LONGEST_TOLD: Final = 2_000
FAULTS: Final = 5


@dataclass
class ColumnProfile:
    """The different values of a column, in the order in which they come."""

    filled: int = 0
    distinct: dict[str, int] = field(default_factory=dict)
    longest: list[str] = field(default_factory=list)
    is_complete: bool = True
    """Whether every different value is among them."""
    faults: list[str] = field(default_factory=list)
    """The first of the different cells that hold no value: they say nothing of the others."""

    def add(self, text: str) -> None:
        """Looks at one more cell."""
        if not text:
            return
        if is_faulty(text):
            if text not in self.faults and len(self.faults) < FAULTS:
                self.faults.append(text)
            return
        self.filled += 1
        count = self.distinct.get(text)
        if count is not None:
            self.distinct[text] = count + 1
        elif len(self.distinct) < MOST_DISTINCT:
            self.distinct[text] = 1
        else:
            self.is_complete = False
        if len(self.longest) < LONGEST_KEPT:
            self.longest.append(text)
        elif len(text) > len(self.longest[0]):
            self.longest[0] = text
            self.longest.sort(key=len)

    def told(self) -> dict[str, object]:
        """The profile as JSON: all values where they are few, else some from everywhere and the longest."""
        values = list(self.distinct)
        if not self.is_complete or len(values) > KEPT:
            step = max(1, len(values) // KEPT)
            values = list(dict.fromkeys([*values[::step][:KEPT], *self.longest]))
        return {
            "filled": self.filled,
            "distinct": len(self.distinct),
            "values": [value[:LONGEST_TOLD] for value in values],
            "counts": [self.distinct.get(value, 1) for value in values],
            "faults": self.faults,
        }
