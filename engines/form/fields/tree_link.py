"""The record above, in a tree of the form's own records."""

from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.link_field import OneLinkField


class TreeLinkField(OneLinkField):
    """The parent company, the task that this one is part of, the folder in which it lies."""

    title: ClassVar[Label] = Label(zh_cn="上级记录", en="Parent record")
    icon: ClassVar[str] = "ApartmentOutlined"
    in_rows: ClassVar[bool] = False
    rank: ClassVar[int] = 5
    is_tree: ClassVar[bool] = True

    kind: Literal["tree_link"] = "tree_link"
