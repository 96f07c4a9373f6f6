"""Reads the values that a filter compares with, by their type."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from engines.expression import types
from engines.expression.clock import Clock
from engines.expression.types import Type, is_list
from engines.form.facts import NO_FACTS
from engines.form.meaning import AnyMeaning
from engines.form.meanings import meaning_of
from engines.form.meanings.choice import ChoiceMeaning, Options
from engines.form.meanings.number import EXACT, TWELVE, decimal_of
from engines.form.meanings.text import unwritable
from engines.form.wording import did_you_mean, given
from engines.issues import Issue

LONGEST_LIST: Final = 1_000
LONGEST_TEXT: Final = 10_000


def _text(raw: object) -> object:
    if not isinstance(raw, str):
        return Issue("not_text")
    if len(raw) > LONGEST_TEXT:
        return Issue("text_too_long", params={"maximum": LONGEST_TEXT, "length": len(raw)})
    return unwritable(raw) or raw or None


def _number(raw: object) -> object:
    value = decimal_of(raw)
    return value if isinstance(value, Issue) else EXACT.quantize(value, TWELVE)


OWN: Final[Mapping[str, Callable[[object], object]]] = {types.TEXT.name: _text, types.NUMBER.name: _number}


def read_operand(kind: Type, raw: object, clock: Clock) -> Any:
    """The value of that type, or the issue; a blank compares as blank."""
    if is_list(kind):
        return _read_list(kind.of or types.TEXT, raw, clock)
    if raw is None:
        return None
    own = OWN.get(kind.name)
    if own is not None:
        return own(raw)
    if kind.options is not None:
        known = isinstance(raw, str) and raw in kind.options
        suggestion = did_you_mean(raw if isinstance(raw, str) else "", kind.options)
        return raw if known else Issue("not_option", params={"given": given(raw), "suggestion": suggestion})
    meaning = ChoiceMeaning(Options((), is_open=True)) if kind == types.CHOICE else meaning_of(kind, 0)
    return Issue("filter_malformed") if meaning is None else _settled(meaning, raw, clock)


def _settled(meaning: AnyMeaning, raw: object, clock: Clock) -> object:
    value = meaning.parse(raw)
    if value is None or isinstance(value, Issue):
        return value
    return meaning.settle(value, None, clock, NO_FACTS)


def _read_list(element: Type, raw: object, clock: Clock) -> object:
    if not isinstance(raw, list | tuple):
        return Issue("not_list")
    if len(raw) > LONGEST_LIST:
        return Issue("list_too_long", params={"maximum": LONGEST_LIST})
    values = [read_operand(element, item, clock) for item in raw]
    problem = next((value for value in values if isinstance(value, Issue)), None)
    return problem or [value for value in values if value is not None]
