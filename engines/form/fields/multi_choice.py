"""Any number of several options."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final, Literal

from sqlalchemy import ColumnElement, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.selectable import FromClause

from engines.definition import Label, Locale
from engines.expression.clock import Clock
from engines.expression.types import list_of
from engines.form.facts import Facts
from engines.form.field import Group
from engines.form.guess import NO_GUESS, Guess
from engines.form.meaning import AnyMeaning, Meaning, Names, Operator, StoredColumn
from engines.form.meanings.choice import LONGEST, Options, options_named
from engines.form.meanings.text import TEXT_COLUMN
from engines.form.operators import BLANKS, table
from engines.form.options_field import OptionsField
from engines.form.shapes import Shape, several
from engines.issues import Issue

MOST: Final = 500
"""Options that one record may hold."""
SEPARATORS: Final = str.maketrans("，、；;\n", ",,,,,")

FEW: Final = 30
"""The most options that a column of lists is taken to have."""


def _parts(text: str) -> list[str]:
    """What a person wrote between separators."""
    return [stripped for part in text.translate(SEPARATORS).split(",") if (stripped := part.strip())]


class MultiChoiceMeaning(Meaning[tuple[str, ...]]):
    """A list of options without repetition, in the order in which they were chosen."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.type = list_of(options.type)

    def columns(self) -> tuple[StoredColumn, ...]:
        return (StoredColumn("", ARRAY(TEXT_COLUMN), index="gin"),)

    def sort_columns(self, table: FromClause, key: str) -> tuple[ColumnElement[Any], ...]:
        return (func.array_to_string(table.c[key], ","),)

    def answered(self) -> Shape:
        return several(self.options.shape)

    def accepted(self) -> Shape:
        return several(self.options.shape, MOST)

    def parse(self, raw: object) -> tuple[str, ...] | Issue | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, list | tuple):
            return Issue("not_list")
        if len(raw) > MOST:
            return Issue("list_too_long", params={"maximum": MOST})
        return self.all_of(self.options.parse(item) for item in raw)

    def parse_text(self, text: str, names: Names) -> tuple[str, ...] | Issue | None:
        return self.all_of(self.options.parse_text(part) for part in _parts(text)[: MOST + 1])

    def all_of(self, parsed: Iterable[str | Issue]) -> tuple[str, ...] | Issue | None:
        """The options once each, or the first that is none."""
        found: dict[str, None] = {}
        for option in parsed:
            if isinstance(option, Issue):
                return option
            found[option] = None
        return tuple(found) or None

    def settle(
        self, value: tuple[str, ...], before: tuple[str, ...] | None, clock: Clock, facts: Facts
    ) -> tuple[str, ...] | Issue:
        for option in value:
            problem = None if before and option in before else self.options.archived(option)
            if problem is not None:
                return problem
        return value

    def to_json(self, value: tuple[str, ...]) -> object:
        return list(value)

    def from_columns(self, key: str, row: Mapping[str, Any]) -> tuple[str, ...] | None:
        chosen = row[key]
        return tuple(chosen) if chosen else None

    def to_columns(self, key: str, value: tuple[str, ...] | None) -> dict[str, object]:
        return {key: None if value is None else list(value)}

    def from_expression(self, value: tuple[str | None, ...]) -> tuple[str, ...] | None:
        return tuple(dict.fromkeys(option for option in value if option is not None)) or None

    def show(self, value: tuple[str, ...], locale: Locale, names: Names) -> str:
        return ("、" if locale == "zh-CN" else ", ").join(
            self.options.show(option, locale) for option in value
        )

    def operators(self) -> Mapping[str, Operator]:
        element = self.options.type
        listed = list_of(element)
        return table(
            (
                Operator(
                    "contains",
                    Label(zh_cn="包含", en="contains"),
                    (element,),
                    lambda path, slots: f"HAS({path}, {slots[0]})",
                ),
                Operator(
                    "not_contains",
                    Label(zh_cn="不包含", en="does not contain"),
                    (element,),
                    lambda path, slots: f"NOT(HAS({path}, {slots[0]}))",
                ),
                Operator(
                    "includes_any",
                    Label(zh_cn="包含其中之一", en="includes any of"),
                    (listed,),
                    lambda path, slots: f"HASANY({path}, {slots[0]})",
                ),
                Operator(
                    "includes_all",
                    Label(zh_cn="全部包含", en="includes all of"),
                    (listed,),
                    lambda path, slots: f"HASALL({path}, {slots[0]})",
                ),
                *BLANKS,
            )
        )

    def aggregates(self) -> tuple[str, ...]:
        return ("count",)


class MultiChoiceField(OptionsField):
    """Tags, interests, equipment: any of the options that you list."""

    title: ClassVar[Label] = Label(zh_cn="多选", en="Multiple choice")
    icon: ClassVar[str] = "TagsOutlined"
    group: ClassVar[Group] = "choice"
    rank: ClassVar[int] = 2
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {
                "options": [
                    {"key": "red", "label": {"zh-CN": "红", "en": "Red"}},
                    {"key": "blue", "label": {"zh-CN": "蓝", "en": "Blue"}},
                ]
            },
            "accepts": [
                [["red"], ["red"]],
                [["blue", "red", "blue"], ["blue", "red"]],
                [[], None],
                [None, None],
            ],
            "refuses": [
                ["red", "not_list"],
                [["green"], "not_option"],
                [[None], "not_option"],
                [{"red": True}, "not_list"],
                [["red"] * 501, "list_too_long"],
            ],
            "texts": [["红、Blue", ["red", "blue"]], ["red, blue", ["red", "blue"]], ["", None]],
        },
    )

    kind: Literal["multi_choice"] = "multi_choice"
    open: bool = False
    """Whether people may add options of their own."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Lists made of a few words that come again and again."""
        lists = [_parts(text) for text in texts]
        found = Counter(part for parts in lists for part in parts)
        several = sum(len(parts) > 1 for parts in lists)
        often = found.total() / len(found) if found else 0
        if len(found) > FEW or often < 3 or several < 0.2 * len(lists) or max(map(len, found)) > LONGEST:
            return NO_GUESS
        return Guess(0.85, {"options": options_named(name for name, _ in found.most_common())})

    def make_meaning(self) -> AnyMeaning:
        return MultiChoiceMeaning(Options(self.options, is_open=self.open))

    def check_settings(self) -> Iterable[Issue]:
        return self.list_issues(may_be_empty=self.open)
