"""The columns that every record has: what their values mean and where they are kept."""

from collections.abc import Mapping
from typing import Final

from engines.definition import Label
from engines.expression.types import Type, link_to
from engines.form.meaning import AnyMeaning
from engines.form.meanings import department, person
from engines.form.meanings.datetime import DateTimeMeaning
from engines.form.meanings.number import NumberMeaning
from engines.form.meanings.text import TextMeaning

SYSTEM_MEANINGS: Final[Mapping[str, AnyMeaning]] = {
    "id": NumberMeaning(decimals=0),
    "title": TextMeaning(),
    "owner": person(),
    "department": department(),
    "created_at": DateTimeMeaning(),
    "created_by": person(),
    "updated_at": DateTimeMeaning(),
    "updated_by": person(),
}
"""System columns that expressions, filters and orders may name, with their meaning."""

SYSTEM_LABELS: Final[Mapping[str, Label]] = {
    "id": Label(zh_cn="编号", en="Id"),
    "title": Label(zh_cn="标题", en="Title"),
    "owner": Label(zh_cn="负责人", en="Owner"),
    "department": Label(zh_cn="所属部门", en="Department"),
    "created_at": Label(zh_cn="创建时间", en="Created at"),
    "created_by": Label(zh_cn="创建人", en="Created by"),
    "updated_at": Label(zh_cn="修改时间", en="Updated at"),
    "updated_by": Label(zh_cn="修改人", en="Updated by"),
}

UNSTABLE: Final = frozenset({"updated_at", "updated_by"})
"""What every save changes, so that no stored formula may read it."""

FILLED: Final = frozenset({"id", "created_at", "updated_at"})
"""What is never blank."""

TITLE: Final = "title"
OWNER: Final = "owner"
PARENT: Final = "parent"
POSITION: Final = "position"
LINKED: Final = "linked"
"""In a table that joins two forms, the record that `parent` leads to."""

SYSTEM_TYPES: Final[Mapping[str, Type]] = {key: meaning.type for key, meaning in SYSTEM_MEANINGS.items()}


def row_types(form: str) -> Mapping[str, Type]:
    """What a row of a sub-table has beside its fields: its number and the record that it belongs to."""
    return {"id": SYSTEM_TYPES["id"], PARENT: link_to(form)}
