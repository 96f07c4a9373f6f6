"""Explanations: which grant allowed somebody to do something with a record, and which did not."""

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from mortise.access.context import Context
from mortise.access.rules import Rule
from mortise.db.statements import prepare
from mortise.db.transaction import Reader
from mortise.definitions.roles import Action, FieldAccess, RowScope


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
class Explanation:
    """The answers of every role that speaks of the form."""

    rules: tuple[RuleAnswer, ...]
    field_access: FieldAccess | None

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
    columns = [predicate.label(f"s{place}") for place, (_, _, predicate) in enumerate(asked)]
    select = sa.select(table.c.id, *columns).where(table.c.id == sa.bindparam("record", type_=sa.BigInteger))
    row = await reader.fetchrow(prepare(select), {**context.binds, "record": record})
    answers = [
        (rule, ScopeAnswer(scope, None if row is None else bool(row[f"s{place}"])))
        for place, (rule, scope, _) in enumerate(asked)
    ]
    return Explanation(
        tuple(told(rule, answers, field) for rule in rights.rules),
        None if field is None else rights.field(field).access,
    )


def told(rule: Rule, answers: list[tuple[Rule, ScopeAnswer]], field: str | None) -> RuleAnswer:
    """One rule's part of the answers."""
    scopes = tuple(answer for asked, answer in answers if asked is rule)
    return RuleAnswer(rule.role, scopes, None if field is None else rule.access(field))


def explanation_json(explanation: Explanation) -> Mapping[str, object]:
    """The explanation as programs read it."""
    return {
        "granted": explanation.is_granted,
        "field_access": explanation.field_access,
        "roles": [
            {
                "role": rule.role,
                "allows": rule.allows,
                "field_access": rule.access,
                "scopes": [
                    {**answer.scope.model_dump(exclude_defaults=True), "admits": answer.admits}
                    for answer in rule.scopes
                ],
            }
            for rule in explanation.rules
        ],
    }
