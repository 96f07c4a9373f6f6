"""Which PostgreSQL type holds values of each type of the language."""

from typing import Any, Final

from sqlalchemy.types import ARRAY, BigInteger, Boolean, Date, DateTime, Numeric, Text, Time, TypeEngine

from engines.expression.types import (
    BOOLEAN,
    DATE,
    DATETIME,
    DEPARTMENT,
    DURATION,
    LINK,
    NUMBER,
    PERSON,
    TIME,
    Type,
)

COLUMN_TYPES: Final[dict[str, TypeEngine[Any]]] = {
    NUMBER.name: Numeric(),
    DURATION.name: Numeric(),
    BOOLEAN.name: Boolean(),
    DATE.name: Date(),
    DATETIME.name: DateTime(timezone=True),
    TIME.name: Time(),
    PERSON.name: BigInteger(),
    DEPARTMENT.name: BigInteger(),
    LINK.name: BigInteger(),
}


def sql_type(kind: Type) -> TypeEngine[Any]:
    """The PostgreSQL type; text for texts, choices, files and blanks."""
    if kind.of is not None:
        return ARRAY(sql_type(kind.of))
    return COLUMN_TYPES.get(kind.name, Text())
