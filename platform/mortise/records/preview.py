"""What the server makes of values before they are saved: defaults, computed values, problems, titles."""

from collections.abc import Iterable, Mapping
from typing import Any

from engines.form.facts import Need, Question
from engines.form.parsing import record_to_json
from engines.form.submit import begin
from engines.issues import Issue, pointer
from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.errors import Forbidden, Invalid, NotFound, issue_json
from mortise.records.access import Door, open_form
from mortise.records.answers import find_answers
from mortise.records.facts import facts_of
from mortise.records.incoming import Incoming, read_incoming
from mortise.records.readable import readable_anywhere, readable_on
from mortise.records.references import UNSEEN, namings
from mortise.records.slots import slot_values
from mortise.records.stored import read_record
from mortise.records.taking_in import ROUNDS, gathered, try_in
from mortise.records.titles import Named, read_titles

MEMBERS = frozenset({"id", "values"})


async def preview(
    reader: Reader, context: Context, form: str, document: Mapping[str, object]
) -> dict[str, object]:
    """The record as it would be: of a new one, or of the record `id` with `values` changed."""
    door = open_form(context, form)
    number, raw = _read(document)
    incoming = read_incoming(door, raw)
    before: Mapping[str, object] | None = None
    readable = readable_anywhere(door)
    if number is None:
        door.demand("create")
    else:
        readable = await readable_on(reader, context, door, number)
        stored = await read_record(reader, context, door, number, tuple(door.form.sub_tables))
        if not stored.is_editable:
            raise Forbidden
        before = stored.values
    if before is None and not raw:
        record, issues = await _begun(reader, context, door), list[Issue]()
    else:
        submission, found = await try_in(reader, context, door.form, before, incoming.values)
        issues = gathered(incoming.issues, found)
        known = without_unseen(incoming.values, found)
        if known != incoming.values:
            submission, _ = await try_in(reader, context, door.form, before, known)
        record = submission.record
    return {
        "values": _shown(door, readable, record),
        "issues": [issue_json(issue, context.locale) for issue in issues],
        "slots": await slot_values(reader, context, door, before, record),
        "titles": await _titles(reader, context, door, readable, record, incoming),
    }


def _read(document: Mapping[str, object]) -> tuple[int | None, Mapping[str, object]]:
    issues = [
        Issue("system_column", pointer(key), {"key": key[:100]}) for key in document if key not in MEMBERS
    ]
    number, raw = document.get("id"), document.get("values", {})
    if number is not None and type(number) is not int:
        issues.append(Issue("not_reference", "/id"))
    if not isinstance(raw, Mapping):
        issues.append(Issue("not_row", "/values"))
    if issues:
        raise Invalid(issues)
    return (number if isinstance(number, int) else None), (raw if isinstance(raw, Mapping) else {})


async def _begun(reader: Reader, context: Context, door: Door) -> Mapping[str, object]:
    """A new record with its defaults."""
    answers: dict[Question, object] = {}
    for _ in range(ROUNDS):
        result = begin(door.form, {}, facts_of(context, answers), context.clock)
        if not isinstance(result, Need):
            return result
        found = await find_answers(reader, context, result.questions, {})
        answers.update(found.answers)
    raise NotFound


def without_unseen(values: Mapping[str, object], issues: Iterable[Issue]) -> Mapping[str, object]:
    """The values without ids of what is not the person's to see: nothing may be computed from there."""
    given: Mapping[str, Any] = values
    kept: dict[str, Any] = dict(values)
    for issue in issues:
        if issue.code != UNSEEN:
            continue
        key, *inner = issue.pointer.removeprefix("/").split("/")
        rows = kept.get(key)
        if len(inner) == 2 and isinstance(rows, (list, tuple)):
            place = int(inner[0])
            kept[key] = tuple(
                {**row, inner[1]: None} if number == place else row for number, row in enumerate(rows)
            )
        elif len(inner) == 1 and isinstance(given[key], tuple):
            unseen = given[key][int(inner[0])]
            kept[key] = tuple(item for item in kept[key] or () if item != unseen) or None
        else:
            kept[key] = None
    return kept


def _shown(door: Door, readable: frozenset[str], record: Mapping[str, object]) -> dict[str, object]:
    """The readable values as JSON gives them."""
    shown: dict[str, object] = {}
    for key, field in door.form.fields.items():
        if key not in readable or key not in record:
            continue
        value = record[key]
        sub = door.form.sub_tables.get(key)
        if sub is None:
            shown[key] = None if value is None else field.to_json(value)
        else:
            rows: Any = value or ()
            kept = {inner for inner in sub.fields if f"{key}.{inner}" in readable} | {"id"}
            shown[key] = [
                {name: item for name, item in record_to_json(sub.fields, row).items() if name in kept}
                for row in rows
            ]
    return shown


async def _titles(
    reader: Reader,
    context: Context,
    door: Door,
    readable: frozenset[str],
    record: Mapping[str, object],
    incoming: Incoming,
) -> dict[str, dict[str, str]]:
    """The titles of everything that the record names in readable fields: by what it is of, by id."""
    wanted: set[tuple[Named, int]] = {
        (naming.source, naming.id)
        for naming in namings(door.form, None, record)
        if field_at(naming.place) in readable
    }
    if incoming.owner is not None:
        wanted.add(("person", incoming.owner))
    titles: dict[str, dict[str, str]] = {}
    for (named, number), title in (await read_titles(reader, context, wanted)).items():
        titles.setdefault(named.removeprefix("form:"), {})[str(number)] = title
    return titles


def field_at(place: str) -> str:
    """The key of the field that a pointer into a record leads to."""
    parts = [part for part in place.removeprefix("/").split("/") if not part.isdigit()]
    return parts[0] if len(parts) == 1 else f"{parts[0]}.{parts[-1]}"
