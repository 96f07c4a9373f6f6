"""What one role says about one form, read with its defaults."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, get_args

from mortise.definitions.roles import Action, FieldAccess, Grant, Role, RowScope

ACTIONS: Final[tuple[Action, ...]] = get_args(Action)
LEVELS: Final[Mapping[FieldAccess, int]] = {
    access: level for level, access in enumerate(get_args(FieldAccess))
}
"""Hidden is least and write is most."""

EVERYTHING: Final = (RowScope(kind="all"),)


@dataclass(frozen=True, slots=True)
class Rule:
    """One role's say in one form; `grant` is None for a role that may do everything."""

    role: str
    grant: Grant | None
    allowed: frozenset[Action]
    """What the caller's token leaves of the actions; all of them for a person at the keyboard."""

    def scopes(self, action: Action) -> tuple[RowScope, ...]:
        """The scopes of an action; none refuses it."""
        if action not in self.allowed:
            return ()
        return EVERYTHING if self.grant is None else tuple(self.grant.scopes.get(action, ()))

    def access(self, key: str) -> FieldAccess:
        """What may be done with a field; a sub-table's field has at most what the sub-table has."""
        if self.grant is None:
            return "write"
        named = self.grant.fields
        outer, _, inner = key.partition(".")
        access = named.get(outer, self.grant.other_fields)
        return least(access, named.get(key, access)) if inner else access


def least(first: FieldAccess, second: FieldAccess) -> FieldAccess:
    """The smaller of two accesses."""
    return min(first, second, key=LEVELS.__getitem__)


def rules_for(form: str, roles: Iterable[Role], allowed: frozenset[Action]) -> tuple[Rule, ...]:
    """What each of the roles says about a form; one that does not name it has no say."""
    found = []
    for role in roles:
        if role.administrator:
            found.append(Rule(role.key, None, allowed))
        else:
            found.extend(Rule(role.key, grant, allowed) for grant in role.grants if grant.form == form)
    return tuple(found)
