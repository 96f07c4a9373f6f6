"""Words that people put on a record as they go."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import Field as Setting
from pydantic import StringConstraints
from sqlalchemy import ColumnElement, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.selectable import FromClause

from engines.definition import Label, Locale
from engines.expression.clock import Clock
from engines.expression.types import TEXT, list_of
from engines.form.facts import Facts
from engines.form.field import Group
from engines.form.guess import NO_GUESS, Guess
from engines.form.meaning import AnyMeaning, Meaning, Names, Operator, StoredColumn
from engines.form.meanings.choice import Options
from engines.form.meanings.text import TEXT_COLUMN, unwritable
from engines.form.operators import BLANKS, table
from engines.form.options_field import OptionsField
from engines.form.shapes import Shape, several, string
from engines.issues import Issue

LONGEST: Final = 50
"""Letters of one tag."""
SEPARATORS: Final = str.maketrans("，、；;\n", ",,,,,")

Word = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST, strip_whitespace=True)]

SEVERAL: Final = list_of(TEXT)
OPERATORS: Final = table(
    (
        Operator(
            "contains",
            Label(zh_cn="包含", en="contains"),
            (TEXT,),
            lambda path, slots: f"HAS({path}, {slots[0]})",
        ),
        Operator(
            "not_contains",
            Label(zh_cn="不包含", en="does not contain"),
            (TEXT,),
            lambda path, slots: f"NOT(HAS({path}, {slots[0]}))",
        ),
        Operator(
            "includes_any",
            Label(zh_cn="包含其中之一", en="includes any of"),
            (SEVERAL,),
            lambda path, slots: f"HASANY({path}, {slots[0]})",
        ),
        Operator(
            "includes_all",
            Label(zh_cn="全部包含", en="includes all of"),
            (SEVERAL,),
            lambda path, slots: f"HASALL({path}, {slots[0]})",
        ),
        *BLANKS,
    )
)


def _parts(text: str) -> list[str]:
    """What a person wrote between separators."""
    return [stripped for part in text.translate(SEPARATORS).split(",") if (stripped := part.strip())]


class TagMeaning(Meaning[tuple[str, ...]]):
    """Words in the order in which they were put on, none twice whatever its case. A word that names an option is kept
    as that option's key, so that everybody reads it in their own language."""

    type = SEVERAL

    def __init__(self, most: int, options: Options) -> None:
        self.most = most
        self.options = options

    def columns(self) -> tuple[StoredColumn, ...]:
        return (StoredColumn("", ARRAY(TEXT_COLUMN), index="gin"),)

    def sort_columns(self, table: FromClause, key: str) -> tuple[ColumnElement[Any], ...]:
        return (func.array_to_string(table.c[key], ","),)

    def answered(self) -> Shape:
        return several(string(minLength=1, maxLength=LONGEST), self.most)

    def accepted(self) -> Shape:
        return several(string(maxLength=LONGEST))

    def parse(self, raw: object) -> tuple[str, ...] | Issue | None:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, list | tuple):
            return Issue("not_list")
        found: dict[str, str] = {}
        for item in raw[: self.most * 10 + 1]:
            if not isinstance(item, str):
                return Issue("not_text")
            word = " ".join(item.split())
            problem = unwritable(word)
            if problem is not None:
                return problem
            if len(word) > LONGEST:
                return Issue("text_too_long", params={"maximum": LONGEST, "length": len(word)})
            if word:
                kept = (
                    word if word in self.options.by_key else self.options.by_label.get(word.casefold(), word)
                )
                found.setdefault(kept.casefold(), kept)
        if len(found) > self.most:
            return Issue("list_too_long", params={"maximum": self.most})
        return tuple(found.values()) or None

    def parse_text(self, text: str, names: Names) -> tuple[str, ...] | Issue | None:
        return self.parse(_parts(text))

    def settle(
        self, value: tuple[str, ...], before: tuple[str, ...] | None, clock: Clock, facts: Facts
    ) -> tuple[str, ...] | Issue:
        for word in value:
            problem = None if before and word in before else self.options.archived(word)
            if problem is not None:
                return problem
        return value

    def to_json(self, value: tuple[str, ...]) -> object:
        return list(value)

    def from_columns(self, key: str, row: Mapping[str, Any]) -> tuple[str, ...] | None:
        return tuple(row[key]) if row[key] else None

    def to_columns(self, key: str, value: tuple[str, ...] | None) -> dict[str, object]:
        return {key: None if value is None else list(value)}

    def from_expression(self, value: tuple[str | None, ...]) -> tuple[str, ...] | None:
        words = self.parse([word for word in value if word is not None])
        return None if isinstance(words, Issue) else words

    def show(self, value: tuple[str, ...], locale: Locale, names: Names) -> str:
        return ("、" if locale == "zh-CN" else ", ").join(self.options.show(word, locale) for word in value)

    def operators(self) -> Mapping[str, Operator]:
        return OPERATORS

    def aggregates(self) -> tuple[str, ...]:
        return ("count",)


