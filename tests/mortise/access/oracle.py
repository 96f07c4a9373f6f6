"""Rights by brute force: each question asked of one row and one role after the other, with no SQL and no folding."""

from collections.abc import Sequence
from dataclasses import dataclass

from mortise.definitions.roles import Action, FieldAccess, Grant, Role, RowScope
from tests.mortise.access.world import (
    COMPUTED,
    EXPRESSIONS,
    INPUTS,
    LINKS,
    PERSONS,
    PRESSED,
    Row,
    World,
    linked,
)

ORDER: Sequence[FieldAccess] = ("hidden", "masked", "read", "write")


READING: frozenset[Action] = frozenset({"view", "comment", "print", "export"})
"""What a share to view is enough for."""


def several(value: object) -> Sequence[object]:
    """What a list holds; nothing where the value is no list."""
    return value if isinstance(value, list) else ()


@dataclass(frozen=True)
class Oracle:
    """What a person with some roles may do in a world."""

    world: World
    roles: Sequence[Role]
    me: int

    def grants(self, form: str) -> list[Grant]:
        return [grant for role in self.roles for grant in role.grants if grant.form == form]

    def in_scope(self, scope: RowScope, action: Action, form: str, row: Row, asked: frozenset[str]) -> bool:
        world, me = self.world, self.me
        match scope.kind:
            case "own":
                return bool(row["created_by"] == me)
            case "owner":
                return bool(row["owner"] == me)
            case "joined":
                return any(row[key] == me or me in several(row[key]) for key in PERSONS[form])
            case "shared":
                return any(
                    (shared, number) == (form, row["id"])
                    and world.takes_part(me, kind, who)
                    and (may_edit or action in READING)
                    for shared, number, kind, who, may_edit in world.shares
                )
            case "department":
                return row["department"] in world.own(me)
            case "departments_below":
                return row["department"] in world.below(sorted(world.own(me)))
            case "subordinates":
                return row["owner"] in world.subordinates(me) | {me}
            case "managed_departments":
                return row["department"] in world.managed(me)
            case "follows":
                assert scope.link is not None
                target = LINKS[form, scope.link]
                there = linked(world, target, row[scope.link])
                return target not in asked and there is not None and self.may(action, target, there, asked)
            case "expression":
                return next(test for text, test in EXPRESSIONS[form] if text == scope.condition)(
                    world, me, row
                )
            case "all":
                return True

    def may(self, action: Action, form: str, row: Row, asked: frozenset[str] = frozenset()) -> bool:
        return any(self.admits(grant, action, row, asked) for grant in self.grants(form))

    def admits(self, grant: Grant, action: Action, row: Row, asked: frozenset[str] = frozenset()) -> bool:
        scopes = grant.scopes.get(action, ())
        return any(self.in_scope(scope, action, grant.form, row, asked | {grant.form}) for scope in scopes)

    def access(self, grant: Grant, key: str) -> int:
        outer = grant.fields.get(key.split(".", maxsplit=1)[0], grant.other_fields)
        own = grant.fields.get(key, outer)
        return min(ORDER.index(outer), ORDER.index(own))

    def pressing(self, form: str, key: str) -> list[Grant]:
        """The roles by which a button may be pressed, wherever that is."""
        full = (grant for grant in self.grants(form) if self.access(grant, key) == ORDER.index("write"))
        return [grant for grant in full if grant.scopes.get("press")]

    def presses(self, form: str, row: Row, key: str) -> bool:
        """Whether the button may be pressed on the row, whatever its own condition."""
        admitted = any(self.admits(grant, "press", row) for grant in self.pressing(form, key))
        return admitted and self.may("view", form, row) and self.has(form, row, key, "read")

    def least(self, form: str, key: str, asked: FieldAccess) -> int:
        """What a role must give of a field for it to be there: of a button that it may be pressed."""
        return ORDER.index("write" if key in PRESSED[form] else asked)

    def is_pressed(self, form: str, key: str) -> bool:
        """Whether it is no button that nobody may press."""
        return key not in PRESSED[form] or bool(self.pressing(form, key))

    def has(self, form: str, row: Row, key: str, least: FieldAccess) -> bool:
        """Whether some role that shows the row gives the field that access, and all it is computed from is read."""
        needed = self.least(form, key, least)
        given = key == "title" or any(
            self.admits(grant, "view", row) and self.access(grant, key) >= needed
            for grant in self.grants(form)
        )
        return (
            given
            and self.is_pressed(form, key)
            and all(
                self.has(form, row, inner, "read") if place == form else self.has_somewhere(place, inner)
                for place, inner in INPUTS[form].get(key, ())
            )
        )

    def has_somewhere(self, form: str, key: str) -> bool:
        """Whether some role reads the field, and everything it is computed from, on records that it may show."""
        given = any(
            grant.scopes.get("view") and self.access(grant, key) >= ORDER.index("read")
            for grant in self.grants(form)
        )
        return given and all(self.has_somewhere(*place) for place in INPUTS[form].get(key, ()))

    def shown(self, form: str, row: Row, key: str) -> object:
        """The field's value, its mask, or nothing."""
        value = row[key]
        if key in PRESSED[form] and self.has(form, row, key, "read"):
            return value and self.presses(form, row, key)
        if value is None or self.has(form, row, key, "read"):
            return value
        if not self.has(form, row, key, "masked"):
            return None
        return f"•••{value[-4:]}" if isinstance(value, str) and len(value) >= 8 else "•••"

    def writes(self, action: Action, form: str, row: Row, keys: Sequence[str]) -> bool:
        """Whether the action may write all of the fields on the row, each by some role."""
        return self.may(action, form, row) and all(
            key not in COMPUTED
            and any(
                self.admits(grant, action, row) and self.access(grant, key) == ORDER.index("write")
                for grant in self.grants(form)
            )
            for key in keys
        )
