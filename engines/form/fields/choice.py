"""One of several options."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Final, Literal

from engines.definition import Label
from engines.form.field import Group
from engines.form.guess import NO_GUESS, Guess, share
from engines.form.meaning import AnyMeaning
from engines.form.meanings.choice import LONGEST, ChoiceMeaning, Options, options_named
from engines.form.options_field import OptionsField
from engines.issues import Issue

FEW: Final = 12
"""Options that are plainly a list when each was chosen a few times."""
MANY: Final = 60
"""The most options that a column is taken to have, when each was chosen often."""


class ChoiceField(OptionsField):
    """A state, a category, a stage: one of the options that you list."""

    title: ClassVar[Label] = Label(zh_cn="单选", en="Choice")
    icon: ClassVar[str] = "DownCircleOutlined"
    group: ClassVar[Group] = "choice"
    rank: ClassVar[int] = 1
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {
                "options": [
                    {"key": "new", "label": {"zh-CN": "新建", "en": "New"}},
                    {"key": "done", "label": {"zh-CN": "完成", "en": "Done"}, "colour": "green"},
                ]
            },
            "accepts": [["new", "new"], ["done", "done"], ["", None], [None, None]],
            "refuses": [
                ["New", "not_option"],
                ["nwe", "not_option"],
                ["a\ud800", "not_option"],
                [1, "not_option"],
                [["new"], "not_option"],
            ],
            "texts": [["新建", "new"], ["done", "done"], ["DONE", "done"], ["", None]],
        },
        {
            "settings": {"open": True, "options": [{"key": "a", "label": {"zh-CN": "甲", "en": "A"}}]},
            "accepts": [["a", "a"], ["其他", "其他"]],
            "refuses": [["x" * 101, "not_option"], ["a\0", "not_option"]],
            "texts": [["甲", "a"], ["乙", "乙"]],
        },
        {
            "settings": {
                "options": [
                    {"key": "a", "label": {"zh-CN": "甲", "en": "A"}},
                    {"key": "old", "label": {"zh-CN": "旧", "en": "Old"}, "archived": True},
                ]
            },
            "accepts": [["a", "a"]],
            "refuses": [["old", "option_archived"]],
            "texts": [],
        },
    )

    kind: Literal["choice"] = "choice"
    open: bool = False
    """Whether people may add options of their own."""
    display: Literal["select", "radio"] = "select"

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """A few words that come again and again."""
        found = Counter(texts)
        often = len(texts) / len(found)
        listed = (len(found) <= FEW and often >= 3) or (len(found) <= MANY and often >= 20)
        if len(found) == 1 or not listed:
            return NO_GUESS
        options = options_named(name for name, _ in found.most_common())
        return Guess(0.75 * share(texts, lambda text: len(text) <= LONGEST), {"options": options})

    def make_meaning(self) -> AnyMeaning:
        return ChoiceMeaning(Options(self.options, is_open=self.open))

    def check_settings(self) -> Iterable[Issue]:
        return self.list_issues(may_be_empty=self.open)
