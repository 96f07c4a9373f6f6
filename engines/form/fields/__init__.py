"""The kinds of fields: one module each, found by listing this package."""

import sys
from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Discriminator

from engines.form.field import Field
from engines.registry import kinds_of

FIELD_KINDS = kinds_of(sys.modules[__name__], Field)  # type: ignore[type-abstract]  # its subclasses are made
"""Kind → class, in the order of their keys."""

if TYPE_CHECKING:
    AnyField = Field
else:
    AnyField = Annotated[Union[tuple(FIELD_KINDS.values())], Discriminator("kind")]  # noqa: UP007  from a list

for _kind in FIELD_KINDS.values():
    _kind.model_rebuild(_types_namespace={"AnyField": AnyField})
