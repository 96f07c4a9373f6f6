"""A switch."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final, Literal

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.guess import Guess, readable
from engines.form.meaning import AnyMeaning
from engines.form.meanings.boolean import BooleanMeaning

FIGURES: Final = frozenset({"0", "1"})


class BooleanField(Field):
    """Yes or no."""

    title: ClassVar[Label] = Label(zh_cn="是/否", en="Yes or no")
    icon: ClassVar[str] = "CheckSquareOutlined"
    group: ClassVar[Group] = "choice"
    rank: ClassVar[int] = 3
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [[True, True], [False, False], [None, None]],
            "refuses": [[1, "not_boolean"], ["true", "not_boolean"], ["", "not_boolean"]],
            "texts": [["是", True], ["No", False], ["", None], ["√", True]],
        },
    )

    kind: Literal["boolean"] = "boolean"

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        """Words for yes and no; figures only when there is nothing but 1 and 0."""
        figures = set(texts) & FIGURES
        certainty = 0.95 if not figures else 0.82 if set(texts) == FIGURES else 0.0
        return Guess(certainty * readable(texts, BooleanMeaning()))

    def make_meaning(self) -> AnyMeaning:
        return BooleanMeaning()
