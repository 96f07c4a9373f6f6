"""Takes something out of an application together with every use of it, and tells what that does to each place."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal

from engines.form.fields import FIELD_KINDS
from engines.form.landscape import Raw, Target, listed
from engines.form.sites import COMPARISON, Step
from engines.form.uses import Use, renamed
from mortise.definitions.uses import Uses, is_within, with_member

Effect = Literal["taken_out", "cleared", "emptied", "falls", "retitled", "untitled", "replaced", "keeps_own"]
"""What becomes of a place: it is taken out of a list; a setting, or an expression, goes; what stands there makes no
sense without it and goes whole; records are named by another field, or by none that could; it names another; or what
was shared becomes its own."""

TITLES: Final = frozenset({"title_field", "title_formula"})
SHOWING: Final = frozenset({"views", "pages", "menu"})
"""Lists of what belongs to a form, and goes with it as a matter of course."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a removal does to one place. `falls` is where what goes stands; `because` of what, where that is not what
    was to be removed itself; a `light` one changes nothing but what is listed somewhere; `instead` is the key of the
    field that names the records from then on."""

    use: Use
    effect: Effect
    falls: Step
    because: Target | None = None
    light: bool = False
    instead: str = ""


@dataclass(frozen=True)
class Removal:
    """The removal of targets from a document; where there is an `instead`, formulas, conditions and filters name that
    one from then on."""

    document: Raw
    targets: tuple[Target, ...]
    instead: Target | None = None

    @cached_property
    def uses(self) -> Uses:
        """What is known of the document."""
        return Uses(self.document)

    @cached_property
    def consequences(self) -> tuple[Consequence, ...]:
        """What happens to every place that uses the targets, or what falls with them, in the order of the document."""
        gone, found = [self.uses.places[target] for target in self.targets], list[Consequence]()
        own = {each for target in self.targets for each in self._going(target)}
        waiting, seen = sorted(own), set(own)
        while waiting:
            target = waiting.pop()
            for use in self.uses.all:
                if use.target != target or any(is_within(use.path, outer) for outer in gone):
                    continue
                one = self._consequence(use, target in own)
                found.append(one)
                if one.effect == "falls":
                    gone.append(one.falls)
                    more = [each for each in self.uses.within(one.falls) if each not in seen]
                    seen.update(more)
                    waiting += more
        ends = [each.falls for each in found if each.effect == "falls"]
        lasting = [
            each
            for each in found
            if not any(is_within(each.use.path, end) and each.falls != end for end in ends)
        ]
        first: dict[tuple[Step, Step], Consequence] = {}
        for each in sorted(lasting, key=lambda one: [str(step).zfill(6) for step in one.use.path]):
            first.setdefault((each.use.path, each.falls), each)
        return tuple(first.values())

    def _going(self, target: Target) -> Iterator[Target]:
        """What goes with a target; the options of a shared list stay, as those of each field that shares it."""
        if target.thing == "option_set":
            yield target
        else:
            yield from self.uses.within(self.uses.places[target])

    def _consequence(self, use: Use, is_own: bool) -> Consequence:
        because = None if is_own else use.target
        if use.target.thing == "option_set":
            return Consequence(use, "keeps_own", use.path, because, light=True)
        if self.instead is not None and use.target in self.targets and self._can_replace(use):
            return Consequence(use, "replaced", use.path, because)
        if use.path[-1] in TITLES and use.cut == use.path:
            other = self._other_title(use)
            return Consequence(
                use, "untitled" if other is None else "retitled", use.path, because, False, other or ""
            )
        names = [spot.path for spot in use.spots if spot.is_name]
        if names:
            return Consequence(use, "taken_out", names[0], because, light=True)
        if not isinstance(use.cut[-1], int):
            return Consequence(
                use, "cleared" if use.is_plain else "emptied", use.cut, because, light=use.is_plain
            )
        if isinstance(at(self.document, use.cut), Mapping) and "key" in at(self.document, use.cut):
            light = because is None and use.what == "form" and use.cut[0] in SHOWING
            return Consequence(use, "falls", use.cut, because, light)
        return Consequence(use, "taken_out", use.cut, because, light=use.is_plain)

    def _can_replace(self, use: Use) -> bool:
        """Whether another one can stand here: a list that shows both already has it."""
        return bool(use.spots) and (not use.is_plain or use.path[-1] in TITLES or use.what == "option")

    def _other_title(self, use: Use) -> str | None:
        """A field that could name the records of the form."""
        form = at(self.document, use.path[:2])
        for field in listed(form.get("fields")):
            kind = FIELD_KINDS.get(str(field.get("kind")))
            goes = Target("field", form["key"], field["key"]) in self.targets
            if kind is not None and kind.can_be_title and not goes:
                return str(field["key"])
        return None

    @property
    def is_whole(self) -> bool:
        """Whether nothing would dangle."""
        return all(each.effect != "untitled" for each in self.consequences)

    @cached_property
    def outcome(self) -> Any:
        """The document without the targets and without any use of them."""
        document: Any = self.document
        if self.instead is not None:
            uses = [each.use for each in self.consequences if each.effect == "replaced"]
            document = renamed(document, uses, dict.fromkeys(self.targets, self.instead.key))
        filters: dict[Step, set[Step]] = {}
        gone = {self.uses.places[target] for target in self.targets}
        for each in self.consequences:
            if each.effect == "retitled":
                document = with_member(document, (*each.use.path[:2], "title_field"), each.instead)
                gone.add((*each.use.path[:2], "title_formula"))
            elif each.effect == "keeps_own":
                shared = at(self.document, self.uses.places[each.use.target])
                document = with_member(document, (*each.use.path[:-1], "options"), shared["options"])
                gone.add(each.falls)
            elif each.effect == "emptied" and each.use.what == COMPARISON:
                filters.setdefault(each.falls, set()).add(each.use.path)
            elif each.effect not in {"replaced", "untitled"}:
                gone.add(each.falls)
        for place, parts in filters.items():
            left = pruned(at(document, place), place, parts)
            if left is None:
                gone.add(place)
            else:
                document = with_member(document, place, left)
        return without(document, gone | hollow(listed(document.get("menu")), ("menu",), gone))


def at(document: Any, place: Step) -> Any:
    """What stands at a place."""
    for step in place:
        document = document[step]
    return document


def hollow(entries: Sequence[Raw], place: Step, gone: Set[Step]) -> set[Step]:
    """The groups of a menu of which nothing is left."""
    found: set[Step] = set()
    for number, entry in enumerate(entries):
        here = (*place, number)
        inside = listed(entry.get("entries"))
        found |= hollow(inside, (*here, "entries"), gone)
        if inside and all((*here, "entries", each) in gone | found for each in range(len(inside))):
            found.add(here)
    return found


def pruned(tree: Any, place: Step, gone: Set[Step]) -> Any:
    """A filter without some of its comparisons; None where nothing is left to compare."""
    if place in gone:
        return None
    for name in ("all", "any"):
        parts = tree.get(name)
        if isinstance(parts, list | tuple) and parts:
            left = [pruned(part, (*place, name, number), gone) for number, part in enumerate(parts)]
            kept = [part for part in left if part is not None]
            return {name: kept} if kept else None
    if isinstance(tree.get("not"), Mapping):
        inner = pruned(tree["not"], (*place, "not"), gone)
        return None if inner is None else {"not": inner}
    return tree


def without(node: Any, gone: Set[Step], place: Step = ()) -> Any:
    """The document without what stands at some places."""
    if isinstance(node, Mapping):
        return dict(_kept(node.items(), gone, place))
    if isinstance(node, list | tuple):
        return [value for _, value in _kept(enumerate(node), gone, place)]
    return node


def _kept(members: Any, gone: Set[Step], place: Step) -> Iterator[tuple[Any, Any]]:
    for name, value in members:
        if (*place, name) not in gone:
            yield name, without(value, gone, (*place, name))
