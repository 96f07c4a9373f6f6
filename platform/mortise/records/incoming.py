"""What a person sends for a record: read field by field, refused where it is not the person's to write."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from engines.definition import SYSTEM_COLUMNS
from engines.form.compiled import Form
from engines.form.field import Field
from engines.form.rows import IGNORED, parse_rows
from engines.form.wording import texts, unknown
from engines.issues import Issue, pointer
from mortise.access.rights import FormRights
from mortise.records.access import Door

OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Incoming:
    """Typed values by field key; `owner` where the record is to be handed over; what is wrong with the rest."""

    values: Mapping[str, object]
    owner: int | None
    issues: tuple[Issue, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What the person sets, in one order, so that the same set makes the same statement."""
        return tuple(sorted((*self.values, *((OWNER,) if self.owner is not None else ()))))


def read_incoming(door: Door, raw: Mapping[str, object]) -> Incoming:
    """Reads a record as JSON carries it. Hidden fields are as unknown as those that do not exist."""
    values: dict[str, object] = {}
    issues: list[Issue] = []
    owner: int | None = None
    fields, rights, visible = door.form.fields, door.rights, door.rights.fields
    parsers = _parsers(door.form, rights)
    for key, given in raw.items():
        parse = parsers.get(key)
        if parse is not None:
            value = parse(given)
            if isinstance(value, Issue):
                issues.append(value.under(pointer(key)))
            else:
                values[key] = value
            continue
        field = fields.get(key)
        access = visible[key].access if key in visible else "hidden"
        if field is None and key in SYSTEM_COLUMNS:
            if key != OWNER:
                issues.append(Issue("system_column", pointer(key), {"key": key}))
            elif rights.field(OWNER).access != "write":
                issues.append(Issue("not_transferable", pointer(key)))
            elif type(given) is not int or given <= 0:
                issues.append(Issue("not_reference", pointer(key)))
            else:
                owner = given
        elif field is None or access == "hidden":
            issues.append(unknown("unknown_field", pointer(key), key, _visible(fields, rights, "")))
        elif access != "write":
            issues.append(Issue("not_writable", pointer(key), {"field": texts(field.label)}))
        else:
            issues.extend(_read_rows(door, key, given, values))
    return Incoming(values, owner, tuple(issues))


@lru_cache(maxsize=2000)
def _parsers(form: Form, rights: FormRights) -> Mapping[str, Callable[[object], object]]:
    """How the fields that may be written are read, sub-tables apart."""
    return {
        key: field.parse
        for key, field in form.fields.items()
        if key not in form.sub_tables and key in rights.fields and rights.fields[key].access == "write"
    }


def writable_fields(door: Door) -> dict[str, Field]:
    """The fields that an import may fill."""
    return {
        key: field
        for key, field in door.form.fields.items()
        if key not in door.form.sub_tables
        and not field.holds_files()
        and door.rights.field(key).access == "write"
    }


def _visible(fields: Mapping[str, Field], rights: FormRights, prefix: str) -> list[str]:
    return [key for key in fields if rights.field(prefix + key).access != "hidden"]


def _read_rows(door: Door, key: str, raw: object, values: dict[str, object]) -> Iterator[Issue]:
    sub = door.form.sub_tables[key]
    prefix = f"{key}."
    visible = _visible(sub.fields, door.rights, prefix)
    rows, issues = parse_rows([sub.fields[inner] for inner in visible], raw, sub.field.row_limits())
    for issue in issues:
        yield issue.under(pointer(key))
    locked = {
        inner
        for inner in visible
        if door.rights.field(prefix + inner).access != "write" and not sub.fields[inner].computed
    }
    for index, row in enumerate(raw if locked and isinstance(raw, list) else ()):
        for inner in row if isinstance(row, Mapping) else ():
            if inner in locked and inner not in IGNORED:
                label = texts(sub.fields[inner].label)
                yield Issue("not_writable", pointer(key, index, inner), {"field": label})
    values[key] = rows
