"""What a list is restricted to: a filter and a text to look for, over fields that the person may read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause

from engines.expression.check import Checked, check
from engines.expression.scope import ME, PARAM, Path
from engines.expression.sql_executor import bind_name, compile_condition, compile_sql
from engines.expression.types import BOOLEAN, NUMBER, TEXT, Type
from engines.expression.values import fold, is_plain
from engines.form.filters import IN_SQL, Filter, compile_filter, compile_marks
from engines.form.pinyin import pinyin_pattern
from engines.form.schema import FILTER
from engines.form.search import is_searched
from engines.form.system import TITLE
from mortise.access.context import Context
from mortise.access.rights import FormRights
from mortise.errors import Invalid
from mortise.records.access import Door
from mortise.records.choices import Narrowing, narrowing
from mortise.records.paths import SecuredPaths
from mortise.records.request import ListRequest
from mortise.records.selection import is_read

SEARCH: Final = "search"
"""The slot of the text that is looked for."""
PINYIN: Final = "search_pinyin"
"""The bind of the pattern that finds titles by their pinyin."""
NARROW: Final = "search_narrow"
WIDE: Final = "search_wide"
"""The binds of a text of ASCII without difference of case, and of what finds its letters in full width."""
AMONG: Final = "among"
"""The bind of the records that the index proposes."""


WIDTH: Final = 0xFEE0
"""How far a letter of full width stands behind that of ASCII."""


@dataclass(frozen=True, slots=True)
class Filtered:
    """A restriction: its shape is the same for the same conditions, its values fill them."""

    context: Context
    door: Door
    filter: Filter | None
    search: str
    values: Mapping[str, object] = field(default_factory=dict)
    narrowing: Narrowing | None = None
    is_among: bool = False
    """Whether it is limited to some records."""
    is_proposed: bool = False
    """Whether it is limited to the records that the index proposes."""
    marks: Filter | None = None
    """Which of the conditions that mark records is the first to hold."""

    @property
    def shape(self) -> tuple[object, ...]:
        """What tells its conditions from all others of the same person and form."""
        narrowed = None if self.narrowing is None else self.narrowing.name
        text = None if self.filter is None else self.filter.text
        limits = (self.is_among, self.is_proposed)
        kind = (bool(self.search), is_plain(self.search), WIDE in self.values, self.is_spelled)
        marked = None if self.marks is None else self.marks.text
        return text, kind, limits, narrowed, marked

    @property
    def is_spelled(self) -> bool:
        """Whether titles are looked for by their pinyin, too."""
        return PINYIN in self.values and is_read(self.door.rights, TITLE)

    def conditions(self) -> list[ColumnElement[Any]]:
        """The conditions on the records of the form's own table."""
        table = self.door.form.table
        conditions = [*self.restrictions(table), *self.matches(table)]
        if self.is_proposed:
            # Gathered aside, so that no limit makes PostgreSQL look at every record instead.
            gathered = sa.select(table.c.id).where(self.proposed).cte("gathered").prefix_with("MATERIALIZED")
            conditions.insert(0, table.c.id.in_(sa.select(gathered.c.id)))
        return conditions

    @property
    def proposed(self) -> ColumnElement[bool]:
        """That the index proposes a record of the form's own table."""
        return self.door.form.search.proposed()

    def matches(self, table: FromClause) -> list[ColumnElement[Any]]:
        """The records that hold the text that is looked for, where the person may read it."""
        if not self.search:
            return []
        matching = sa.or_(*self._searched(table))
        if not self.is_among:
            return [matching]
        return [table.c.id == sa.any_(sa.bindparam(AMONG, type_=sa.ARRAY(sa.BigInteger()))), matching]

    def restrictions(self, table: FromClause) -> list[ColumnElement[Any]]:
        """Everything but the search."""
        found: list[ColumnElement[Any]] = []
        if self.filter is not None:
            found.append(self._compiled(self.filter.text, self.filter.types, table))
            found.extend(self._readable(self.filter.reads, table))
        if self.narrowing is not None:
            found.append(self.narrowing.condition(self.context, self.door.form, table))
            found.extend(self._readable(self.narrowing.reads, table))
        return found

    def mark(self, table: FromClause) -> ColumnElement[Any] | None:
        """The number of the first marking condition that holds, on what the person may read; blank where none does."""
        if self.marks is None:
            return None
        checked = self._checked(self.marks.text, self.marks.types, NUMBER)
        return sa.cast(compile_sql(checked, self._paths(table)), sa.Integer())

    def _compiled(self, text: str, slots: Mapping[str, Type], table: FromClause) -> ColumnElement[Any]:
        return compile_condition(self._checked(text, slots, BOOLEAN), self._paths(table))

    def _checked(self, text: str, slots: Mapping[str, Type], expected: Type) -> Checked:
        schema = self.context.app.schema
        roots = {ME: schema.me, PARAM: schema.parameters, FILTER: slots}
        checked = check(text, schema.scope(self.door.form.key, roots), expected=expected, needs=IN_SQL)
        if not isinstance(checked, Checked):
            raise Invalid(issue.under("/filter") for issue in checked)
        return checked

    def _paths(self, table: FromClause) -> SecuredPaths:
        return SecuredPaths(self.context.app.schema, self.context.rights, self.door.form, table)

    def _readable(self, reads: frozenset[Path], table: FromClause) -> list[ColumnElement[Any]]:
        """No record counts whose fields the person may not read, whatever the filter says of them."""
        keys = sorted({path[0] for path in reads if path[0] == TITLE or path[0] in self.door.form.fields})
        conditions = (self.door.rights.filter_condition(key, table) for key in keys)
        return [condition for condition in conditions if condition is not None]

    def _searched(self, table: FromClause) -> list[ColumnElement[Any]]:
        """The ways in which a record may hold the text, those first that are the fastest to tell."""
        first: list[ColumnElement[Any]] = [sa.false()]
        last: list[ColumnElement[Any]] = []
        for key in searchable(self.door):
            quick, *others = self._holding(key, table)
            if key == TITLE and PINYIN in self.values:
                others.insert(0, _spelled(table.c.title__sort))
            condition = self.door.rights.filter_condition(key, table)
            for ways, found in ((first, [quick]), (last, others)):
                ways += found if condition is None else [sa.and_(condition, each) for each in found]
        return [*first, *last]

    def _holding(self, key: str, table: FromClause) -> list[ColumnElement[Any]]:
        """The ways in which a text may hold what is looked for, case and width aside."""
        field = self.door.form.fields.get(key)
        column = table.c[key] if field is None else field.expression_column(table)
        # Folding every text to compare them would take several times as long.
        if is_plain(self.search):
            return [_contains(column)]
        folded = self._compiled(f"CONTAINS({key}, {FILTER}.{SEARCH})", {SEARCH: TEXT}, table)
        if WIDE not in self.values:
            return [folded]
        has_wide = sa.func.octet_length(column) != sa.func.char_length(column)
        is_wide = column.regexp_match(sa.bindparam(WIDE, type_=sa.Text()))
        narrow = _contains(sa.func.lower(sa.collate(column, "C")), NARROW)
        return [narrow, sa.and_(has_wide, is_wide, folded)]


