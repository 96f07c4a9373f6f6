"""All forms of an application at one version, compiled together; or everything that is wrong with them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause

from engines.definition import Label
from engines.expression.check import Checked
from engines.expression.scope import ME, OLD, PARAM, Entity, Path, Scope
from engines.expression.types import Type
from engines.form.checking import check_forms
from engines.form.compiled import Compiled, Form, Inverse, SubTable
from engines.form.computation import FormulaText
from engines.form.computed import Recomputation
from engines.form.conditions import check_conditions
from engines.form.dependencies import dependencies, leads
from engines.form.field import Field
from engines.form.form import FormDefinition
from engines.form.graph import DependencyGraph, NodeKey
from engines.form.ordering import calculations
from engines.form.page import RecordPage
from engines.form.reading import resolver
from engines.form.resolution import Resolution, resolve
from engines.form.search import search_index
from engines.form.structure import Many, Node, structure_of, table_key
from engines.form.system import LINKED, PARENT, TITLE, row_types
from engines.form.tables import (
    junction_indexes,
    junction_references,
    junction_table,
    record_indexes,
    record_table,
    references,
    row_indexes,
    row_table,
    schema_name,
)
from engines.issues import Issue, has_errors, pointer

FILTER: Final = "FILTER"
"""The root below which the compared values of a filter stand, none of them blank: FILTER.p0, FILTER.p1 …"""

__all__ = ["FILTER", "Compiled", "Form", "Inverse", "Schema", "SubTable", "compile_schema"]


@dataclass(frozen=True, eq=False, kw_only=True)
class Schema:
    """All forms of an application at one version. It never changes."""

    app: str
    forms: Mapping[str, Form]
    metadata: sa.MetaData
    graph: DependencyGraph
    computed: Mapping[NodeKey, Checked]
    """The expressions of formulas and titles, the filters of rollups, by table and key."""
    me: Mapping[str, Type]
    parameters: Mapping[str, Type]

    @cached_property
    def sources(self) -> Mapping[str, Form | SubTable]:
        """Forms, sub-tables and what joins forms, by the key of their table."""
        found: dict[str, Form | SubTable] = {}
        for form in self.forms.values():
            found[form.key] = form
            for sub in (*form.sub_tables.values(), *form.junctions.values()):
                found[sub.table.name] = sub
        return found

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """What expressions may walk through."""
        return {key: source.entity for key, source in self.sources.items()}

    @cached_property
    def recomputation(self) -> Recomputation:
        """The statements that bring computed columns up to date."""
        return Recomputation(self)

    @cached_property
    def constraints(self) -> Mapping[str, tuple[str, str]]:
        """Names of unique indexes and foreign keys → (table key, field key): the field that the database refused."""
        found: dict[str, tuple[str, str]] = {}
        for key, source in self.sources.items():
            for index in source.indexes.values():
                if index.field is not None:
                    found[index.name] = key, index.field
            found.update({reference.name: (key, reference.field) for reference in source.references.values()})
        return found

    def scope(self, source: str, roots: Mapping[str, Mapping[str, Type]]) -> Scope:
        """What an expression over records of `source` may name, with the roots of its place (ME, PARAM, FILTER …)."""
        own = {name: fields for name, fields in roots.items() if name not in {ME, PARAM, OLD}}
        return Scope(
            self.sources[source].entity,
            self.entities,
            me=roots.get(ME),
            old=OLD in roots,
            parameters=roots.get(PARAM, {}),
            roots=own,
            filled=frozenset({(ME, "id"), *((FILTER, slot) for slot in own.get(FILTER, ()))}),
        )

    def resolver(
        self, source: str | Form | SubTable, table: FromClause
    ) -> Callable[[Path], ColumnElement[Any]]:
        """Reads paths in SQL, beginning at `table`, which has the columns of `source`."""
        start = self.sources[source] if isinstance(source, str) else source
        return resolver(self.sources.__getitem__, start, table)


def compile_schema(
    app: str,
    forms: Sequence[FormDefinition],
    parameters: Mapping[str, Type],
    me: Mapping[str, Type],
    pages: Sequence[RecordPage] = (),
) -> tuple[Schema | None, tuple[Issue, ...]]:
    """The schema, or None with the issues that forbid it; pointers are like "/forms/0/fields/3/formula"."""
    structure = structure_of(forms)
    by_key: dict[str, FormDefinition] = {}
    for form in forms:
        by_key.setdefault(form.key, form)
    issues = [*check_forms(forms), *structure.issues]
    found = resolve(structure, by_key, me, parameters)
    issues += found.issues
    expressions: dict[str, dict[str, Checked]] = {}
    for key, form in by_key.items():
        own = [(pointer("pages", at), page) for at, page in enumerate(pages) if page.form == key]
        expressions[key], problems = check_conditions(found, form, structure.nodes[key], own)
        issues += problems
    if has_errors(issues):
        return None, tuple(issues)
    metadata = sa.MetaData(schema=schema_name(app))
    compiled: dict[str, Form] = {}
    for key, form in by_key.items():
        circles: list[Issue] = []
        order = calculations(found, structure.nodes[key], expressions[key], circles)
        issues += circles
        compiled[key] = _form(app, metadata, found, form, expressions[key], order)
    if has_errors(issues):
        return None, tuple(issues)
    schema = Schema(
        app=app,
        forms=compiled,
        metadata=metadata,
        graph=DependencyGraph(
            tuple(node for node in found.order if node not in found.fleeting), tuple(dependencies(found))
        ),
        computed=found.checked,
        me=me,
        parameters=parameters,
    )
    found.sources.update(schema.sources)
    return schema, tuple(issues)


def _form(
    app: str,
    metadata: sa.MetaData,
    found: Resolution,
    definition: FormDefinition,
    conditions: Mapping[str, Checked],
    order: tuple[NodeKey, ...],
) -> Form:
    node = found.structure.nodes[definition.key]
    typed = found.fields[definition.key]
    fields = {
        key: item.with_rows(tuple(found.fields[table_key(definition.key, key)].values()))
        if item.row_fields() is not None
        else item
        for key, item in typed.items()
    }
    table = record_table(metadata, app, definition.key, fields)
    sub_tables = {
        key: _sub_table(app, metadata, found, definition.key, item)
        for key, item in fields.items()
        if item.row_fields() is not None
    }
    junctions = {
        key: _junction(app, metadata, definition.key, fields[key], many)
        for key, many in node.lists.items()
        if many.is_listed
    }
    return Form(
        key=definition.key,
        definition=definition,
        fields=fields,
        table=table,
        entity=found.entities[definition.key],
        leads=leads(found, node),
        lists=node.lists,
        sub_tables=sub_tables,
        junctions=junctions,
        inverses=_inverses(found, node),
        expressions={name: Compiled(checked) for name, checked in _named(found, node, conditions)},
        indexes=record_indexes(table, definition, fields),
        search=search_index(table, definition, fields),
        references=references(table, fields),
        calculations=order,
    )


def _sub_table(app: str, metadata: sa.MetaData, found: Resolution, form: str, field: Field) -> SubTable:
    key = table_key(form, field.key)
    fields = found.fields[key]
    table = row_table(metadata, app, key, form, fields)
    return SubTable(
        key=field.key,
        form=form,
        field=field,
        fields=fields,
        table=table,
        entity=found.entities[key],
        leads=leads(found, found.structure.nodes[key]),
        indexes=row_indexes(table, fields),
        references=references(table, fields),
    )


def _junction(app: str, metadata: sa.MetaData, form: str, field: Field, many: Many) -> SubTable:
    key = table_key(form, field.key)
    table = junction_table(metadata, app, key, form)
    return SubTable(
        key=field.key,
        form=form,
        field=field,
        fields={},
        table=table,
        entity=Entity(key, row_types(form)),
        leads={PARENT: form, LINKED: many.entity},
        indexes=junction_indexes(table, field.key),
        references=junction_references(table, field.key, many.entity),
    )


def _inverses(found: Resolution, node: Node) -> Mapping[str, Inverse]:
    inverses: dict[str, Inverse] = {}
    for key, many in node.lists.items():
        if not (many.is_rows or many.is_listed):
            end = found.fields[many.entity][many.column].link()
            words = {} if end is None else end.inverse_label
            label = Label(zh_cn=words.get("zh-CN", ""), en=words.get("en", ""))
            inverses[key] = Inverse(key, label, many.entity, many.column)
    return inverses


def _named(found: Resolution, node: Node, conditions: Mapping[str, Checked]) -> Iterator[tuple[str, Checked]]:
    """Every expression of a form with its name."""
    yield from conditions.items()
    owners = [(node, "fields")]
    owners += [
        (found.structure.nodes[many.entity], f"fields/{key}/fields")
        for key, many in node.lists.items()
        if many.is_rows
    ]
    for owner, name in owners:
        for key, item in found.fields[owner.key].items():
            checked = found.checked.get((owner.key, key))
            if checked is not None:
                computation = item.computation()
                member = computation.setting if isinstance(computation, FormulaText) else "filter"
                yield f"{name}/{key}/{member}", checked
    if (node.key, TITLE) in found.checked:
        yield "title", found.checked[node.key, TITLE]
