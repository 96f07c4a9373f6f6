"""The page of a record: blocks at its top, in the columns of its tabs, and at its side."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import ConfigDict
from pydantic import Field as Setting

from engines.definition import Definition, Key, Label
from engines.form.block import Block
from engines.form.blocks import AnyBlock
from engines.form.mentions import SCOPE, ConditionText, NeededForm, RoleKey
from engines.issues import pointer

MOST_COLUMNS = 3


class PageColumn(Definition):
    """Blocks one below the other; `width` is the column's share beside the others of its tab."""

    key: Key
    width: Annotated[int, Setting(ge=1, le=3)] = 1
    blocks: tuple[AnyBlock, ...] = ()


class PageTab(Definition):
    """A part of a page behind its name; of a page with one tab the name is not shown."""

    key: Key
    label: Label = Label()
    visible_when: ConditionText = ""
    columns: Annotated[tuple[PageColumn, ...], Setting(min_length=1, max_length=MOST_COLUMNS)]


class RecordPage(Definition):
    """How records of a form are looked at. `roles` are those whose holders get it, everybody where there are none; of
    several pages of a form the first that a reader is given counts."""

    model_config = ConfigDict(json_schema_extra={SCOPE: "form"})

    key: Key
    form: NeededForm
    label: Label
    roles: tuple[RoleKey, ...] = ()
    top: tuple[AnyBlock, ...] = ()
    """Over the whole width, above the tabs."""
    tabs: Annotated[tuple[PageTab, ...], Setting(min_length=1, max_length=20)]
    side: tuple[AnyBlock, ...] = ()
    """Beside the tabs, whichever of them is open; where there is no room for that, behind a tab of its own."""

    def blocks(self) -> Iterator[tuple[str, Block]]:
        """Every block with its pointer from the page, from top to bottom."""
        for place, block in enumerate(self.top):
            yield pointer("top", place), block
        for number, tab in enumerate(self.tabs):
            for at, column in enumerate(tab.columns):
                for place, block in enumerate(column.blocks):
                    yield pointer("tabs", number, "columns", at, "blocks", place), block
        for place, block in enumerate(self.side):
            yield pointer("side", place), block

    def conditions(self) -> Iterator[tuple[str, str, str]]:
        """What must hold for its parts to be shown: the part's key, the pointer from the page, and the text."""
        for number, tab in enumerate(self.tabs):
            yield tab.key, pointer("tabs", number, "visible_when"), tab.visible_when
        for where, block in self.blocks():
            yield block.key, f"{where}/visible_when", block.visible_when
