"""The sources of approvers: one module each, found by listing this package."""

import sys
from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Discriminator

from engines.flow.approver import Approver
from engines.registry import kinds_of

APPROVER_KINDS = kinds_of(sys.modules[__name__], Approver)  # type: ignore[type-abstract]  # its subclasses are made
"""Kind → class, in the order of their keys."""

if TYPE_CHECKING:
    AnyApprover = Approver
else:
    AnyApprover = Annotated[Union[tuple(APPROVER_KINDS.values())], Discriminator("kind")]  # noqa: UP007  from a list
