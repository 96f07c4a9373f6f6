"""A province, a city or a district of China."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.guess import NO_GUESS, Guess, readable
from engines.form.meaning import AnyMeaning
from engines.form.meanings.region import RegionMeaning
from engines.form.regions import LEVELS


class RegionField(Field):
    """Where a customer sits, a sales territory: chosen level by level, filtered by province or city."""

    title: ClassVar[Label] = Label(zh_cn="省市区", en="Region of China")
    icon: ClassVar[str] = "GlobalOutlined"
    group: ClassVar[Group] = "place"
    rank: ClassVar[int] = 2
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [["440305", "440305"], ["110101", "110101"], ["", None], [None, None]],
            "refuses": [
                ["440300", "division_level"],
                ["999999", "division_unknown"],
                [440305, "division_unknown"],
                [["440305"], "division_unknown"],
            ],
            "texts": [
                ["广东省深圳市南山区", "440305"],
                ["广东 / 深圳 / 南山", "440305"],
                ["深圳市南山区", "440305"],
                ["北京市东城区", "110101"],
                ["北京市北京市东城区", "110101"],
                ["内蒙古自治区 呼和浩特市 新城区", "150102"],
                ["440305", "440305"],
                ["", None],
            ],
        },
        {
            "settings": {"level": "city"},
            "accepts": [["440300", "440300"]],
            "refuses": [["440305", "division_level"], ["440000", "division_level"]],
            "texts": [["深圳", "440300"], ["广东省深圳市", "440300"], ["上海市", "310100"]],
        },
        {
            "settings": {"level": "province"},
            "accepts": [["440000", "440000"]],
            "refuses": [["440305", "division_level"]],
            "texts": [["广东", "440000"], ["新疆维吾尔自治区", "650000"]],
        },
    )

    kind: Literal["region"] = "region"
    level: Literal["province", "city", "district"] = "district"
    """How exactly it must be chosen."""

    @classmethod
    def guess(cls, texts: Sequence[str]) -> Guess:
        for level in reversed(LEVELS):
            fitting = readable(texts, RegionMeaning(level))
            if fitting:
                return Guess(0.9 * fitting, {"level": level})
        return NO_GUESS

    def make_meaning(self) -> AnyMeaning:
        return RegionMeaning(self.level)
