"""Which of a form's fields roles may read, mask or write, and on which of the records that they may view."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from engines.definition import SYSTEM_COLUMNS
from engines.expression.scope import OLD, Path
from engines.form.computation import Query
from engines.form.conditions import RECORD
from engines.form.field import Field
from engines.form.schema import Form, SubTable
from engines.form.system import PARENT
from mortise.access.conditions import ALWAYS, Clause, Condition, Unhidden, clause, folded
from mortise.access.inputs import inputs, read
from mortise.access.rules import Rule
from mortise.definitions.roles import Action, FieldAccess

READS: Final = frozenset({"read", "write"})
SEES: Final = frozenset({"masked", "read", "write"})
WRITES: Final = frozenset({"write"})
OWNER: Final = "owner"
ID: Final = "id"


@dataclass(frozen=True, slots=True)
class FieldRights:
    """The most that may be done with a field, and whether that depends on the record."""

    access: FieldAccess
    is_conditional: bool = False


HIDDEN: Final = FieldRights("hidden")


class FieldAccesses:
    """A form's fields under some rules. Conditions are about records that the rules let their holder view.

    Fields of a sub-table are named `lines.amount`. `neighbour` gives the same for the other forms of the app;
    `hidable` are the fields that a task can hide."""

    def __init__(
        self,
        form: Form,
        rules: Sequence[Rule],
        neighbour: Callable[[str], "FieldAccesses"],
        hidable: frozenset[str] = frozenset(),
    ) -> None:
        self._form = form
        self._rules = rules
        self._neighbour = neighbour
        self._hidable = hidable
        self._reading: dict[str, Condition | None] = {}

    def admitting(self, action: Action, key: str, accesses: frozenset[str]) -> Clause:
        """The scopes of an action, of those rules that give the field one of the accesses."""
        rules = (rule for rule in self._rules if rule.access(key) in accesses)
        return clause((scope for rule in rules for scope in rule.scopes(action)), action)

    @cached_property
    def viewed(self) -> Clause:
        """What is known of every record that the rules let their holder view."""
        return clause((scope for rule in self._rules for scope in rule.scopes("view")), "view")

    @cached_property
    def visible(self) -> Mapping[str, FieldRights]:
        """Every field that is not hidden."""
        rights = {key: self.rights(key) for key in self._keys()}
        return {key: given for key, given in rights.items() if given.access != "hidden"}

    def definition(self, key: str) -> Field | None:
        """The field of that key, if there is one."""
        outer, _, inner = key.partition(".")
        if not inner:
            return self._form.fields.get(outer)
        sub_table = self._form.sub_tables.get(outer)
        return None if sub_table is None else sub_table.fields.get(inner)

    def rights(self, key: str) -> FieldRights:
        """What may be done with a field; one that does not exist is hidden like one that is."""
        field = self.definition(key)
        if field is None:
            readable = key in SYSTEM_COLUMNS and self.reading(key) is not None
            return (
                FieldRights("write" if key == OWNER and self._transfers else "read") if readable else HIDDEN
            )
        reading = self.reading(key)
        if reading is None:
            seeing = self.seeing(key)
            return HIDDEN if seeing is None else FieldRights("masked", seeing != ALWAYS)
        return FieldRights("write" if self.is_writable(key) else "read", reading != ALWAYS)

    def is_writable(self, key: str) -> bool:
        """Whether some rule lets the field be written, at creation or by a change."""
        if key == OWNER:
            return self._transfers
        field = self.definition(key)
        if field is None or field.computed:
            return False
        return bool(self.admitting("create", key, WRITES) or self.admitting("edit", key, WRITES))

    @property
    def _transfers(self) -> bool:
        return any(rule.scopes("transfer") for rule in self._rules)

    def reading(self, key: str) -> Condition | None:
        """What a viewed record must satisfy for the field to be readable on it; None when it never is."""
        if key not in self._reading:
            self._reading[key] = None  # what computes itself from itself is read by nobody
            self._reading[key] = self._readable(key)
        return self._reading[key]

    def seeing(self, key: str) -> Condition | None:
        """The same for seeing the value at least masked: of a computed one, too, only by who may read its inputs. There
        is no mask of a button, nor of a list of records."""
        field = self.definition(key)
        if field is not None and (field.press() is not None or field.query() is not None):
            return self.reading(key)
        return self._with_inputs(key, self.admitting("view", key, SEES))

    def unhidden(self, key: str) -> Condition:
        """That no task of the person's hides the field; a sub-table is hidden with all of its rows."""
        outer = key.partition(".")[0]
        return frozenset({frozenset({Unhidden(outer)})}) if outer in self._hidable else ALWAYS

    def pressing(self, key: str) -> Condition | None:
        """What a viewed record must satisfy for the button to be pressed on it; None when it never is."""
        field = self.definition(key)
        if field is None or field.press() is None:
            return None
        granted = self.admitting("press", key, WRITES)
        return all_of([frozenset({granted}), self.reading(key)]) if granted else None

    def reaching(self, path: Path) -> Condition | None:
        """The same for what an expression reads, through links too: there, any rule that reads the field will do."""
        if not path:
            return ALWAYS if self.viewed else None
        first, rest = path[0], path[1:]
        if first.isupper():
            return self.reaching(rest) if first == OLD else ALWAYS
        if first in self._form.inverses:
            inverse = self._form.inverses[first]
            if self._form.lists[first].joining is None:
                return self._elsewhere(inverse.form, rest)
            # What lists this record is read from here only by who may read the list.
            named = self._elsewhere(inverse.form, (inverse.field,))
            return all_of([named, self._elsewhere(inverse.form, rest)])
        if not rest:
            return self.reading(first)
        if first in self._form.sub_tables:
            return self._in_rows(self._form.sub_tables[first], rest)
        many = self._form.lists.get(first)
        target = self._form.leads.get(first) if many is None else many.entity
        return None if target is None else all_of([self.reading(first), self._elsewhere(target, rest)])

    def _in_rows(self, rows: SubTable, path: Path) -> Condition | None:
        key, rest = path[0], path[1:]
        if key == PARENT:
            return self.reaching(rest)
        own = self.reading(rows.key) if key == ID else self.reading(f"{rows.key}.{key}")
        target = rows.leads.get(key)
        if not rest:
            return own
        return None if target is None else all_of([own, self._elsewhere(target, rest)])

    def _elsewhere(self, form: str, path: Path) -> Condition | None:
        return None if self._neighbour(form).reaching(path) is None else ALWAYS

    def _readable(self, key: str) -> Condition | None:
        field = self.definition(key)
        if field is not None and field.press() is not None:
            # What nobody may press is not there.
            presses = self.admitting("press", key, WRITES)
            return self._with_inputs(key, self.admitting("view", key, WRITES)) if presses else None
        query = None if field is None else field.query()
        if query is not None:
            return self._with_query(key, query)
        if field is not None:
            return self._with_inputs(key, self.admitting("view", key, READS))
        return self._with_inputs(key, self.viewed) if key in SYSTEM_COLUMNS else None

    def _with_query(self, key: str, query: Query) -> Condition | None:
        """A list of records is there for those who may view some of them and read all that its condition looks at: for
        anybody else it would be another list, or tell what stands in those fields."""
        there, admitting = self._neighbour(query.form), self.admitting("view", key, READS)
        if not admitting or not there.viewed:
            return None
        looked_at = read(self._form, f"fields/{key}/filter")
        own = [path[1:] for path in looked_at if path[0] == RECORD]
        others = [path for path in looked_at if path[0] != RECORD]
        condition = all_of(
            [
                frozenset({admitting}),
                self.unhidden(key),
                *(self.reaching(path) for path in own),
                *(None if there.reaching(path) is None else ALWAYS for path in others),
            ]
        )
        return None if condition is None else folded(condition, self.viewed)

    def _with_inputs(self, key: str, admitting: Clause) -> Condition | None:
        if not admitting:
            return None
        condition = all_of(
            [
                frozenset({admitting}),
                self.unhidden(key),
                *(self.reaching(path) for path in inputs(self._form, key)),
            ]
        )
        return None if condition is None else folded(condition, self.viewed)

    def _keys(self) -> Iterator[str]:
        for key in self._form.fields:
            yield key
            if key in self._form.sub_tables:
                yield from (f"{key}.{inner}" for inner in self._form.sub_tables[key].fields)


def all_of(conditions: Iterable[Condition | None]) -> Condition | None:
    """Every one of the conditions; None as soon as one can never hold."""
    found: set[Clause] = set()
    for condition in conditions:
        if condition is None:
            return None
        found |= condition
    return frozenset(found)