def _contains(text: ColumnElement[Any], bind: str = bind_name((FILTER, SEARCH))) -> ColumnElement[bool]:
    return sa.func.strpos(text, sa.bindparam(bind, type_=sa.Text)) > 0


def _spelled(sort_key: ColumnElement[Any]) -> ColumnElement[Any]:
    """Whether a title has characters that are typed by their sound, and is typed so."""
    pattern = sa.bindparam(PINYIN, type_=sa.Text())
    has_characters = sa.func.octet_length(sort_key) != sa.func.char_length(sort_key)
    return sa.and_(has_characters, sort_key.regexp_match(pattern))


def searchable(door: Door) -> Sequence[str]:
    """The title and every readable text."""
    texts = (key for key, item in door.form.fields.items() if is_searched(item) and is_read(door.rights, key))
    return (TITLE, *texts) if is_read(door.rights, TITLE) else tuple(texts)


def filtered(context: Context, door: Door, request: ListRequest) -> Filtered:
    """The restriction that a request asks for; raises Invalid with everything that is wrong with it."""
    found, issues = compile_filter(
        context.app.schema, door.form, request.filter, _allowed(door), context.clock
    )
    marks, strange = compile_marks(
        context.app.schema, door.form, request.marks, _allowed(door), context.clock
    )
    if issues or strange:
        wrong = [issue.under("/marks") for issue in strange]
        raise Invalid([*(issue.under("/filter") for issue in issues), *wrong])
    operands = {
        **({} if found is None else found.operands),
        **({} if marks is None else marks.operands),
    }
    values = {bind_name((FILTER, slot)): value for slot, value in operands.items()}
    if request.search:
        values[bind_name((FILTER, SEARCH))] = request.search
        values |= _narrow(request.search)
        pattern = pinyin_pattern(request.search)
        if pattern is not None:
            values[PINYIN] = pattern
    narrowed = narrowing(context, door, request.link, request.values) if request.link else None
    if narrowed is not None:
        values.update(narrowed.values)
    return Filtered(context, door, found, request.search, values, narrowed, marks=marks)


def _narrow(needle: str) -> Mapping[str, str]:
    """What a text of ASCII is looked for by. No other letters become ASCII by folding than those of full width."""
    folded = fold(needle)
    if not folded.isascii():
        return {}
    letters = {*folded, *folded.upper()}
    return {NARROW: folded, WIDE: f"[{''.join(sorted(map(_widened, letters)))}]"}


def _widened(letter: str) -> str:
    return "\u3000" if letter == " " else chr(ord(letter) + WIDTH)


def _allowed(door: Door) -> Callable[[Path], bool]:
    """Whether a path leads only through what the person may read; what does not exist is not."""
    return partial(_reaches, door.rights)


@lru_cache(maxsize=10_000)
def _reaches(rights: FormRights, path: Path) -> bool:
    return rights.accesses.reaching(path) is not None
