"""Where something is sent or somebody lives."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final, Literal

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.meaning import AnyMeaning
from engines.form.meanings.address import AddressMeaning

_WHOLE: Final = {
    "region": "440305",
    "street": "科技园路1号",
    "postcode": "518000",
    "contact": "张伟 13800138000",
    "text": "广东省深圳市南山区科技园路1号",
}


class AddressField(Field):
    """A delivery or invoice address: the region by choice, the street by hand, and whom to ask for."""

    title: ClassVar[Label] = Label(zh_cn="地址", en="Address")
    icon: ClassVar[str] = "HomeOutlined"
    group: ClassVar[Group] = "place"
    rank: ClassVar[int] = 1
    can_group: ClassVar[bool] = False
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [
                [_WHOLE, _WHOLE],
                [
                    {"region": "440305", "street": " 科技园路 \n 1号 "},
                    {
                        "region": "440305",
                        "street": "科技园路 1号",
                        "postcode": None,
                        "contact": None,
                        "text": "广东省深圳市南山区科技园路 1号",
                    },
                ],
                [{"region": None, "street": ""}, None],
                ["", None],
                [None, None],
            ],
            "refuses": [
                [{"region": "440300"}, "division_level"],
                [{"region": "1"}, "division_unknown"],
                [{"street": 5}, "not_text"],
                [{"street": "x" * 201}, "text_too_long"],
                [{"sreet": "x"}, "unknown_field"],
                [["x"], "not_address"],
                [5, "not_address"],
            ],
            "texts": [
                ["广东省深圳市南山区科技园路1号 | 518000 | 张伟 13800138000", _WHOLE],
                [
                    "某国某街1号",
                    {
                        "region": None,
                        "street": "某国某街1号",
                        "postcode": None,
                        "contact": None,
                        "text": "某国某街1号",
                    },
                ],
                ["", None],
            ],
        },
    )

    kind: Literal["address"] = "address"
    level: Literal["province", "city", "district"] = "district"
    """How exactly the region must be chosen."""
    postcode: bool = False
    """Whether the postcode is asked for."""
    contact: bool = False
    """Whether it is asked whom to reach there."""

    def make_meaning(self) -> AnyMeaning:
        return AddressMeaning(self.level)
