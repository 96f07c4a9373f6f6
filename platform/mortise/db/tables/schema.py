"""What the platform's tables have in common, and the table of settings."""

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

SCHEMA: Final = "mortise"

METADATA: Final = sa.MetaData(
    schema=SCHEMA,
    naming_convention={
        "pk": "%(table_name)s_pkey",
        "uq": "%(table_name)s_%(column_0_N_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s_idx",
        "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        "ck": "%(table_name)s_%(constraint_name)s_check",
    },
)

TEXT: Final = sa.Text(collation="C")
MOMENT: Final = sa.DateTime(timezone=True)
NOW: Final = sa.text("now()")

AnyColumn = sa.Column[Any]  # a column's Python type is not known to a list of columns


def identity() -> AnyColumn:
    """A bigint that the database counts up."""
    return sa.Column("id", sa.BigInteger, sa.Identity(always=False), primary_key=True)


def reference(name: str, target: str, *, nullable: bool = False, primary_key: bool = False) -> AnyColumn:
    """A column that holds the id of a row of another platform table."""
    return sa.Column(
        name,
        sa.BigInteger,
        sa.ForeignKey(f"{SCHEMA}.{target}.id", ondelete="RESTRICT"),
        nullable=nullable,
        primary_key=primary_key,
    )


setting: Final = sa.Table(
    "setting",
    METADATA,
    sa.Column("key", TEXT, primary_key=True),
    sa.Column("value", JSONB, nullable=False),
)
"""Settings of the installation that administrators change: company, time zone, base currency."""

calendar_day: Final = sa.Table(
    "calendar_day",
    METADATA,
    sa.Column("day", sa.Date, primary_key=True),
    sa.Column("is_working", sa.Boolean, nullable=False),
    sa.Column("name", TEXT, nullable=False, server_default=""),
)
"""Days on which the company works, or does not, otherwise than the country's calendar says."""

currency_rate: Final = sa.Table(
    "currency_rate",
    METADATA,
    sa.Column("currency", TEXT, primary_key=True),
    sa.Column("since", sa.Date, primary_key=True),
    sa.Column("rate", sa.Numeric(20, 10), nullable=False),
    sa.CheckConstraint("rate > 0", name="currency_rate_rate_check"),
)
"""What one unit of another currency is worth in the company's own from a day on."""
