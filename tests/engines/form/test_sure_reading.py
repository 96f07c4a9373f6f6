"""What SQL calls sure to be read is read by the kind itself, so that nothing else need be looked at one by one."""

from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa

from engines.form.fields import FIELD_KINDS
from engines.form.meaning import NO_NAMES, AnyMeaning
from engines.form.meanings.date import DateMeaning
from engines.form.meanings.number import NumberMeaning
from engines.issues import Issue
from mortise.db.statements import prepare

from .database import connect

pytestmark = pytest.mark.anyio

TEXTS = [
    *(
        "",
        " ",
        "0",
        "-0",
        "7",
        "+7",
        "7.",
        ".5",
        "1.25",
        "1.255",
        "-12.5",
        "007",
        "1,300",
        "1e3",
        "１２",
        "٣",
    ),
    *(
        "9" * 15,
        "9" * 16,
        "9" * 27,
        "-" + "9" * 15 + ".99",
        "--1",
        "1-",
        "NaN",
        "12\n",
        "12 ",
        "twelve",
        "1.2万",
    ),
    *("2026-02-28", "2026-02-29", "2026/2/8", "2026.12.31", "0000-01-01", "10000-01-01", "2026-13-01"),
    *(
        "2026-00-10",
        "2026-1-0",
        "2026-01-28\n",
        "20260128",
        "2026-02-28 00:00:00",
        "٢٠٢٦-٠١-٠١",
        "-2026-01-01",
    ),
]
MEANINGS: dict[str, AnyMeaning] = {
    "decimals": NumberMeaning(),
    "whole": NumberMeaning(decimals=0),
    "twelve": NumberMeaning(decimals=12),
    "bounded": NumberMeaning(minimum=Decimal("-5.5"), maximum=Decimal(1300)),
    "day": DateMeaning(),
}


async def sure(url: str, meaning: AnyMeaning) -> list[str]:
    """The texts that SQL is sure of."""
    given = sa.func.unnest(sa.bindparam("texts", type_=sa.ARRAY(sa.Text))).table_valued("text")
    condition = meaning.surely_reads(sa.cast(given.c.text, sa.Text))
    assert condition is not None
    statement = prepare(sa.select(given.c.text).where(condition))
    connection = await connect(url)
    try:
        rows: list[Any] = await connection.fetch(statement.text, *statement.arguments({"texts": TEXTS}))
    finally:
        await connection.close()
    return [row["text"] for row in rows]


@pytest.mark.parametrize("meaning", MEANINGS.values(), ids=MEANINGS)
async def test_what_sql_is_sure_of_is_read(database_url: str, meaning: AnyMeaning) -> None:
    found = await sure(database_url, meaning)

    read = {text: meaning.parse_text(text, NO_NAMES) for text in found}
    assert {text for text, value in read.items() if value is None or isinstance(value, Issue)} == set()
    assert {"7", "2026-02-28"} & set(found), "the usual ones are among them"


def test_a_kind_that_reads_otherwise_is_sure_of_nothing() -> None:
    kinds = {key for key, kind in FIELD_KINDS.items() if says_sure(kind)}

    assert kinds == {"number", "date"}


def says_sure(kind: Any) -> bool:
    """Whether fields of a kind, made as its first example has it, tell what they surely read."""
    settings = kind.examples[0]["settings"] if kind.examples else {}
    try:
        made = kind.model_validate(
            {"key": "a", "label": {}, "kind": kind.model_fields["kind"].default, **settings}
        )
        meaning = made.make_meaning()
    except ValueError:
        return False
    return meaning is not None and meaning.surely_reads(sa.literal_column("''", sa.Text)) is not None
