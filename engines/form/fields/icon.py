"""One of the pictures that everybody knows."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import ClassVar, Final, Literal

from engines.definition import Label
from engines.form.field import Field, Group
from engines.form.meaning import AnyMeaning
from engines.form.meanings.choice import ChoiceMeaning, Option, Options
from engines.issues import Issue, pointer

IconName = Literal[
    "star",
    "heart",
    "like",
    "dislike",
    "smile",
    "meh",
    "frown",
    "fire",
    "thunderbolt",
    "rocket",
    "trophy",
    "crown",
    "gift",
    "flag",
    "bell",
    "warning",
    "stop",
    "check_circle",
    "close_circle",
    "question_circle",
    "clock_circle",
    "hourglass",
    "lock",
    "unlock",
    "eye",
    "bulb",
    "bug",
    "tool",
    "phone",
    "mail",
    "team",
    "home",
    "shop",
    "bank",
    "car",
    "environment",
]

NAMES: Final[Mapping[IconName, tuple[str, str]]] = {
    "star": ("星星", "Star"),
    "heart": ("爱心", "Heart"),
    "like": ("点赞", "Thumb up"),
    "dislike": ("点踩", "Thumb down"),
    "smile": ("笑脸", "Smile"),
    "meh": ("平静", "Neutral face"),
    "frown": ("难过", "Frown"),
    "fire": ("火焰", "Fire"),
    "thunderbolt": ("闪电", "Lightning"),
    "rocket": ("火箭", "Rocket"),
    "trophy": ("奖杯", "Trophy"),
    "crown": ("皇冠", "Crown"),
    "gift": ("礼物", "Gift"),
    "flag": ("旗帜", "Flag"),
    "bell": ("铃铛", "Bell"),
    "warning": ("警告", "Warning"),
    "stop": ("禁止", "No entry"),
    "check_circle": ("对勾", "Tick"),
    "close_circle": ("叉号", "Cross"),
    "question_circle": ("问号", "Question mark"),
    "clock_circle": ("时钟", "Clock"),
    "hourglass": ("沙漏", "Hourglass"),
    "lock": ("锁定", "Lock"),
    "unlock": ("解锁", "Open lock"),
    "eye": ("眼睛", "Eye"),
    "bulb": ("灯泡", "Light bulb"),
    "bug": ("虫子", "Bug"),
    "tool": ("工具", "Tool"),
    "phone": ("电话", "Telephone"),
    "mail": ("信封", "Envelope"),
    "team": ("团队", "Team"),
    "home": ("房子", "House"),
    "shop": ("店铺", "Shop"),
    "bank": ("银行", "Bank"),
    "car": ("汽车", "Car"),
    "environment": ("位置", "Map pin"),
}
"""What people call each of them, in Chinese and in English: by these names they stand in a spreadsheet."""


@cache
def _options(offered: tuple[IconName, ...]) -> Options:
    """All of them, those that are not offered as put away: what a record holds already stays what it is."""
    return Options(
        Option(
            key=name,
            label=Label(zh_cn=zh_cn, en=en),
            archived=bool(offered) and name not in offered,
        )
        for name, (zh_cn, en) in NAMES.items()
    )


class IconField(Field):
    """A flag for what matters, a face for the mood, a picture by which rows are told apart at a glance."""

    title: ClassVar[Label] = Label(zh_cn="图标", en="Icon")
    icon: ClassVar[str] = "SmileOutlined"
    group: ClassVar[Group] = "choice"
    rank: ClassVar[int] = 7
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {},
            "accepts": [["star", "star"], ["check_circle", "check_circle"], ["", None], [None, None]],
            "refuses": [
                ["StarOutlined", "not_option"],
                ["javascript:alert(1)", "not_option"],
                ["star\0", "not_option"],
                [1, "not_option"],
                [["star"], "not_option"],
            ],
            "texts": [["火箭", "rocket"], ["Tick", "check_circle"], ["flag", "flag"], ["", None]],
        },
        {
            "settings": {"offered": ["smile", "meh", "frown"]},
            "accepts": [["meh", "meh"]],
            "refuses": [["star", "option_archived"]],
            "texts": [["笑脸", "smile"]],
        },
    )

    kind: Literal["icon"] = "icon"
    offered: tuple[IconName, ...] = ()
    """Those that can be chosen; all of them where none is named."""

    def make_meaning(self) -> AnyMeaning:
        return ChoiceMeaning(_options(self.offered))

    def option_labels(self) -> Mapping[str, Label]:
        return {
            name: option.label
            for name, option in _options(self.offered).by_key.items()
            if not option.archived
        }

    def held_options(self) -> None:
        """What is no longer offered is not lost."""

    def check_settings(self) -> Iterable[Issue]:
        seen: set[str] = set()
        for index, name in enumerate(self.offered):
            if name in seen:
                zh_cn, en = NAMES[name]
                yield Issue("icon_twice", pointer("offered", index), {"name": {"zh-CN": zh_cn, "en": en}})
            seen.add(name)
