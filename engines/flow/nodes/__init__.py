"""The kinds of nodes: one module each, found by listing this package."""

import sys
from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Discriminator

from engines.flow.node import Node
from engines.registry import kinds_of

NODE_KINDS = kinds_of(sys.modules[__name__], Node)  # type: ignore[type-abstract]  # its subclasses are made
"""Kind → class, in the order of their keys."""

if TYPE_CHECKING:
    AnyNode = Node
else:
    AnyNode = Annotated[Union[tuple(NODE_KINDS.values())], Discriminator("kind")]  # noqa: UP007  from a list
