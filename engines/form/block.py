"""What a block of a record's page is: a part that shows one thing. Each kind is one module of `engines/form/blocks`."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Self

from engines.definition import Definition, Key, Label
from engines.form.mentions import ConditionText
from engines.form.view import Fielded

Fit = Callable[[Fielded, str], bool]
"""Whether a setting takes a field of a form."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What whoever looks at a page may know of a form: the fields that are `shown`, some of them masked, and those that
    are `readable`. `lists` are the forms whose records link to this one, by the name of that link, as far as the reader
    may know of them."""

    shown: Collection[str]
    readable: Collection[str]
    lists: Mapping[str, "Reader"] = field(default_factory=dict)

    def seen(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those of the fields that are shown at least masked."""
        return tuple(key for key in keys if key in self.shown)

    def read(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those of the fields whose values may be read."""
        return tuple(key for key in keys if key in self.readable)


class Block(Definition):
    """A part of a page. It is shown where `visible_when` holds of the record, or is empty."""

    title: ClassVar[Label]
    """The kind's name in the palette."""
    icon: ClassVar[str]
    rank: ClassVar[int]
    """Its place in the palette, the most used one first."""
    fits: ClassVar[Mapping[str, Fit]] = {}
    """Settings that name fields of the page's form → which of them they take."""
    fits_there: ClassVar[Mapping[str, Fit]] = {}
    """The same of settings that name fields of the records to which `source` leads."""
    examples: ClassVar[Sequence[Mapping[str, object]]]
    """Settings that make sense, over any form that has the fields."""

    kind: str
    key: Key
    label: Label = Label()
    visible_when: ConditionText = ""

    def leads(self) -> str | None:
        """The name of the link through which it shows other records; None where it shows but the one of the page."""
        return None

    def named(self, settings: Iterable[str]) -> Iterable[tuple[str, str, str]]:
        """Every field that some of the settings name: the setting, the field, and the pointer from the block."""
        for setting in settings:
            value = getattr(self, setting)
            if isinstance(value, str):
                yield setting, value, f"/{setting}"
            for place, key in enumerate(value if isinstance(value, tuple) else ()):
                yield setting, key, f"/{setting}/{place}"

    def is_bare(self) -> bool:
        """Whether there is nothing that it would show of any record."""
        return False

    def cut(self, reader: Reader) -> Self | None:
        """The block as far as its reader may see it; None where nothing is left of it."""
        return self
