"""Every use of everything that a definition gives a key: where it stands, and the letters that name it there."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from engines.expression.parse import parse
from engines.expression.scope import OLD, PARAM, Path
from engines.expression.syntax import Application, Constant, Name, Syntax
from engines.form.conditions import RECORD
from engines.form.landscape import Landscape, Reading, Target
from engines.form.sites import COMPARISON, Site, Sites, Step
from engines.issues import Issue

DOTS: Final = ".．"
BLANKS: Final = " \t\r\n　\ufeff\u200b"


@dataclass(frozen=True, slots=True)
class Spot:
    """The letters from `start` to `end` of the text at `path`; of the last name of that path where `is_name`."""

    path: Step
    start: int
    end: int
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """A place that names a target, or rests on it without a letter of its key. `what` the text there is, `member` the
    setting that it belongs to; `cut` is where what makes no sense without it stands."""

    target: Target
    path: Step
    cut: Step
    what: str
    spots: tuple[Spot, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether the place merely lists it, rather than says something about it."""
        return self.what not in {"expression", COMPARISON}


Found = Iterator[tuple[Target, Spot | None]]


def uses_in(sites: Sites, landscape: Landscape) -> Iterator[Use]:
    """All uses in a document, in its order; one for each target at each place."""
    for site in sites.of(landscape.document):
        spots: dict[Target, list[Spot]] = {}
        reader = READERS.get(site.what)
        # What the organisation numbers has no key here.
        for target, spot in () if reader is None else reader(landscape, site):
            own = spots.setdefault(target, [])
            if spot is not None and spot not in own:
                own.append(spot)
        for target, own in spots.items():
            yield Use(target, site.path, site.cut, site.what, tuple(own))


def whole(site: Site) -> Spot:
    """The text of a site from its first to its last letter."""
    return Spot(site.path, 0, len(site.value))


def form(landscape: Landscape, site: Site) -> Found:
    """A form by its key."""
    yield Target("form", site.value), whole(site)


def option_set(landscape: Landscape, site: Site) -> Found:
    """A shared list of options by its key."""
    yield Target("option_set", site.value), whole(site)


def menu_entry(landscape: Landscape, site: Site) -> Found:
    """A line of the menu by its key."""
    yield Target("menu_entry", site.value), whole(site)


def view(landscape: Landscape, site: Site) -> Found:
    """A view by its key."""
    yield Target("view", site.value), whole(site)


def role(landscape: Landscape, site: Site) -> Found:
    """A role by its key."""
    yield Target("role", site.value), whole(site)


def flow(landscape: Landscape, site: Site) -> Found:
    """A flow by its key."""
    yield Target("flow", site.value), whole(site)


def node(landscape: Landscape, site: Site) -> Found:
    """Another node of the same flow."""
    if site.owner is not None:
        yield Target("node", site.owner, site.value), whole(site)


def target_field(landscape: Landscape, site: Site) -> Found:
    """A field of another record that is filled from the record at hand."""
    for reading in landscape.read(filled(landscape, site), (site.value,)):
        yield reading.target, whole(site) if reading.named else None


def filled(landscape: Landscape, site: Site) -> str | None:
    """The form whose fields are filled from the record at hand."""
    return site.target if site.through is None else landscape.behind(site.table, site.through)


def field(landscape: Landscape, site: Site) -> Found:
    """A field, or what leads to others, by its key: of the form beside it where it is one of another."""
    told = site.table if site.of is None else site.holder.get(site.of)
    table = told if isinstance(told, str) else None
    for reading in landscape.read(table, (site.value,)):
        yield reading.target, whole(site) if reading.named else None


def source_field(landscape: Landscape, site: Site) -> Found:
    """A field of what the source beside it leads to."""
    source = site.holder.get(site.of or "")
    table = landscape.behind(site.table, source) if isinstance(source, str) else None
    for reading in landscape.read(table, (site.value,)):
        yield reading.target, whole(site) if reading.named else None


def option(landscape: Landscape, site: Site) -> Found:
    """An option of the field that is named beside it."""
    owner = site.holder.get(site.of or "")
    if site.table is None or not isinstance(owner, str):
        return
    for target in landscape.options(site.table, owner):
        if target.option == site.value:
            yield target, whole(site)


def field_rights(landscape: Landscape, site: Site) -> Found:
    """Fields as the names of a mapping."""
    for dotted in site.value:
        for reading in landscape.read(site.table, tuple(dotted.split("."))):
            yield reading.target, dotted_spot((*site.path, dotted), dotted, reading, is_name=True)


def dotted_spot(path: Step, text: str, reading: Reading, *, is_name: bool = False) -> Spot | None:
    """One part of a text whose parts stand between dots."""
    if not reading.named:
        return None
    parts = text.split(".")
    start = sum(len(part) + 1 for part in parts[: reading.position])
    return Spot(path, start, start + len(parts[reading.position]), is_name)


def comparison(landscape: Landscape, site: Site) -> Found:
    """The field and the options that a part of a filter compares."""
    dotted, source = site.value["field"], site.holder.get(site.of or "")
    table = landscape.behind(site.table, source) if isinstance(source, str) else site.table
    names = tuple(dotted.split("."))
    for reading in landscape.read(table, names):
        yield reading.target, dotted_spot((*site.path, "field"), dotted, reading)
    end = landscape.end(table, names)
    known = {} if end is None else {each.option: each for each in landscape.options(*end)}
    for where, value in texts_in(site.value.get("value"), (*site.path, "value")):
        if value in known:
            yield known[value], Spot(where, 0, len(value))


