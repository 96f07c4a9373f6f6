"""A number with a check digit is told from one with a slip in it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from engines.form.fields.bank_account import is_card
from engines.form.fields.credit_code import LETTERS, CreditCodeMeaning, check_letter
from engines.issues import Issue

CODES = st.from_regex(rf"[1-9][{LETTERS}][0-9]{{6}}[{LETTERS}]{{9}}", fullmatch=True)


@given(CODES, st.integers(0, 17), st.integers(1, len(LETTERS) - 1))
@settings(max_examples=100)
def test_a_credit_code_with_one_wrong_letter_is_refused(start: str, place: int, by: int) -> None:
    code = start + check_letter(start)
    wrong = LETTERS[(LETTERS.index(code[place]) + by) % len(LETTERS)]

    assert CreditCodeMeaning().parse(code) == code
    assert isinstance(CreditCodeMeaning().parse(code[:place] + wrong + code[place + 1 :]), Issue)


@given(st.from_regex(r"[0-9]{15}", fullmatch=True), st.integers(0, 15), st.integers(1, 9))
@settings(max_examples=100)
def test_a_card_with_one_wrong_figure_does_not_add_up(start: str, place: int, by: int) -> None:
    number = next(start + last for last in "0123456789" if is_card(start + last))
    wrong = str((int(number[place]) + by) % 10)

    assert not is_card(number[:place] + wrong + number[place + 1 :])
