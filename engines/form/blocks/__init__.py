"""The kinds of blocks of a record's page: one module each, found by listing this package."""

import sys
from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Discriminator

from engines.form.block import Block
from engines.registry import kinds_of

BLOCK_KINDS = kinds_of(sys.modules[__name__], Block)
"""Kind → class, in the order of their keys."""

if TYPE_CHECKING:
    AnyBlock = Block
else:
    AnyBlock = Annotated[Union[tuple(BLOCK_KINDS.values())], Discriminator("kind")]  # noqa: UP007  from a list
