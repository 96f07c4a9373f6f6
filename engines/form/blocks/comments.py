"""What people say about a record."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

from engines.definition import Label
from engines.form.block import Block


class CommentsBlock(Block):
    """Comments with mentions, and the box to write one; what was changed stands in a timeline."""

    title: ClassVar[Label] = Label(zh_cn="评论", en="Comments")
    icon: ClassVar[str] = "CommentOutlined"
    rank: ClassVar[int] = 7
    examples: ClassVar[Sequence[Mapping[str, object]]] = ({},)

    kind: Literal["comments"] = "comments"
