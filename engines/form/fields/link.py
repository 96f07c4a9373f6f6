"""A link to one record of a form."""

from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.link_field import OneLinkField


class LinkField(OneLinkField):
    """The customer of an order, the order of a delivery."""

    title: ClassVar[Label] = Label(zh_cn="关联记录", en="Link")
    icon: ClassVar[str] = "LinkOutlined"

    kind: Literal["link"] = "link"
