"""What values of each type mean when a table keeps them; field kinds and computed fields share these."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from engines.expression import types
from engines.expression.types import Type
from engines.form.meaning import AnyMeaning
from engines.form.meanings.boolean import BooleanMeaning
from engines.form.meanings.choice import ChoiceMeaning, Option, Options
from engines.form.meanings.date import DateMeaning
from engines.form.meanings.datetime import DateTimeMeaning
from engines.form.meanings.duration import DurationMeaning
from engines.form.meanings.number import NumberMeaning
from engines.form.meanings.reference import ReferenceMeaning
from engines.form.meanings.several import SeveralMeaning
from engines.form.meanings.text import TextMeaning
from engines.form.meanings.time import TimeMeaning
from engines.form.operators import INCLUDES_ME, INCLUDES_MY_DEPARTMENT, IS_ME, IS_MY_DEPARTMENT


def person() -> AnyMeaning:
    """A person's id."""
    return ReferenceMeaning(types.PERSON, types.PERSON.name, IS_ME)


def department() -> AnyMeaning:
    """A department's id."""
    return ReferenceMeaning(types.DEPARTMENT, types.DEPARTMENT.name, IS_MY_DEPARTMENT)


def record(form: str) -> AnyMeaning:
    """The id of a record of `form`."""
    return ReferenceMeaning(types.link_to(form), f"form:{form}")


def people() -> AnyMeaning:
    """Ids of several people."""
    return SeveralMeaning(person(), INCLUDES_ME)


def departments() -> AnyMeaning:
    """Ids of several departments."""
    return SeveralMeaning(department(), INCLUDES_MY_DEPARTMENT)


def records(form: str) -> AnyMeaning:
    """Ids of several records of `form`."""
    return SeveralMeaning(record(form))


PLAIN: Final[Mapping[str, Callable[[], AnyMeaning]]] = {
    types.TEXT.name: TextMeaning,
    types.BOOLEAN.name: BooleanMeaning,
    types.DATE.name: DateMeaning,
    types.DATETIME.name: DateTimeMeaning,
    types.TIME.name: TimeMeaning,
    types.DURATION.name: DurationMeaning,
    types.PERSON.name: person,
    types.DEPARTMENT.name: department,
}


def meaning_of(kind: Type, decimals: int, options: Iterable[Option] = ()) -> AnyMeaning | None:
    """What a computed value of the type means; None when no table can keep one. `decimals` round a number,
    `options` name those of a choice."""
    if kind.name == types.NUMBER.name:
        return NumberMeaning(decimals=decimals)
    if kind.name == types.CHOICE.name:
        return ChoiceMeaning(Options(options, is_open=kind.options is None))
    if kind.name == types.LINK.name:
        return None if kind.target is None else record(kind.target)
    made = PLAIN.get(kind.name)
    return None if made is None else made()
