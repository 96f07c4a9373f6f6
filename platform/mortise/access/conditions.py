"""Conditions on a record before they are SQL: which row scopes must admit it, folded as far as can be known."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from mortise.definitions.roles import Action, RowScope


@dataclass(frozen=True, slots=True)
class Atom:
    """One row scope asked for one action; `follows` asks the followed record about the same action."""

    scope: RowScope
    action: Action

    def __lt__(self, other: "Atom | Unhidden") -> bool:
        return self.order < other.order

    @property
    def order(self) -> tuple[str, str, str, str]:
        """Where it stands among others, so that the same rights always make the same text."""
        return self.scope.kind, self.scope.link or "", self.scope.condition, self.action

    @property
    def is_everything(self) -> bool:
        """Whether it admits every record."""
        return self.scope.kind == "all"


@dataclass(frozen=True, slots=True)
class Unhidden:
    """That no task of the person's, while they have it, hides the field on the record."""

    field: str

    def __lt__(self, other: "Atom | Unhidden") -> bool:
        return self.order < other.order

    @property
    def order(self) -> tuple[str, str, str, str]:
        """Where it stands among others."""
        return "", self.field, "", ""

    @property
    def is_everything(self) -> bool:
        """Never: there may be such a task."""
        return False


Clause = frozenset[Atom | Unhidden]
"""Any of these admits the record."""

Condition = frozenset[Clause]
"""Every clause must hold; without any, the condition always holds."""

ALWAYS: Final[Condition] = frozenset()


def is_everything(clause: Clause) -> bool:
    """Whether the clause admits every record."""
    return any(atom.is_everything for atom in clause)


def clause(scopes: Iterable[RowScope], action: Action) -> Clause:
    """The records that any of the scopes admits; `all` swallows the rest."""
    found = frozenset[Atom | Unhidden](Atom(scope, action) for scope in scopes)
    return frozenset(atom for atom in found if atom.is_everything) or found


def minimal(condition: Condition) -> Condition:
    """The same without clauses that admit everything and without those that another clause implies."""
    asked = [part for part in condition if not is_everything(part)]
    return frozenset(part for part in asked if not any(other < part for other in asked))


def folded(condition: Condition, known: Clause) -> Condition:
    """What is left to ask of a record of which `known` holds already: a clause that admits whatever `known` admits
    falls away."""
    return minimal(frozenset(part for part in condition if not known <= part))


def hidden_by_tasks(condition: Condition) -> frozenset[str]:
    """The fields that the condition asks not to be hidden by a task."""
    return frozenset(atom.field for part in condition for atom in part if isinstance(atom, Unhidden))


def but_for_tasks(condition: Condition) -> Condition:
    """What the condition asks beside."""
    return frozenset(part for part in condition if not any(isinstance(atom, Unhidden) for atom in part))
