"""What every computed field reads, and the way back from there, as edges of the dependency graph."""

from collections.abc import Iterator, Mapping

from engines.expression.scope import Path
from engines.expression.types import LINK
from engines.form.computation import RollupOf
from engines.form.graph import EXISTENCE, Dependency, Hop, NodeKey
from engines.form.resolution import Resolution
from engines.form.structure import Node


def leads(found: Resolution, node: Node) -> Mapping[str, str]:
    """Fields that lead to one record: links, and formulas whose value is a record."""
    typed = {
        key: kind.target
        for key, kind in found.types[node.key].items()
        if kind.name == LINK.name and kind.target is not None
    }
    return {**node.links, **typed}


def dependencies(found: Resolution) -> Iterator[Dependency]:
    """What every computed field reads, and the way back from there."""
    seen: set[Dependency] = set()
    for reader in found.order:
        for dependency in _read(found, reader):
            if dependency not in seen:
                seen.add(dependency)
                yield dependency


def _read(found: Resolution, reader: NodeKey) -> Iterator[Dependency]:
    node = found.structure.nodes[reader[0]]
    item = node.fields.get(reader[1])
    computation = None if item is None else item.computation()
    checked = found.checked.get(reader)
    paths: list[tuple[Path, Path]] = []
    if isinstance(computation, RollupOf):
        source = (computation.source,)
        paths.append((source, ((computation.field,) if computation.field else ())))
        paths += [(source, path) for path in (checked.reads if checked else ()) if not path[0].isupper()]
    elif checked is not None:
        paths += [((), path) for path in checked.reads if not path[0].isupper()]
    for before, path in paths:
        yield from _along(found, reader, (*before, *path))


def _along(found: Resolution, reader: NodeKey, path: Path) -> Iterator[Dependency]:
    """The dependencies of one path: the field read at its end, and every link and list on its way."""
    table = reader[0]
    route: tuple[Hop, ...] = ()
    for key in path:
        node = found.structure.nodes[table]
        many = node.lists.get(key)
        if many is None:
            yield Dependency(reader, (table, key), route)
            target = leads(found, node).get(key)
            if target is None:
                return
            hop = Hop(table, key, up=True, before=target)
            table = target
        elif many.joining is None:
            hop = Hop(table, many.column, up=False, before=many.entity)
            table = many.entity
        else:
            joining = many.joining
            route = (Hop(table, joining.near, up=False, before=joining.table), *route)
            yield Dependency(reader, (joining.table, EXISTENCE), route)
            hop = Hop(joining.table, joining.far, up=True, before=many.entity)
            table = many.entity
        route = (hop, *route)
        yield Dependency(reader, (table, EXISTENCE), route)
        if many is not None and not many.is_rows and many.joining is None:
            yield Dependency(reader, (table, many.column), route)
