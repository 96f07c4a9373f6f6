"""The kinds of actions: one module each, found by listing this package."""

import sys
from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Discriminator

from engines.registry import kinds_of
from engines.rules.action import Action

ACTION_KINDS = kinds_of(sys.modules[__name__], Action)
"""Kind → class, in the order of their keys."""

if TYPE_CHECKING:
    AnyAction = Action
else:
    AnyAction = Annotated[Union[tuple(ACTION_KINDS.values())], Discriminator("kind")]  # noqa: UP007  from a list
