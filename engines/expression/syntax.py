"""The untyped tree that an author's text reads as, with the place of every part."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Span:
    """From the first character to behind the last, as offsets into the author's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, a text or a truth value as written."""

    value: Decimal | str | bool
    span: Span
    depth: int = 1
    size: int = 1


@dataclass(frozen=True, slots=True)
class Name:
    """A name, with what follows it after dots."""

    path: tuple[str, ...]
    span: Span
    depth: int = 1
    size: int = 1


@dataclass(frozen=True, slots=True)
class Application:
    """A function, or an operator under its sign, applied to arguments; `called` is the place of its name."""

    name: str
    arguments: tuple["Syntax", ...]
    span: Span
    called: Span
    depth: int
    size: int


Syntax: TypeAlias = Constant | Name | Application


def application(name: str, arguments: Sequence[Syntax], span: Span, called: Span) -> Application:
    """An application that knows how deep and how large it is."""
    depth = 1 + max((argument.depth for argument in arguments), default=0)
    size = 1 + sum(argument.size for argument in arguments)
    return Application(name, tuple(arguments), span, called, depth, size)
