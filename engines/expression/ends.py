"""Two values in their order that expressions see as a list."""

from typing import Any

from sqlalchemy import Case, ColumnElement, cast
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.types import TypeEngine


class Ends(Case[Any]):
    """The array of a smaller and a greater value, both columns; blank where they are. Whoever wants but one of them
    takes it as it is, so that indexes serve and no array is made for every row."""

    inherit_cache = True

    def __init__(self, low: ColumnElement[Any], high: ColumnElement[Any], kind: TypeEngine[Any]) -> None:
        both: list[ColumnElement[Any]] = [low, high]
        super().__init__((low.is_not(None), cast(array(both), ARRAY(kind))))
        self.low = low
        self.high = high
