"""What every node of an application's metadata is: frozen, closed, named by key, in both languages."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Locale = Literal["zh-CN", "en"]

LOCALES: Final[tuple[Locale, ...]] = ("zh-CN", "en")

SYSTEM_COLUMNS: Final = frozenset(
    {
        "id",
        "version",
        "title",
        "owner",
        "department",
        "created_at",
        "created_by",
        "updated_at",
        "updated_by",
        "deleted_at",
        "definition_version",
        "parent",
        "position",
    }
)
"""Names of columns that every table has, which an author cannot give to a field."""

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
"""An identity given once by an author: lower case, digits and underscores, at most 40 characters."""


class Definition(BaseModel):
    """A node of a definition: immutable, refusing members it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Label(Definition):
    """A text in every language of the product."""

    zh_cn: Annotated[str, StringConstraints(max_length=500)] = Field("", alias="zh-CN")
    en: Annotated[str, StringConstraints(max_length=500)] = ""

    def text(self, locale: Locale) -> str:
        """The text in `locale`, or in the other language when this one is empty."""
        first, second = (self.zh_cn, self.en) if locale == "zh-CN" else (self.en, self.zh_cn)
        return first or second


def label(texts: Mapping[Locale, str]) -> Label:
    """A label from a mapping of locale to text."""
    return Label(zh_cn=texts.get("zh-CN", ""), en=texts.get("en", ""))
