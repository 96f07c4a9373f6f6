"""A province, a city or a district of China, kept by its code."""

from collections.abc import Mapping

from engines.definition import Label, Locale
from engines.expression.types import CHOICE, list_of
from engines.form import regions
from engines.form.meaning import Meaning, Names, Operator, StoredColumn
from engines.form.meanings.text import TEXT_COLUMN
from engines.form.operators import BLANKS, equality, membership, table
from engines.form.shapes import Shape, string
from engines.form.wording import given, texts
from engines.issues import Issue

LEVEL_WORDS: Mapping[regions.Level, Label] = {
    "province": Label(zh_cn="省", en="a province"),
    "city": Label(zh_cn="市", en="a city"),
    "district": Label(zh_cn="区县", en="a district"),
}


class RegionMeaning(Meaning[str]):
    """A code of one level."""

    type = CHOICE

    def __init__(self, level: regions.Level) -> None:
        self.level = level

    def columns(self) -> tuple[StoredColumn, ...]:
        return (StoredColumn("", TEXT_COLUMN, index="btree"),)

    def answered(self) -> Shape:
        return string(pattern="^[0-9]{6}$")

    def parse(self, raw: object) -> str | Issue | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, str) or raw not in regions.names():
            return Issue("division_unknown", params={"given": given(raw)})
        if regions.level_of(raw) != self.level:
            return Issue("division_level", params={"level": texts(LEVEL_WORDS[self.level])})
        return raw

    def parse_text(self, text: str, names: Names) -> str | Issue | None:
        written = text.strip()
        if not written:
            return None
        found = regions.find(written, self.level)
        if len(found) > 1:
            return Issue("name_ambiguous", params={"given": given(written), "count": len(found)})
        return found[0] if found else Issue("division_unknown", params={"given": given(written)})

    def show(self, value: str, locale: Locale, names: Names) -> str:
        return regions.full_name(value)

    def operators(self) -> Mapping[str, Operator]:
        under = Operator(
            "under",
            Label(zh_cn="属于", en="is in"),
            (CHOICE,),
            lambda path, slots: f"IN({path}, {slots[0]})",
            slots=(list_of(CHOICE),),
            values=lambda operands, clock: [_below(operands[0])],
        )
        return table((under, *equality(CHOICE), *membership(CHOICE), *BLANKS))

    def aggregates(self) -> tuple[str, ...]:
        return ("count", "count_distinct")


def _below(code: object) -> list[str]:
    return regions.below(code) if isinstance(code, str) and code in regions.names() else []
