"""What a view is: a shared way to look at a form's records. Each kind is one module of `engines/form/views`."""

from collections.abc import Iterable, Mapping
from typing import ClassVar

from engines.definition import Definition, Key, Label
from engines.form.form import SortKey


class View(Definition):
    """A list of a form's records: which ones (`filter`, a tree as lists take it) and in which order."""

    title: ClassVar[Label]
    """The kind's name in the palette."""
    icon: ClassVar[str] = "UnorderedListOutlined"

    kind: str
    key: Key
    form: Key
    label: Label
    filter: Mapping[str, object] | None = None
    sort: tuple[SortKey, ...] = ()

    def named_fields(self) -> Iterable[tuple[str, str]]:
        """Every field that the view names, with the pointer at which it does."""
        for index, key in enumerate(self.sort):
            yield key.field, f"/sort/{index}/field"
