"""What goes into the recycle bin along with records, what keeps them out of it, and what comes back with them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import sqlalchemy as sa

from engines.form.wording import texts
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.transaction import Reader, Tx
from mortise.records.held import Hold, held_among, issue_of, words_of
from mortise.records.referrers import Referrer, referrers
from mortise.records.selection import is_read

STATEMENTS: Final = StatementCache()

Place: TypeAlias = tuple[str, int]
"""A record: its form and its id."""
Doomed: TypeAlias = Mapping[str, set[int]]
"""Ids by form."""


@dataclass(frozen=True, slots=True)
class Closure:
    """Records with those that each takes along, by the links that lead to it."""

    taken: Mapping[Place, list[Place]] = field(default_factory=dict)

    def of(self, roots: Iterable[Place]) -> dict[str, set[int]]:
        """These records and everything that goes with them."""
        found: dict[str, set[int]] = {}
        waiting = list(roots)
        while waiting:
            form, number = place = waiting.pop()
            ids = found.setdefault(form, set())
            if number not in ids:
                ids.add(number)
                waiting += self.taken.get(place, ())
        return found


async def close(reader: Reader, context: Context, roots: Iterable[Place]) -> Closure:
    """What links with the policy `cascade` to the roots, and to what they take along, until nothing new comes; locked
    in a transaction."""
    return await _follow(reader, context, roots, {}, gone=False)


async def close_again(reader: Reader, context: Context, roots: Mapping[Place, object]) -> Closure:
    """What went into the recycle bin along with the roots, in the batches that these are in."""
    batches = sorted({batch for batch in roots.values() if isinstance(batch, int)})
    values = {"app": context.app.id, "batches": batches}
    return await _follow(reader, context, roots, values, gone=True)


async def _follow(
    reader: Reader, context: Context, roots: Iterable[Place], values: Mapping[str, object], *, gone: bool
) -> Closure:
    schema = context.app.schema
    taken: dict[Place, list[Place]] = {}
    known = set(roots)
    fresh = set(known)
    while fresh:
        following: set[Place] = set()
        by_form: dict[str, list[int]] = {}
        for form, number in sorted(fresh):
            by_form.setdefault(form, []).append(number)
        for form, ids in by_form.items():
            for referrer in referrers(schema, form):
                if referrer.on_delete != "cascade":
                    continue
                locks = isinstance(reader, Tx)
                statement = _linking(context, referrer, gone=gone, locks=locks)
                for row in await reader.fetch(statement, {**values, "ids": ids}):
                    place = referrer.form.key, row["id"]
                    taken.setdefault((form, row["target"]), []).append(place)
                    following.add(place)
        fresh = following - known
        known |= fresh
    return Closure(taken)


def _linking(context: Context, referrer: Referrer, *, gone: bool, locks: bool) -> Any:
    def build() -> sa.Select[Any]:
        select = referrer.gone_with() if gone else referrer.referring()
        table = referrer.form.table
        ordered = select.order_by(table.c.id)
        return ordered.with_for_update(of=table) if locks else ordered

    return STATEMENTS.get(("linking", context.app, referrer.key, gone, locks), build)


async def note_blocked(
    reader: Reader, context: Context, closure: Closure, roots: Iterable[Place]
) -> dict[Place, list[Issue]]:
    """Those of the roots that cannot go, since something that stays links to them, or to what goes along with them, by
    a link that forbids it, or since a flow holds one of these. Whoever links and goes as well is no hindrance."""
    roots = list(roots)
    doomed = closure.of(roots)
    inside: list[tuple[Place, Place, Referrer]] = []
    outside: dict[Place, dict[tuple[str, str, str], tuple[Referrer, int]]] = {}
    for form, ids in sorted(doomed.items()):
        for referrer in referrers(context.app.schema, form):
            if referrer.on_delete != "block":
                continue
            statement = STATEMENTS.get(("blocking", context.app, referrer.key), referrer.blocking)
            values = {"ids": sorted(ids), "doomed": sorted(doomed.get(referrer.form.key, ()))}
            for row in await reader.fetch(statement, values):
                target = form, row["target"]
                if row["inside"] is not None:
                    inside.append((target, (referrer.form.key, row["inside"]), referrer))
                else:
                    outside.setdefault(target, {})[referrer.key] = referrer, row["count"]
    own = {root: _places(closure.of([root])) for root in roots}
    held = await held_among(reader, context, doomed)
    found = {
        root: [_of_hold(context, root, [held[place] for place in sorted(places & held.keys())], held)]
        for root, places in own.items()
        if places & held.keys()
    }
    return _blocked(context, own, found, inside, outside)


def _of_hold(context: Context, root: Place, along: Sequence[Hold], held: Mapping[Place, Hold]) -> Issue:
    """That a flow holds the root, or what would go along with it, one of which is told if it may be viewed."""
    if root in held:
        return issue_of(context, held[root].told)
    example = next((each for each in along if each.is_viewed), None)
    if example is None:
        return Issue("delete_held_along", params={"count": len(along)})
    params = {**words_of(context, example.told), "count": len(along), "title": example.title}
    return Issue("delete_held_along_such_as", params=params)


def _blocked(
    context: Context,
    own: Mapping[Place, set[Place]],
    found: dict[Place, list[Issue]],
    inside: list[tuple[Place, Place, Referrer]],
    outside: Mapping[Place, Mapping[tuple[str, str, str], tuple[Referrer, int]]],
) -> dict[Place, list[Issue]]:
    """A root that stays keeps what goes along with it, and that may keep others; those of `found` stay anyway."""
    if not inside and not outside:
        return found
    while True:
        going = set().union(*(places for root, places in own.items() if root not in found))
        counts: dict[Place, dict[tuple[str, str, str], tuple[Referrer, int]]] = {
            target: dict(by_link) for target, by_link in outside.items()
        }
        for target, linking, referrer in inside:
            if linking not in going:
                by_link = counts.setdefault(target, {})
                by_link[referrer.key] = referrer, by_link.get(referrer.key, (referrer, 0))[1] + 1
        blocked = {
            root: _issues(context, counts, places)
            for root, places in own.items()
            if root not in found and not places.isdisjoint(counts)
        }
        if not blocked:
            return found
        found.update(blocked)


def _places(ids: Doomed) -> set[Place]:
    return {(form, number) for form, numbers in ids.items() for number in numbers}


def _issues(
    context: Context,
    counts: Mapping[Place, Mapping[tuple[str, str, str], tuple[Referrer, int]]],
    places: Iterable[Place],
) -> list[Issue]:
    """What stands in the way, by the links that the person knows of; of any others only that they are there."""
    sums: dict[tuple[str, str, str], tuple[Referrer, int]] = {}
    for place in places:
        for key, (referrer, count) in counts.get(place, {}).items():
            sums[key] = referrer, sums.get(key, (referrer, 0))[1] + count
    known = [pair for _, pair in sorted(sums.items()) if is_known(context, pair[0])]
    issues = [
        Issue(
            "delete_blocked",
            pointer(referrer.field.key),
            {"count": count, "form": texts(referrer.form.definition.label)},
        )
        for referrer, count in known
    ]
    return issues if len(known) == len(sums) else [*issues, Issue("delete_blocked_elsewhere")]


def is_known(context: Context, referrer: Referrer) -> bool:
    """Whether the person may see on some record that it links."""
    rights, key = context.rights.form(referrer.form.key), referrer.field.key
    return "view" in rights.actions and is_read(
        rights, key if referrer.rows is None else f"{referrer.rows}.{key}"
    )


def told_along(context: Context, moved: Doomed) -> dict[str, int]:
    """How many records go along, of each form that the person may view."""
    return {
        form: len(ids) for form, ids in moved.items() if ids and "view" in context.rights.form(form).actions
    }
