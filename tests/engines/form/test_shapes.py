"""The schemas of values agree with what kinds read and give."""

import math
from typing import Any

import jsonschema_rs
import pytest

from engines.form.fields import FIELD_KINDS
from engines.issues import Issue
from tests.engines.form.test_every_kind import Pairs, field_of, pairs, settled
from tests.naming import about

DIALECT = "https://json-schema.org/draft/2020-12/schema"
BEYOND_A_SCHEMA = frozenset(
    {
        "bank_card_check",
        "bank_card_shape",
        "credit_code_check",
        "credit_code_shape",
        "date_range_backwards",
        "date_range_half",
        "date_range_too_long",
        "division_level",
        "division_unknown",
        "email_domain",
        "file_not_drawn",
        "file_not_what_it_says",
        "file_too_heavy",
        "file_type_refused",
        "file_unknown",
        "identity_card_area",
        "identity_card_birthday",
        "identity_card_check",
        "identity_card_shape",
        "list_too_long",
        "location_too_far",
        "no_such_date",
        "not_bank_account",
        "not_email",
        "not_identity_document",
        "not_json",
        "not_leaf",
        "not_phone",
        "not_url",
        "number_above_maximum",
        "number_below_minimum",
        "number_range_backwards",
        "number_range_half",
        "number_too_large",
        "option_archived",
        "pattern_message",
        "pattern_mismatch",
        "phone_not_landline",
        "phone_not_mobile",
        "row_twice",
        "text_holds_nul",
        "text_not_unicode",
        "text_too_short",
        "time_too_early",
        "time_too_late",
        "too_many_decimals",
        "url_host",
    }
)
"""Refusals for what a value says rather than for what it looks like; a schema may let them pass."""


BEYOND_OF_KINDS = frozenset({("rich_text", "text_too_long")})
"""What is too long only once it is cleaned."""


def is_json(raw: object) -> bool:
    """Whether JSON tells the value from others: it knows no NaN and no half of a letter, and 1.0 is 1."""
    if isinstance(raw, str):
        return not any("\ud800" <= letter <= "\udfff" for letter in raw)
    return not isinstance(raw, float) or not (math.isnan(raw) or raw.is_integer())


def fits(shape: Any, value: object) -> bool:
    return jsonschema_rs.Draft202012Validator(shape).is_valid(value)


@pytest.mark.parametrize("kind", FIELD_KINDS)
def test_the_schemas_of_a_kind_are_schemas(kind: str) -> None:
    examples: Any = FIELD_KINDS[kind].examples
    for example in examples:
        field = field_of(kind, example)
        for shape in (field.answered(), field.accepted()):
            assert jsonschema_rs.meta.is_valid({"$schema": DIALECT, **shape})


@pytest.mark.parametrize("examples", pairs("accepts"))
def test_what_is_read_and_what_is_given_fit_their_schemas(examples: Pairs) -> None:
    for field, raw, shown in examples:
        with about(field, repr(raw)):
            assert fits(field.accepted(), raw)
            assert fits(field.answered(), shown)
            assert fits(field.accepted(), shown)


@pytest.mark.parametrize("examples", pairs("refuses"))
def test_what_looks_wrong_fits_no_schema(examples: Pairs) -> None:
    for field, raw, code in examples:
        with about(field, repr(raw)):
            found = settled(field, field.parse(raw))

            assert isinstance(found, Issue)
            if is_json(raw):
                beyond = code in BEYOND_A_SCHEMA or (field.kind, code) in BEYOND_OF_KINDS
                assert beyond or not fits(field.accepted(), raw)


def test_nothing_is_let_pass_that_no_kind_refuses() -> None:
    examples: Any = [example for kind in FIELD_KINDS.values() for example in kind.examples]
    codes = {code for example in examples for _, code in example["refuses"]}

    assert codes >= BEYOND_A_SCHEMA
