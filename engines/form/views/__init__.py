"""The kinds of views: one module each, found by listing this package."""

import sys
from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Discriminator

from engines.form.view import View
from engines.registry import kinds_of

VIEW_KINDS = kinds_of(sys.modules[__name__], View)
"""Kind → class, in the order of their keys."""

if TYPE_CHECKING:
    AnyView = View
elif len(VIEW_KINDS) > 1:
    AnyView = Annotated[Union[tuple(VIEW_KINDS.values())], Discriminator("kind")]  # noqa: UP007  from a list
else:
    (AnyView,) = VIEW_KINDS.values()
