"""Which columns a request chooses, refused alike whether they are unknown or not the person's to read."""

from collections.abc import Iterable, Sequence

from engines.form.wording import unknown
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.access.rights import FormRights
from mortise.errors import Invalid
from mortise.records.access import Door
from mortise.records.projection import SHOWN_SYSTEM, Wanted, named_type, readable_keys

EVERYTHING = "*"


def unknown_field(door: Door, place: str, key: str) -> Issue:
    """Said of fields that do not exist and of fields that are hidden, in the same words."""
    return unknown("unknown_field", place, key, door.rights.fields)


def wanted(
    context: Context, door: Door, fields: Sequence[str] | None, expand: Iterable[str], *, rows: bool
) -> Wanted:
    """The columns of a request; raises Invalid with every key that is not there for this person."""
    readable = readable_keys(context.rights, door.form, rows=True)
    issues: list[Issue] = []
    if fields is None:
        keys = readable_keys(context.rights, door.form, rows=rows)
    else:
        issues.extend(
            unknown_field(door, pointer("fields", key), key) for key in fields if key not in readable
        )
        keys = tuple(dict.fromkeys(("id", "version", *fields)))
    nameable = set(_nameable(door, readable))
    chosen = set(expand)
    unnameable = sorted(chosen - nameable - {EVERYTHING})
    issues.extend(unknown_field(door, pointer("expand", key), key) for key in unnameable)
    if EVERYTHING in chosen:
        chosen = nameable
    if issues:
        raise Invalid(issues)
    return Wanted(keys, frozenset(chosen), context.locale)


def _nameable(door: Door, readable: Iterable[str]) -> Iterable[str]:
    """Everything whose value has a title: people, departments and links, in rows too."""
    for key in readable:
        if key in door.form.sub_tables:
            for inner, field in door.form.sub_tables[key].fields.items():
                named = f"{key}.{inner}"
                if field.value_type().target is not None and is_read(door.rights, named):
                    yield named
        elif named_type(door.form, key) is not None and (key in SHOWN_SYSTEM or is_read(door.rights, key)):
            yield key


def is_read(rights: FormRights, key: str) -> bool:
    """Whether the field itself, not only a mask of it, may be read on some record."""
    return rights.field(key).access in {"read", "write"}
