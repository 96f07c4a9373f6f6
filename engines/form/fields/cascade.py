"""One of several options in a tree, chosen level by level."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, ClassVar, Literal

from pydantic import Field as Setting

from engines.definition import Label
from engines.form.field import Group
from engines.form.meaning import AnyMeaning
from engines.form.meanings.tree import Branch, TreeMeaning, tree_issues
from engines.form.options_field import OptionsField
from engines.issues import Issue

_TREE = [
    {
        "key": "fruit",
        "label": {"zh-CN": "水果", "en": "Fruit"},
        "options": [
            {"key": "apple", "label": {"zh-CN": "苹果", "en": "Apple"}},
            {"key": "other_fruit", "label": {"zh-CN": "其他", "en": "Other"}},
            {"key": "old_fruit", "label": {"zh-CN": "旧果", "en": "Old"}, "archived": True},
        ],
    },
    {
        "key": "tool",
        "label": {"zh-CN": "工具", "en": "Tool"},
        "options": [{"key": "other_tool", "label": {"zh-CN": "其他", "en": "Other"}}],
    },
    {"key": "service", "label": {"zh-CN": "服务", "en": "Service"}},
]


class CascadeField(OptionsField):
    """An industry and its branch, a kind of fault and its cause: options below options, as deep as you like."""

    title: ClassVar[Label] = Label(zh_cn="级联选择", en="Cascade")
    icon: ClassVar[str] = "PartitionOutlined"
    group: ClassVar[Group] = "choice"
    rank: ClassVar[int] = 5
    takes_levels: ClassVar[bool] = True
    examples: ClassVar[Sequence[Mapping[str, object]]] = (
        {
            "settings": {"options": _TREE},
            "accepts": [["apple", "apple"], ["service", "service"], ["", None], [None, None]],
            "refuses": [
                ["fruit", "not_leaf"],
                ["old_fruit", "option_archived"],
                ["pear", "not_option"],
                [["fruit", "apple"], "not_option"],
                [1, "not_option"],
            ],
            "texts": [
                ["水果 / 苹果", "apple"],
                ["Fruit/Other", "other_fruit"],
                ["工具＞其他", "other_tool"],
                ["苹果", "apple"],
                ["service", "service"],
                ["", None],
            ],
        },
    )

    kind: Literal["cascade"] = "cascade"
    options: Annotated[tuple[Branch, ...], Setting(max_length=500)] = ()

    def make_meaning(self) -> AnyMeaning:
        return TreeMeaning(self.options)

    def option_labels(self) -> None:
        """It has levels, which stand for no stage and no lane."""

    def held_options(self) -> Mapping[str, Label]:
        options = TreeMeaning(self.options).options.by_key
        return {key: option.label for key, option in options.items()}

    def repeated(self) -> Iterable[Issue]:
        return tree_issues(self.options)

    def check_settings(self) -> Iterable[Issue]:
        return self.list_issues()
