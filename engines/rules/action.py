"""What an action is: something that is done to records or told to people. Each kind is one module of
`engines/rules/actions`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from engines.definition import Definition, Label
from engines.expression.types import Type
from engines.form.mentions import FieldKey, GivenText, TargetField
from engines.issues import Issue


@dataclass(frozen=True, slots=True)
class ActionText:
    """An expression of an action: its name among the action's, its pointer from the action, the author's text, and the
    field whose type its value must have (of the form `form`, of what `source` leads to, or of the record's own form),
    or that type itself."""

    name: str
    pointer: str
    text: str
    field: str | None = None
    form: str | None = None
    source: str | None = None
    type: Type | None = None


@dataclass(frozen=True, slots=True)
class NamedSource:
    """What leads from the record to others, and which of these are meant: a condition over them, where there is one;
    each with its pointer from the action."""

    source: str
    pointer: str
    condition: str
    place: str

    def under(self, prefix: str) -> "NamedSource":
        """The same with its pointers from further out."""
        return replace(self, pointer=prefix + self.pointer, place=prefix + self.place)


class FieldAssignment(Definition):
    """A field and what it is set to."""

    field: FieldKey
    value: GivenText


class TargetAssignment(Definition):
    """A field of another record and what it is set to, computed from the record at hand."""

    field: TargetField
    value: GivenText


class Action(Definition):
    """Something to do once. It says what has to be computed for it; whoever carries it out is given the values."""

    title: ClassVar[Label]
    """The kind's name in the palette."""
    icon: ClassVar[str]
    rank: ClassVar[int]
    """Its place in the palette, the most used one first."""
    examples: ClassVar[Sequence[Mapping[str, object]]]
    """Settings that make sense over some form."""

    kind: str

    def texts(self) -> Iterable[ActionText]:
        """The expressions whose values the action needs."""
        return ()

    def named_forms(self) -> Iterable[tuple[str, str]]:
        """Other forms that it names, each with its pointer from the action."""
        return ()

    def named_links(self) -> Iterable[tuple[str, str, str]]:
        """Fields of the record that must lead to records of a form: the field, its pointer from the action, the
        form."""
        return ()

    def named_sources(self) -> Iterable[NamedSource]:
        """What leads from the record to others that it is about."""
        return ()

    def problems(self) -> Iterable[Issue]:
        """What is wrong with its settings by themselves; pointers go into the action."""
        return ()

    def is_bare(self) -> bool:
        """Whether it would do nothing."""
        return False
