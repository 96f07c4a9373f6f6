"""What of a view still holds: after its form was changed, and for a reader who may not use all that it names."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from engines.expression.clock import Clock
from engines.expression.scope import Path
from engines.form.filters import compile_filter
from engines.form.naming import called_field
from engines.form.schema import Form, Schema
from engines.form.sites import compared_fields
from engines.form.system import SYSTEM_MEANINGS
from engines.form.view import View
from engines.issues import Issue, pointer

Tree = Mapping[str, object]
JOINS: Final = ("all", "any")


@dataclass(frozen=True, slots=True)
class Lost:
    """A part of a view, by its pointer, that names a field which is not there, or is no longer fit for it."""

    pointer: str
    field: str


@dataclass(frozen=True, slots=True)
class Held:
    """A view as far as it holds: None where nothing sensible is left. `refused` says that it compares a field which
    the reader may not compare: without that condition it would show other records than were meant."""

    view: View | None
    lost: tuple[Lost, ...] = ()
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """What a reader may do with a form's columns: compare and sort by those that are `readable`, look at those that
    are `shown`; `allowed` says the same of paths through links."""

    readable: Collection[str]
    shown: Collection[str]
    allowed: Callable[[Path], bool]


def held(view: View, schema: Schema, form: Form, reach: Reach, clock: Clock) -> Held:
    """The view without what the form does not have any more and without what the reader may not see."""
    sieve = Sieve(schema, form, reach, clock)
    tree = None if view.filter is None else sieve.left_of(view.filter, "/filter")
    if sieve.refused:
        return Held(None, refused=True)
    sort = tuple(key for key in view.sort if key.field in reach.readable and is_sortable(form, key.field))
    whole = view.model_copy(update={"filter": tree, "sort": sort})
    unfit = unfit_fields(whole, form, reach)
    broken = {where: lost for tree, where in whole.conditions() for lost in sieve.broken(tree, where)}
    whole = whole.without_conditions(broken)
    usable = whole.cut(without(reach.readable, unfit), without(reach.shown, unfit))
    lost = [
        Lost(where, key)
        for key, where in view.named_fields()
        if key not in reach.shown or key in unfit or (is_sort(where) and not is_sortable(form, key))
    ]
    if usable is None and not lost:
        lost = [Lost(where, key) for key, where in view.named_fields() if key not in reach.readable]
    return Held(usable, (*lost, *broken.values(), *sieve.lost))


def unfit_fields(view: View, form: Form, reach: Reach) -> frozenset[str]:
    """The fields that are there, and of a kind by now that their place in the view does not take."""
    named = {where: key for key, where in view.named_fields()}
    if not set(named.values()) <= set(reach.shown):
        present = view.cut(reach.readable, reach.shown)
        if present is None:
            return frozenset()
        view, named = present, {where: key for key, where in present.named_fields()}
    return frozenset(named[issue.pointer] for issue in view.check_fields(form) if issue.pointer in named)


def without(keys: Collection[str], some: Collection[str]) -> frozenset[str]:
    """The keys but some."""
    return frozenset(keys) - frozenset(some)


def is_sort(where: str) -> bool:
    """Whether a view's pointer is into its order."""
    return where.startswith("/sort/")


def is_sortable(form: Form, key: str) -> bool:
    """Whether lists can be ordered by a column."""
    field = form.fields.get(key)
    return key in SYSTEM_MEANINGS if field is None else field.sortable


def check_sort(view: View, form: Form) -> Iterator[Issue]:
    """What the view is ordered by, and what nothing can be ordered by."""
    for index, key in enumerate(view.sort):
        if not is_sortable(form, key.field):
            said = called_field(form.fields, key.field)
            yield Issue("field_not_sortable", pointer("sort", index, "field"), {"field": said})


class Sieve:
    """Goes through a filter, condition by condition: what is not there falls out, what is there and may not be
    compared refuses the whole."""

    def __init__(self, schema: Schema, form: Form, reach: Reach, clock: Clock) -> None:
        self._schema, self._form, self._reach, self._clock = schema, form, reach, clock
        self.lost: list[Lost] = []
        self.refused = False

    def left_of(self, tree: Tree, place: str) -> Tree | None:
        """The conditions that hold, as they were joined; None where there is none left."""
        for join in JOINS:
            members = tree.get(join)
            if isinstance(members, list | tuple):
                kept = [
                    left
                    for index, member in enumerate(members)
                    if (left := self.left_of(member, f"{place}/{join}/{index}")) is not None
                ]
                return {join: kept} if kept or not members else None
        inner = tree.get("not")
        if isinstance(inner, Mapping):
            left = self.left_of(inner, f"{place}/not")
            return None if left is None else {"not": left}
        return tree if self._holds(tree, place) else None

    def broken(self, tree: Tree, place: str) -> Iterator[Lost]:
        """A whole condition that does not hold together any more, or compares what the reader may not compare."""
        _, wrong = compile_filter(self._schema, self._form, tree, self._reach.allowed, self._clock)
        if wrong:
            yield Lost(place, next(compared_fields(tree), ""))

    def _holds(self, condition: Tree, place: str) -> bool:
        _, wrong = compile_filter(self._schema, self._form, condition, anything, self._clock)
        if wrong:
            self.lost.append(Lost(place, str(condition.get("field", ""))))
            return False
        _, kept = compile_filter(self._schema, self._form, condition, self._reach.allowed, self._clock)
        self.refused = self.refused or bool(kept)
        return not kept


def anything(path: Path) -> bool:
    """Every path, whoever asks."""
    return True
