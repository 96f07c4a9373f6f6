"""What a node of a flow is. Each kind is one module of `engines/flow/nodes`."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from engines.definition import Definition, Key, Label
from engines.expression.types import Type
from engines.flow.approver import Approver
from engines.flow.instance import Visit
from engines.flow.run import Run
from engines.issues import Issue
from engines.rules.action import NamedSource


@dataclass(frozen=True, slots=True)
class Exit:
    """A way out of a node: the node it leads to, its pointer from the node, and the branch that begins with it."""

    target: str
    pointer: str
    branch: str | None = None


@dataclass(frozen=True, slots=True)
class NodeText:
    """An expression of a node: its name among the node's, its pointer from the node, the author's text, and the type
    that its value must have; or the field that gives that type, of a form, of what a source leads to, or of the
    flow's form."""

    name: str
    pointer: str
    text: str
    type: Type | None = None
    field: str | None = None
    form: str | None = None
    source: str | None = None
    may_read_old: bool = False
    """Whether it may compare with what the record was before."""


class Node(Definition, ABC):
    """A part of a flow. A token comes in, something happens or is waited for, and it goes on by one of the ways out."""

    title: ClassVar[Label]
    """The kind's name in the palette."""
    icon: ClassVar[str]
    rank: ClassVar[int]
    """Its place in the palette, the most used one first."""
    examples: ClassVar[Sequence[Mapping[str, object]]]
    """Settings that make sense, without those that name other nodes."""
    begins: ClassVar[bool] = False
    """Whether flows begin here."""
    ends: ClassVar[bool] = False
    """Whether flows end here."""
    waits_for_people: ClassVar[bool] = False
    """Whether a flow never passes without somebody doing something."""
    splits: ClassVar[bool] = False
    """Whether branches begin here that go on side by side."""
    is_lasting: ClassVar[bool] = False
    """Whether what was done here can stand after a return that goes straight back."""

    kind: str
    key: Key
    label: Label = Label()

    def exits(self) -> Iterable[Exit]:
        """Every way out, whether or not it leads somewhere ("" where it does not yet)."""
        return ()

    def texts(self) -> Iterable[NodeText]:
        """Its expressions."""
        return ()

    def paths(self) -> Iterable[tuple[str, str, frozenset[str]]]:
        """Paths of the record that it reads beside its expressions: the path, its pointer, names of types that do."""
        return ()

    def sources(self) -> Iterable[Approver]:
        """Where its people come from."""
        return ()

    def named_people(self) -> Iterable[tuple[int, str]]:
        """People whom the definition names by number, each with the pointer from the node."""
        return ()

    def named_fields(self) -> Iterable[tuple[str, str]]:
        """Fields of the form that it says something about, each with the pointer from the node."""
        return ()

    def named_links(self) -> Iterable[tuple[str, str, str]]:
        """Fields of the form that must lead to records of another: the field, its pointer from the node, that form."""
        return ()

    def named_sources(self) -> Iterable[NamedSource]:
        """What leads from the record to others that it is about, with pointers from the node."""
        return ()

    def begins_flow(self) -> str | None:
        """The other flow that begins here."""
        return None

    def problems(self) -> Iterable[Issue]:
        """What is wrong with its settings beside what holds for every node; pointers go into the node."""
        return ()

    def side_by_side(self) -> Iterable[tuple[str, Label]]:
        """The branches that go on side by side, with what their author calls them."""
        return ()

    def meeting(self) -> str | None:
        """Where the branches that begin here meet."""
        return None

    def added_branches(self, born: Collection[str | None]) -> Iterable[tuple[str, str]]:
        """The branches, each with its first node, that should have begun here besides those."""
        return ()

    def onward(self, outcome: str | None) -> str:
        """Where the flow goes after an outcome."""
        return next(iter(self.exits())).target

    def sees(self, fields: Iterable[str]) -> bool:
        """Whether somebody here may see one of the fields."""
        return False

    @abstractmethod
    def enter(self, run: Run, visit: Visit) -> None:
        """What happens when a token comes here; raises Unanswered."""

    def dates_changed(self, run: Run, visit: Visit, fields: Collection[str]) -> None:
        """What is due by one of the fields is due at another moment; raises Unanswered."""
        return

    def child_ended(self, run: Run, visit: Visit, record: int, *, is_approved: bool) -> None:
        """A flow that was begun here over a record has ended."""
        return
