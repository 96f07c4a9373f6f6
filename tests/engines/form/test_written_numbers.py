"""Numbers as people write them, read alike by both sides: the browser's tests run the same cases."""

from decimal import Decimal
from pathlib import Path

import orjson
import pytest

from engines.form.meaning import NO_NAMES
from engines.form.meanings.number import NumberMeaning
from engines.issues import Issue

CASES: dict[str, str | None] = orjson.loads(
    Path(__file__).with_name("cases").joinpath("written_numbers.json").read_bytes()
)


@pytest.mark.parametrize("written", CASES)
def test_a_written_number_is_read_for_what_it_means_or_refused(written: str) -> None:
    expected = CASES[written]

    read = NumberMeaning(decimals=12).parse_text(written, NO_NAMES)

    assert read == (Issue("not_number") if expected is None else Decimal(expected))
