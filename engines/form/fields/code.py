"""A text for machines."""

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, ClassVar, Final, Literal, NoReturn

from pydantic import Field as Setting

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.guess import NO_GUESS, Guess, share
from engines.form.meaning import AnyMeaning
from engines.form.meanings.text import TextMeaning
from engines.issues import Issue

LONGEST: Final = 100_000
Language = Literal["plain", "json", "xml", "html", "css", "javascript", "python", "sql", "shell", "yaml"]
CHECKED: Final[Language] = "json"


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def json_problem(text: str) -> Issue | None:
    """Where a text stops being JSON, if it does."""
    try:
        # Figures are not counted with, so that none is too long.
        json.loads(text, parse_constant=_no_number, parse_int=float)
    except json.JSONDecodeError as problem:
        return Issue("not_json", params={"line": problem.lineno, "column": problem.colno})
    except (ValueError, RecursionError):
        return Issue("not_json", params={"line": 1, "column": 1})
    return None


class CodeMeaning(TextMeaning):
    """Lines that are kept as they were typed; JSON must be JSON."""

    def __init__(self, language: Language, longest: int) -> None:
        super().__init__(longest=longest, lines=True, ordered=False)
        self.language = language

    def check(self, value: str) -> Issue | None:
        problem = super().check(value)
        return json_problem(value) if problem is None and self.language == CHECKED else problem


class CodeField(Field):
    """A configuration, a query, a message of another system: every blank counts, and JSON is checked."""

    title: ClassVar[Label] = Label(zh_cn="代码 / JSON", en="Code / JSON")
    icon: ClassVar[str] = "CodeOutlined"
    group: ClassVar[Group] = "text"
    rank: ClassVar[int] = 12
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"language": "sql", "max_length": 30},
            "accepts": [
                ["SELECT 1;\r\n\tSELECT 2;", "SELECT 1;\n\tSELECT 2;"],
                ["  x", "  x"],
                [" \n", None],
                ["", None],
                [None, None],
            ],
            "refuses": [["x" * 31, "text_too_long"], ["\0", "text_holds_nul"], [{"a": 1}, "not_text"]],
            "texts": [["\ta\nb", "\ta\nb"]],
        },
        {
            "settings": {"language": "json"},
            "accepts": [
                ['[{"a": 2.50}, null]', '[{"a": 2.50}, null]'],
                ['"甲"', '"甲"'],
                ["9" * 5_000, "9" * 5_000],
                [None, None],
            ],
            "refuses": [
                ['{"a": 1,}', "not_json"],
                ["{'a': 1}", "not_json"],
                ["NaN", "not_json"],
                ["[" * 50_000, "not_json"],
                ["{} {}", "not_json"],
                [1, "not_text"],
            ],
            "texts": [],
        },
    )

    kind: Literal["code"] = "code"
    language: Language = "plain"
    """What it is written in; JSON is refused where it is none."""
    max_length: Annotated[int, Setting(ge=1, le=1_000_000)] = LONGEST
    rows: Annotated[int, Setting(ge=2, le=40)] = 8
    """Lines that the form shows before it scrolls."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Objects and lists of JSON."""
        fits = share(texts, lambda text: text.startswith(("{", "[")) and json_problem(text) is None)
        return Guess(0.93 * fits, {"language": CHECKED}) if fits else NO_GUESS

    def make_meaning(self) -> AnyMeaning:
        return CodeMeaning(self.language, self.max_length)
