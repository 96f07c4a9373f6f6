"""A short text."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field as Setting
from pydantic import StringConstraints

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.guess import NO_GUESS, Guess, readable
from engines.form.meaning import AnyMeaning
from engines.form.meanings.text import TextMeaning, pattern_of
from engines.issues import Issue

LONGEST: Final = 255


class TextField(Field):
    """One line of text: a name, a number that is not counted with, an address."""

    title: ClassVar[Label] = Label(zh_cn="单行文本", en="Text")
    icon: ClassVar[str] = "FontSizeOutlined"
    group: ClassVar[Group] = "text"
    rank: ClassVar[int] = 1
    can_be_unique: ClassVar[bool] = True
    can_be_title: ClassVar[bool] = True
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"max_length": 12, "min_length": 2},
            "accepts": [
                ["张伟", "张伟"],
                ["  two words ", "two words"],
                ["line\nbreak", "line break"],
                ['O\'Neil "x"', 'O\'Neil "x"'],
                ["שלום", "שלום"],
                ["👩‍👩‍👧 ok", "👩‍👩‍👧 ok"],
                ["", None],
                ["   ", None],
                [None, None],
            ],
            "refuses": [
                ["1234567890123", "text_too_long"],
                ["x", "text_too_short"],
                ["a\0b", "text_holds_nul"],
                ["a\ud800b", "text_not_unicode"],
                [5, "not_text"],
                [True, "not_text"],
                [["a"], "not_text"],
            ],
            "texts": [[" 张伟 ", "张伟"], ["", None]],
        },
        {
            "settings": {
                "pattern": "1[3-9]\\d{9}",
                "pattern_message": {"zh-CN": "请填写 11 位手机号码", "en": "Enter an 11-digit mobile number"},
            },
            "accepts": [["13800138000", "13800138000"]],
            "refuses": [["1380013800", "pattern_message"], ["13800138000x", "pattern_message"]],
        },
        {
            "settings": {"pattern": "[A-Z]+"},
            "accepts": [["ABC", "ABC"]],
            "refuses": [["abc", "pattern_mismatch"]],
        },
    )

    kind: Literal["text"] = "text"
    max_length: Annotated[int, Setting(ge=1, le=10_000)] = LONGEST
    min_length: Annotated[int, Setting(ge=0, le=10_000)] = 0
    pattern: Annotated[str, StringConstraints(max_length=1_000)] = ""
    """A regular expression (RE2) that the whole text must match."""
    pattern_message: Label = Label()

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """What fits into a line can always be kept as text."""
        fits = all(len(text) <= LONGEST and "\n" not in text for text in texts)
        return Guess(0.5 * readable(texts, TextMeaning(longest=LONGEST))) if fits else NO_GUESS

    def make_meaning(self) -> AnyMeaning:
        return TextMeaning(
            longest=self.max_length,
            shortest=self.min_length,
            pattern=self.pattern,
            pattern_message=self.pattern_message,
        )

    def check_settings(self) -> Iterable[Issue]:
        if self.min_length > self.max_length:
            yield Issue("range_reversed", "/min_length")
        if self.pattern:
            try:
                pattern_of(self.pattern)
            except ValueError as problem:
                yield Issue("pattern_invalid", "/pattern", {"problem": str(problem)[:200]})