class TagField(OptionsField):
    """Words that people make up as they need them: interests, topics, skills. What others wrote is offered, and before
    that the options of a list, which have colours and a name in each language."""

    title: ClassVar[Label] = Label(zh_cn="标签", en="Tags")
    icon: ClassVar[str] = "TagOutlined"
    group: ClassVar[Group] = "choice"
    rank: ClassVar[int] = 4
    can_group: ClassVar[bool] = False
    offers_words: ClassVar[bool] = True
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"most": 3},
            "accepts": [
                [["VIP", "老客户"], ["VIP", "老客户"]],
                [[" two   words ", "vip", "VIP"], ["two words", "vip"]],
                [[], None],
                [[" "], None],
                [None, None],
            ],
            "refuses": [
                ["VIP", "not_list"],
                [[5], "not_text"],
                [["a\0"], "text_holds_nul"],
                [["x" * 51], "text_too_long"],
                [["a", "b", "c", "d"], "list_too_long"],
                [{"a": 1}, "not_list"],
            ],
            "texts": [["VIP、老客户", ["VIP", "老客户"]], ["a, b;a", ["a", "b"]], ["", None]],
        },
        {
            "settings": {
                "options": [
                    {"key": "vip", "label": {"zh-CN": "重要", "en": "Important"}, "colour": "red"},
                    {"key": "old", "label": {"zh-CN": "旧", "en": "Old"}, "archived": True},
                ]
            },
            "accepts": [
                [["vip", "own"], ["vip", "own"]],
                [["重要", "IMPORTANT", "vip"], ["vip"]],
            ],
            "refuses": [[["old"], "option_archived"], [["Old"], "option_archived"]],
            "texts": [["重要、own", ["vip", "own"]], ["important", ["vip"]]],
        },
    )

    kind: Literal["tag"] = "tag"
    most: Annotated[int, Setting(ge=1, le=100)] = 20
    """How many a record may have."""
    offered: Annotated[tuple[Word, ...], Setting(max_length=200)] = ()
    """Words that are always offered, before anybody has written them."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Lists of short words, some of which come again."""
        lists = [_parts(text) for text in texts]
        found = Counter(part for parts in lists for part in parts)
        several = sum(len(parts) > 1 for parts in lists)
        short = all(len(part) <= LONGEST for part in found) and max(map(len, lists), default=0) <= 20
        if not found or not short or several < 0.3 * len(lists) or found.total() < 1.5 * len(found):
            return NO_GUESS
        return Guess(0.7)

    def option_labels(self) -> Mapping[str, Label] | None:
        return super().option_labels() if self.options else None

    def make_meaning(self) -> AnyMeaning:
        return TagMeaning(self.most, Options(self.options, is_open=True))

    def check_settings(self) -> Iterable[Issue]:
        return self.list_issues(may_be_empty=True)
