"""The rules of decision: one module each, found by listing this package."""

import sys
from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Discriminator

from engines.flow.decision import Decision
from engines.registry import kinds_of

DECISION_KINDS = kinds_of(sys.modules[__name__], Decision)  # type: ignore[type-abstract]  # its subclasses are made
"""Kind → class, in the order of their keys."""

if TYPE_CHECKING:
    AnyDecision = Decision
else:
    AnyDecision = Annotated[Union[tuple(DECISION_KINDS.values())], Discriminator("kind")]  # noqa: UP007  from a list
