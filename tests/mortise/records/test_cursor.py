"""Cursors carry nothing that a person can read or make up."""

import base64

from mortise.records.cursor import CursorSeal

SEAL = CursorSeal(b"one key".ljust(32))


def test_a_cursor_gives_its_values_back_to_the_same_list() -> None:
    cursor = SEAL.seal(["2026-01-01", None, "17"], "7 crm/deal -close")

    assert SEAL.open(cursor, "7 crm/deal -close") == ("2026-01-01", None, "17")


def test_a_cursor_carries_no_readable_value() -> None:
    cursor = SEAL.seal(["CANARY-salary", "17"], "list")

    assert b"CANARY" not in base64.urlsafe_b64decode(cursor + "==")


def test_a_cursor_of_another_list_person_or_secret_is_refused() -> None:
    cursor = SEAL.seal(["1"], "7 crm/deal")

    assert SEAL.open(cursor, "8 crm/deal") is None
    assert CursorSeal(b"another key".ljust(32)).open(cursor, "7 crm/deal") is None


def test_a_made_up_cursor_is_refused() -> None:
    assert [SEAL.open(text, "list") for text in ("x", "é", "AAAA", "A" * 60)] == [None] * 4
