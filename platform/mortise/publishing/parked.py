"""What an application has parked, and what of it a draft takes back."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass

from engines.form.compiled import Form, SubTable
from engines.form.graph import NodeKey
from engines.form.parking import ParkedField, ParkedTable, Returning, parked_table_name
from engines.form.schema import Schema
from mortise.db.transaction import Reader
from mortise.definitions.app import AppDefinition
from mortise.definitions.published import PublishedApps
from mortise.publishing.live import PARKED, LiveTable

Versions = Mapping[int, Mapping[str, str]]
"""The columns that each version parked of one field, last version first: own name → parked name."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The versions of an application as far as something of them is parked."""

    reader: Reader
    apps: PublishedApps
    app_id: int
    live: Mapping[str, LiveTable]

    async def before(self, version: int) -> Schema:
        """The forms of the version that came before, which is how what `version` parked was described."""
        return (await self.apps.of(self.reader, self.app_id, version - 1)).schema

    async def described(self, version: int) -> AppDefinition:
        """The whole of that version before."""
        return (await self.apps.of(self.reader, self.app_id, version - 1)).definition


def path_of(source: Form | SubTable, key: str | None = None) -> str:
    """How authors name a form, a sub-table or a field of one: `visit`, `visit.lines`, `visit.lines.item`."""
    stem = f"{source.form}.{source.key}" if isinstance(source, SubTable) else source.key
    return stem if key is None else f"{stem}.{key}"


def parked_columns(table: LiveTable) -> Mapping[str, Versions]:
    """The parked fields of a table by key."""
    found: dict[str, dict[int, dict[str, str]]] = {}
    for name in table.columns:
        match = PARKED.fullmatch(name)
        if match is not None:
            columns = found.setdefault(match["key"], {}).setdefault(int(match["version"]), {})
            columns[match["key"] + match["suffix"]] = name
    return {
        key: {
            version: versions[version]
            for version in sorted(versions, reverse=True)
            if key in versions[version]
        }
        for key, versions in found.items()
    }


def parked_tables(live: Mapping[str, LiveTable], name: str) -> Mapping[int, str]:
    """The parked tables of a form or sub-table by the version that parked them, last first."""
    endings = {
        int(other.rpartition("_")[2]) for other in live if other.rpartition("__parked_")[2].isdecimal()
    }
    names = {version: parked_table_name(name, version) for version in sorted(endings, reverse=True)}
    return {version: other for version, other in names.items() if other in live}


def latest_table(live: Mapping[str, LiveTable], source: Form | SubTable) -> tuple[int, str] | None:
    """The version that parked a table last, and where it is. Rows stay with the record table that they belong to:
    those of an earlier table of the same name are not offered to a later one."""
    found = next(iter(parked_tables(live, source.table.name).items()), None)
    if found is not None and isinstance(source, SubTable) and source.form in live:
        parents = parked_tables(live, source.form)
        if parents and max(parents) >= found[0]:
            return None
    return found


async def returning_of(shelf: Shelf, old: Schema | None, new: Schema, paths: frozenset[str]) -> Returning:
    """What is taken back by naming it in `paths`, each with how it was described when it was parked."""
    before = {} if old is None else old.sources
    tables: dict[str, ParkedTable] = {}
    fields: dict[NodeKey, Sequence[ParkedField]] = {}
    for name, source in new.sources.items():
        place = name
        if name not in before:
            found = latest_table(shelf.live, source) if is_wanted(source, paths) else None
            earlier = None if found is None else (await shelf.before(found[0])).sources.get(name)
            if found is None or earlier is None:
                continue
            place = found[1]
            tables[name] = ParkedTable(earlier, place)
        table = shelf.live.get(place)
        for key, versions in ({} if table is None else parked_columns(table)).items():
            if key in source.fields and path_of(source, key) in paths:
                fields[name, key] = [each async for each in described(shelf, name, key, versions)]
    return Returning({node: found for node, found in fields.items() if found}, tables)


async def described(shelf: Shelf, table: str, key: str, versions: Versions) -> AsyncIterator[ParkedField]:
    """The parked field as each version parked it."""
    for version, columns in versions.items():
        source = (await shelf.before(version)).sources.get(table)
        item = None if source is None else source.fields.get(key)
        if item is not None and item.columns():
            yield ParkedField(item, columns)


def is_wanted(source: Form | SubTable, paths: frozenset[str]) -> bool:
    """Whether a table is taken back by its own name, or with the form that it belongs to."""
    form = source.form if isinstance(source, SubTable) else source.key
    return not paths.isdisjoint({path_of(source), form})


def parked_paths(live: Mapping[str, LiveTable], schema: Schema) -> Iterator[str]:
    """Everything of these forms under whose name something is parked."""
    for name, source in schema.sources.items():
        found = latest_table(live, source)
        if found is not None and name not in live:
            yield path_of(source)
        table = live.get(name) or (live[found[1]] if found is not None else None)
        for key in {} if table is None else parked_columns(table):
            if key in source.fields:
                yield path_of(source, key)
