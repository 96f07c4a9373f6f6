"""Reads a record as JSON carries it: typed values by field key, and every problem where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engines.form.field import Field
from engines.form.rows import parse_rows
from engines.form.wording import did_you_mean, texts
from engines.form.wording import given as shown
from engines.issues import Issue, pointer


@dataclass(frozen=True, slots=True)
class Parsed:
    """Typed values of the fields that were given without a problem, and the problems of the others."""

    values: Mapping[str, object]
    issues: tuple[Issue, ...]


def parse_record(fields: Mapping[str, Field], raw: Mapping[str, object]) -> Parsed:
    """Reads fields by key. A computed field and an unknown one are refused."""
    values: dict[str, object] = {}
    issues: list[Issue] = []
    for key, given in raw.items():
        field = fields.get(key)
        if field is None:
            issues.append(
                Issue("unknown_field", pointer(shown(key)), {"suggestion": did_you_mean(key, fields)})
            )
        elif field.computed:
            issues.append(Issue("not_writable", pointer(key), {"field": texts(field.label)}))
        elif (rows := field.row_fields()) is not None:
            value, problems = parse_rows(rows, given, field.row_limits())
            issues += (problem.under(pointer(key)) for problem in problems)
            values[key] = value
        else:
            parsed = field.meaning.parse(given)
            if isinstance(parsed, Issue):
                issues.append(parsed.under(pointer(key)))
            else:
                values[key] = parsed
    return Parsed(values, tuple(issues))


def record_to_json(fields: Mapping[str, Field], values: Mapping[str, object]) -> dict[str, object]:
    """Typed values as JSON gives them; what is no field stays as it is."""
    return dict(_to_json(fields, values))


def _to_json(fields: Mapping[str, Field], values: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    for key, value in values.items():
        field = fields.get(key)
        yield key, value if field is None or value is None else field.to_json(value)
