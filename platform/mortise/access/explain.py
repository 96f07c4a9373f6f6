"""Explanations: which grant allowed somebody to do something with a record, and which did not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from engines.definition import LOCALES, Label, Locale
from engines.expression.scope import Path
from engines.expression.sentence import sentence_of
from engines.form.vocabulary import FormVocabulary, label_of
from mortise.access.context import Context
from mortise.access.form_rights import FormRights, OnRecord
from mortise.access.predicates import checked_condition
from mortise.access.rules import Rule
from mortise.access.sentences import parameter_words
from mortise.db.statements import prepare
from mortise.db.transaction import Reader
from mortise.definitions.roles import Action, FieldAccess, RowScope

Words = Mapping[Locale, str]


@dataclass(frozen=True, slots=True)
class ScopeAnswer:
    """A scope, and whether it admits the record; None when there is no such record."""

    scope: RowScope
    admits: bool | None


@dataclass(frozen=True, slots=True)
class RuleAnswer:
    """What one role says: its scopes for the action, and its access to the field that was asked about."""

    role: str
    scopes: tuple[ScopeAnswer, ...]
    access: FieldAccess | None

    @property
    def allows(self) -> bool:
        """Whether this role alone admits the record."""
        return any(answer.admits for answer in self.scopes)


@dataclass(frozen=True, slots=True)
class InputAnswer:
    """Something that the field is computed from, and whether it may be read with the record."""

    path: Path
    reads: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """The answers of every role that speaks of the form."""

    rules: tuple[RuleAnswer, ...]
    field_access: FieldAccess | None
    """What may be done with the field on this very record; None where no field was asked about."""
    inputs: tuple[InputAnswer, ...] = ()
    is_there: bool = True
    is_deleted: bool = False

    @property
    def is_granted(self) -> bool:
        """Whether the action is granted on the record."""
        return any(rule.allows for rule in self.rules)


async def explain(
    reader: Reader, context: Context, form: str, record: int, action: Action, field: str | None = None
) -> Explanation:
    """Why the context's principal may or may not do this to a record, deleted or not."""
    rights = context.rights.form(form)
    table = rights.form.table
    asked = rights.scope_by_scope(action, table)
    on_record = None if field is None else rights.field_by_field(field, table)
    viewed = rights.rows("view", table)
    columns = [predicate.label(f"s{place}") for place, (_, _, predicate) in enumerate(asked)]
    select = sa.select(
        table.c.id,
        table.c.deleted_at,
        (sa.false() if viewed is None else viewed).label("viewed"),
        *columns,
        *([] if on_record is None else named(on_record)),
    ).where(table.c.id == sa.bindparam("record", type_=sa.BigInteger))
    found = await reader.fetchrow(prepare(select), {**context.binds, "record": record})
    row = None if found is None else dict(found)
    answers = [
        (rule, ScopeAnswer(scope, None if row is None else bool(row[f"s{place}"])))
        for place, (rule, scope, _) in enumerate(asked)
    ]
    return Explanation(
        tuple(told(rule, answers, field) for rule in rights.rules),
        None if field is None else access_of(row),
        () if on_record is None or row is None else tuple(inputs_of(on_record, row)),
        row is not None,
        row is not None and row["deleted_at"] is not None,
    )


def named(on_record: OnRecord) -> list[sa.ColumnElement[bool]]:
    """What is asked of a field, as columns."""
    given = {"reads": on_record.reads, "sees": on_record.sees, "writes": on_record.writes}
    given |= {f"i{place}": read for place, read in enumerate(on_record.inputs.values())}
    return [condition.label(name) for name, condition in given.items()]


def access_of(row: Mapping[str, object] | None) -> FieldAccess:
    """What may be done with the field on the record that the row answers for."""
    if row is None or not row["viewed"]:
        return "hidden"
    if row["reads"]:
        return "write" if row["writes"] else "read"
    return "masked" if row["sees"] else "hidden"


def inputs_of(on_record: OnRecord, row: Mapping[str, object]) -> Iterator[InputAnswer]:
    """Each thing that the field is computed from."""
    for place, path in enumerate(on_record.inputs):
        yield InputAnswer(path, bool(row[f"i{place}"]))


def told(rule: Rule, answers: list[tuple[Rule, ScopeAnswer]], field: str | None) -> RuleAnswer:
    """One rule's part of the answers."""
    scopes = tuple(answer for asked, answer in answers if asked is rule)
    return RuleAnswer(rule.role, scopes, None if field is None else rule.access(field))


def explanation_json(
    context: Context,
    form: str,
    explanation: Explanation,
    held_by: Mapping[str, Sequence[Mapping[str, object]]],
) -> Mapping[str, object]:
    """The explanation as programs and pages read it, with the names that people know; `held_by` tells for each role by
    what the person holds it."""
    rights = context.rights.form(form)
    vocabulary = FormVocabulary(context.app.schema, rights.form, parameter_words(context.app.definition))
    labels = {role.key: role.label for role in context.app.definition.roles}
    return {
        "granted": explanation.is_granted,
        "is_there": explanation.is_there,
        "is_deleted": explanation.is_deleted,
        "field_access": explanation.field_access,
        "inputs": [
            {"name": vocabulary.path(answer.path), "reads": answer.reads} for answer in explanation.inputs
        ],
        "fields": [{"key": key, "name": name} for key, name in field_names(rights)],
        "roles": [
            {
                "role": rule.role,
                "label": labels.get(rule.role, Label()).model_dump(by_alias=True),
                "held_by": held_by.get(rule.role, ()),
                "allows": rule.allows,
                "field_access": rule.access,
                "scopes": [
                    {
                        **answer.scope.model_dump(exclude_defaults=True),
                        "words": in_words(context, rights, answer.scope, vocabulary),
                        "admits": answer.admits,
                    }
                    for answer in rule.scopes
                ],
            }
            for rule in explanation.rules
        ],
    }


def field_names(rights: FormRights) -> Iterator[tuple[str, Words]]:
    """The form's fields and the columns of its sub-tables."""
    form = rights.form
    for key in form.fields:
        name = label_of(form, key)
        yield key, name
        if key in form.sub_tables:
            rows = form.sub_tables[key]
            for inner in rows.fields:
                own = label_of(rows, inner)
                yield f"{key}.{inner}", {locale: f"{name[locale]} › {own[locale]}" for locale in LOCALES}


def in_words(
    context: Context, rights: FormRights, scope: RowScope, vocabulary: FormVocabulary
) -> Words | None:
    """What a scope names: its condition as a sentence, or the link that it follows."""
    if scope.condition:
        checked = checked_condition(context.app.schema, rights.form, scope.condition)
        said = sentence_of(checked, vocabulary)
        return {locale: said[locale] for locale in LOCALES}
    return None if scope.link is None else label_of(rights.form, scope.link)