def texts_in(value: object, path: Step) -> Iterator[tuple[Step, str]]:
    """A text, or those of a list."""
    if isinstance(value, str):
        yield path, value
    for position, member in enumerate(value if isinstance(value, list | tuple) else ()):
        yield from texts_in(member, (*path, position))


def expression(landscape: Landscape, site: Site) -> Found:
    """What an author's text reads, and the options that it compares with."""
    tree = parse(site.value) if site.value.strip() else Issue("expression.empty")
    if isinstance(tree, Issue):
        return
    table = site.table
    if site.of is not None:
        told = site.holder.get(site.of)
        other = landscape.behind(table, told) if site.of == "source" and isinstance(told, str) else told
        table = other if isinstance(other, str) else None
    yield from ExpressionReader(landscape, site, table).read(tree, own_options(landscape, site))


def own_options(landscape: Landscape, site: Site) -> Sequence[Target]:
    """The options of the field that a setting belongs to, or gives a value to: its default is one of them."""
    key = site.holder.get(site.gives or "key")
    is_field = site.gives is not None or isinstance(site.holder.get("kind"), str)
    table = filled(landscape, site) or site.table
    if table is None or not isinstance(key, str) or not is_field:
        return ()
    return tuple(landscape.options(table, key))


@dataclass(frozen=True, slots=True)
class ExpressionReader:
    """Reads one expression over the rows of `table`."""

    landscape: Landscape
    site: Site
    table: str | None

    def read(self, tree: Syntax, options: Iterable[Target]) -> Found:
        """What the tree names; `options` are those that a text in its place would be one of."""
        match tree:
            case Name():
                yield from self.name(tree)
            case Constant(value=str(text)):
                spot = Spot(self.site.path, tree.span.start + 1, tree.span.end - 1)
                yield from ((target, spot) for target in options if target.option == text)
            case Application():
                near = [*options, *self.compared(tree)]
                for argument in tree.arguments:
                    yield from self.read(argument, near)

    def compared(self, tree: Application) -> Iterator[Target]:
        """The options of the fields beside which a text stands."""
        for argument in tree.arguments:
            if isinstance(argument, Name):
                table, path = self.rooted(argument.path)
                end = self.landscape.end(table, path) if path else None
                if end is not None:
                    yield from self.landscape.options(*end)

    def rooted(self, path: Path) -> tuple[str | None, Path]:
        """Where a path begins, and what is left of it behind its root."""
        if path[0] == OLD:
            return self.table, path[1:]
        if path[0] == RECORD:
            return self.site.table, path[1:]
        return (None, ()) if path[0].isupper() else (self.table, path)

    def name(self, tree: Name) -> Found:
        """What a path reads, each with its letters."""
        parts = tuple(self.parts(tree))
        if tree.path[0] == PARAM and len(tree.path) > 1:
            yield Target("parameter", tree.path[1]), parts[1]
        table, path = self.rooted(tree.path)
        skipped = len(tree.path) - len(path)
        for reading in self.landscape.read(table, path):
            yield reading.target, parts[reading.position + skipped] if reading.named else None

    def parts(self, tree: Name) -> Iterator[Spot]:
        """The letters of each name of a path."""
        at = tree.span.start
        for part in _split(self.site.value[tree.span.start : tree.span.end]):
            lead = len(part) - len(part.lstrip(BLANKS))
            yield Spot(self.site.path, at + lead, at + lead + len(part.strip(BLANKS)))
            at += len(part) + 1


def _split(text: str) -> list[str]:
    for dot in DOTS[1:]:
        text = text.replace(dot, DOTS[0])
    return text.split(DOTS[0])


READERS: Final[Mapping[str, Callable[[Landscape, Site], Found]]] = {
    "form": form,
    "menu_entry": menu_entry,
    "view": view,
    "option_set": option_set,
    "role": role,
    "flow": flow,
    "node": node,
    "target_field": target_field,
    "field": field,
    "source": field,
    "source_field": source_field,
    "option": option,
    "field_rights": field_rights,
    COMPARISON: comparison,
    "expression": expression,
}


def renamed(document: Any, uses: Iterable[Use], keys: Mapping[Target, str]) -> Any:
    """The document in which uses name their targets by other keys."""
    wanted: dict[tuple[Step, bool], dict[Spot, str]] = {}
    for use in uses:
        for spot in use.spots if use.target in keys else ():
            wanted.setdefault((spot.path, spot.is_name), {})[spot] = keys[use.target]
    for (path, is_name), spots in wanted.items():
        document = respelled(document, path, spots, is_name=is_name)
    return document


def respelled(node: Any, path: Step, spots: Mapping[Spot, str], *, is_name: bool) -> Any:
    """The node with other letters in the text, or in the last name, at the end of the path."""
    if not path:
        return spelled(node, spots)
    name, rest = path[0], path[1:]
    if isinstance(node, Mapping):
        if not rest and is_name:
            return {spelled(own, spots) if own == name else own: value for own, value in node.items()}
        return {
            own: respelled(value, rest, spots, is_name=is_name) if own == name else value
            for own, value in node.items()
        }
    return [
        respelled(value, rest, spots, is_name=is_name) if at == name else value
        for at, value in enumerate(node)
    ]


def spelled(text: str, spots: Mapping[Spot, str]) -> str:
    """The text with other letters at some spots."""
    for spot in sorted(spots, key=lambda each: each.start, reverse=True):
        text = text[: spot.start] + spots[spot] + text[spot.end :]
    return text
