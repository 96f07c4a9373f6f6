"""A form and its sub-tables made ready for work: typed fields, tables, expressions that run."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as member
from functools import cached_property

import sqlalchemy as sa

from engines.definition import Label
from engines.expression.check import Checked
from engines.expression.python_executor import Evaluate, compile_python
from engines.expression.scope import Entity, Path
from engines.form.field import Field
from engines.form.form import FormDefinition
from engines.form.meaning import AnyMeaning
from engines.form.program import Program, compile_program
from engines.form.search import SearchIndex
from engines.form.structure import Many
from engines.form.system import SYSTEM_MEANINGS
from engines.form.tables import Index, Reference


@dataclass(frozen=True, eq=False)
class Compiled:
    """An author's expression, understood and ready to run."""

    checked: Checked

    @property
    def text(self) -> str:
        """What the author wrote."""
        return self.checked.text

    @property
    def reads(self) -> frozenset[Path]:
        """What it reads."""
        return self.checked.reads

    @cached_property
    def evaluate(self) -> Evaluate:
        """Runs it in Python, on values by dotted path."""
        return compile_python(self.checked)


@dataclass(frozen=True, eq=False, kw_only=True)
class SubTable:
    """The rows inside a form's records: the field that holds them, and a table of their own. The rows that join
    records to those that a field links to have no fields and are never shown as rows."""

    key: str
    form: str
    field: Field
    fields: Mapping[str, Field]
    table: sa.Table
    entity: Entity
    leads: Mapping[str, str]
    """Fields that lead to one record, with its form; `parent` leads to the record itself."""
    lists: Mapping[str, Many] = member(default_factory=dict)
    indexes: Mapping[str, Index]
    references: Mapping[str, Reference]

    @cached_property
    def links(self) -> Mapping[str, str]:
        """Link fields with the form they lead to."""
        return {key: target for key, target in self.leads.items() if key in self.fields}


@dataclass(frozen=True, slots=True)
class Inverse:
    """Records of the form `form` whose link `field` names a record of this one."""

    key: str
    label: Label
    form: str
    field: str


@dataclass(frozen=True, eq=False, kw_only=True)
class Form:
    """A form with everything that working with its records needs."""

    key: str
    definition: FormDefinition
    fields: Mapping[str, Field]
    table: sa.Table
    entity: Entity
    leads: Mapping[str, str]
    lists: Mapping[str, Many]
    sub_tables: Mapping[str, SubTable]
    junctions: Mapping[str, SubTable]
    """Fields that link to several records, with the table that joins them."""
    inverses: Mapping[str, Inverse]
    expressions: Mapping[str, Compiled]
    """By where they stand: "fields/amount/visible_when", "fields/lines/fields/price/default", "fields/total/formula",
    "fields/total/filter", "validations/x", "gates/y", "sections/z", "title", "pages/p/q" for the part q of a page,
    "presses/close/sets/stage" and "presses/close/address" for what pressing the field `close` computes."""
    indexes: Mapping[str, Index]
    search: SearchIndex
    """What proposes records for a search. It is no part of plans: the host builds it beside readers and writers."""
    references: Mapping[str, Reference]
    calculations: tuple[tuple[str, str], ...]
    """Computed and defaulted fields as (table key, field key), each behind what it reads."""

    @property
    def links(self) -> Mapping[str, str]:
        """Link fields with the form they lead to."""
        return self.leads

    @cached_property
    def program(self) -> Program:
        """What a save does, compiled once."""
        return compile_program(self)

    def meaning(self, key: str) -> AnyMeaning | None:
        """What the values of a field or of a system column mean; None where there is none to compare."""
        found = self.fields.get(key)
        if found is None:
            return SYSTEM_MEANINGS.get(key)
        return None if found.row_fields() is not None else found.meaning
