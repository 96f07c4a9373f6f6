"""The physical columns and the log of a record that is only being made."""

from collections.abc import Mapping

from engines.form.compiled import Form
from engines.form.parsing import record_to_json
from engines.form.sorting import sort_key
from engines.form.submit import Submission
from mortise.access.context import Context
from mortise.records.columns import stored_fields

STAMPED = ("owner", "department")


def field_columns(form: Form, submission: Submission) -> dict[str, object]:
    """The physical columns of the values that differ from before."""
    return _columns_of(form, submission.values)


def _columns_of(form: Form, values: Mapping[str, object]) -> dict[str, object]:
    stored = stored_fields(form)
    writers, plain = stored.to_columns, stored.kept_plain
    columns: dict[str, object] = {}
    for key, value in values.items():
        if key in plain:
            columns[key] = value
            continue
        writer = writers.get(key)
        if writer is not None:
            columns.update(writer(value))
    return columns


def title_columns(title: str | None) -> dict[str, object]:
    """The columns of what the record is called."""
    return {"title": title, "title__sort": None if title is None else sort_key(title)}


def new_columns(context: Context, form: Form, submission: Submission) -> dict[str, object]:
    """Every physical column of a new record, which belongs to the person who makes it."""
    return {**stored_fields(form).blank, **filled_columns(form, submission), **stamps(context)}


def filled_columns(form: Form, submission: Submission) -> dict[str, object]:
    """The physical columns of what a new record says, and of what it is called; others are blank."""
    return {**_columns_of(form, _filled(submission)), **title_columns(submission.title)}


def stamps(context: Context) -> dict[str, object]:
    """The physical columns of what a new record does not say itself: whose it is, and when it was made."""
    me, now = context.principal.person, context.clock.now
    return {
        "owner": me,
        "department": context.principal.department,
        "created_at": now,
        "created_by": me,
        "updated_at": now,
        "updated_by": me,
        "definition_version": context.app.version,
    }


def log_values(form: Form, values: Mapping[str, object], stamped: Mapping[str, object]) -> dict[str, object]:
    """Values as the log keeps them: fields and rows as JSON, and whose the record is where that is stamped."""
    stored = stored_fields(form)
    writers, plain = stored.to_json, stored.told_plain
    found: dict[str, object] = {}
    for key, value in values.items():
        if key in plain:
            found[key] = value
            continue
        writer = writers.get(key)
        if writer is not None:
            found[key] = None if value is None else writer(value)
        elif key in form.sub_tables:
            rows = value if isinstance(value, (list, tuple)) else ()
            found[key] = [record_to_json(form.sub_tables[key].fields, row) for row in rows]
    found.update((key, stamped[key]) for key in STAMPED if key in stamped)
    return found


def new_log(form: Form, submission: Submission, stamped: Mapping[str, object]) -> dict[str, object]:
    """What the log tells of a new record: everything that is not blank."""
    found = log_values(form, _filled(submission), stamped)
    return {key: value for key, value in found.items() if value is not None and value != []}


def _filled(submission: Submission) -> dict[str, object]:
    """The values that are there; most of a new record's are often not."""
    return {key: value for key, value in submission.values.items() if value is not None}
