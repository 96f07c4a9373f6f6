"""Rows of a sub-table as JSON carries them, with every problem where it stands."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from engines.form.field import Field
from engines.form.wording import did_you_mean, given
from engines.issues import Issue, pointer

Row: TypeAlias = Mapping[str, object]
"""Typed values by field key, and "id": the row's id, or None for a new one."""

IGNORED: Final = frozenset({"id", "position", "parent", "version"})
"""Members that a row read from the server has and that nobody writes."""
LARGEST_ID: Final = 2**63 - 1


def parse_rows(
    fields: Sequence[Field], raw: object, limits: tuple[int, int]
) -> tuple[tuple[Row, ...] | None, tuple[Issue, ...]]:
    """The typed rows (None when blank) and what is wrong with them."""
    if raw is None:
        raw = ()
    if not isinstance(raw, list | tuple):
        return None, (Issue("not_rows"),)
    least, most = limits
    if len(raw) > most:
        return None, (Issue("too_many_rows", params={"maximum": most, "count": len(raw)}),)
    issues: list[Issue] = []
    if 0 < len(raw) < least:
        issues.append(Issue("too_few_rows", params={"minimum": least, "count": len(raw)}))
    by_key = {field.key: field for field in fields}
    rows: list[Row] = []
    seen: set[int] = set()
    for index, item in enumerate(raw):
        row, problems = _parse_row(by_key, item)
        issues += (problem.under(pointer(index)) for problem in problems)
        identity = row["id"]
        if isinstance(identity, int):
            if identity in seen:
                issues.append(Issue("row_twice", pointer(index, "id")))
            seen.add(identity)
        rows.append(row)
    return tuple(rows) or None, tuple(issues)


def _parse_row(fields: Mapping[str, Field], raw: object) -> tuple[Row, Iterable[Issue]]:
    if not isinstance(raw, Mapping):
        return {"id": None}, (Issue("not_row"),)
    identity = raw.get("id")
    issues: list[Issue] = []
    if identity is not None and not (type(identity) is int and 0 < identity <= LARGEST_ID):
        issues.append(Issue("not_reference", "/id"))
        identity = None
    row: dict[str, object] = {"id": identity}
    for key, item in raw.items():
        field = fields.get(key)
        if field is None:
            if key not in IGNORED:
                issues.append(
                    Issue("unknown_field", pointer(given(key)), {"suggestion": did_you_mean(key, fields)})
                )
        elif not field.computed:
            value = field.parse(item)
            if isinstance(value, Issue):
                issues.append(value.under(pointer(key)))
            else:
                row[key] = value
    return row, issues
