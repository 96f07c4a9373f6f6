"""Writes the good lines of a table of people: a statement for each kind of thing, however many lines there are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from mortise.db.statements import Statement, prepare
from mortise.db.tables import applications
from mortise.db.tables import people as tables
from mortise.db.transaction import Tx
from mortise.identity.changes import Entity, Logged, log_changes
from mortise.identity.names import folded, readings
from mortise.imports.organisation.lines import Line
from mortise.imports.organisation.standing import Known, Path

person: Final = tables.person
department: Final = tables.department
BIGINT: Final = sa.BigInteger()
TEXT: Final = sa.Text()
PERSON_TEXTS: Final = ("name", "name_en", "email", "mobile")


def given(**columns: sa.types.TypeEngine[Any]) -> sa.TableValuedAlias:
    """Rows out of arrays, one array for each column, bound by its name."""
    arrays = [sa.bindparam(name, type_=sa.ARRAY(kind)) for name, kind in columns.items()]
    return (
        sa.func.unnest(*arrays)
        .table_valued(*(sa.column(name, kind) for name, kind in columns.items()))
        .render_derived(name="given")
    )


def named(table: sa.Table) -> Statement:
    """New things with names."""
    rows = given(name=TEXT)
    return prepare(
        sa.insert(table).from_select(["name"], sa.select(rows.c.name)).returning(table.c.id, table.c.name)
    )


MAKE: Final = {"position": named(tables.position), "group": named(tables.person_group)}

rows = given(name=TEXT, parent=BIGINT)
MAKE_DEPARTMENTS: Final = prepare(
    sa.insert(department)
    .from_select(["name", "parent_id"], sa.select(rows.c.name, rows.c.parent))
    .returning(department.c.id, department.c.name, department.c.parent_id)
)

rows = given(
    login=TEXT,
    name=TEXT,
    name_en=TEXT,
    email=TEXT,
    mobile=TEXT,
    pinyin=TEXT,
    department=BIGINT,
    position=BIGINT,
)
MAKE_PEOPLE: Final = prepare(
    sa.insert(person)
    .from_select(
        ["login", "name", "name_en", "email", "mobile", "pinyin", "main_department_id", "position_id"],
        sa.select(*rows.c),
    )
    .returning(person.c.id, person.c.login)
)

rows = given(
    id=BIGINT,
    name=TEXT,
    name_en=TEXT,
    email=TEXT,
    mobile=TEXT,
    pinyin=TEXT,
    department=BIGINT,
    position=BIGINT,
)
CHANGE_PEOPLE: Final = prepare(
    sa.update(person)
    .where(person.c.id == rows.c.id)
    .values(
        {
            person.c.name: rows.c.name,
            person.c.name_en: rows.c.name_en,
            person.c.email: rows.c.email,
            person.c.mobile: rows.c.mobile,
            person.c.pinyin: rows.c.pinyin,
            person.c.main_department_id: rows.c.department,
            person.c.position_id: rows.c.position,
        }
    )
)
# Who belongs to a department in the first place does not belong to it in the second place too.
TIDY_DEPARTMENTS: Final = prepare(
    sa.delete(tables.person_department).where(
        tables.person_department.c.person_id == person.c.id,
        tables.person_department.c.department_id == person.c.main_department_id,
        person.c.id == sa.any_(sa.bindparam("ids", type_=sa.ARRAY(BIGINT))),
    )
)

rows = given(id=BIGINT, manager=BIGINT)
SET_MANAGERS: Final = prepare(
    sa.update(person).where(person.c.id == rows.c.id).values({person.c.manager_id: rows.c.manager})
)

rows = given(id=BIGINT, head=BIGINT)
SET_HEADS: Final = prepare(
    sa.update(department).where(department.c.id == rows.c.id).values({department.c.head_id: rows.c.head})
)

rows = given(group=BIGINT, person=BIGINT)
JOIN_GROUPS: Final = prepare(
    insert(tables.group_member)
    .from_select(["group_id", "person_id"], sa.select(rows.c.group, rows.c.person))
    .on_conflict_do_nothing()
)

rows = given(app=BIGINT, role=TEXT, person=BIGINT)
GIVE_ROLES: Final = prepare(
    insert(applications.role_member)
    .from_select(["app_id", "role", "person_id"], sa.select(rows.c.app, rows.c.role, rows.c.person))
    .on_conflict_do_nothing()
)


class Writer:
    """Writes lines by one transaction. `known` is what they were judged against."""

    def __init__(self, tx: Tx, actor: int, known: Known) -> None:
        self._tx = tx
        self._actor = actor
        self._known = known
        self._departments = {path: each.id for path, each in known.departments.items()}
        self._positions = {name: each.id for name, each in known.positions.items()}
        self._groups = {name: each.id for name, each in known.groups.items()}
        self._people = {login: each.id for login, each in known.people.items()}
        self._logged: list[Logged] = []

    async def write(self, lines: Sequence[Line]) -> list[int]:
        """Writes them; the ids of the people who are new."""
        await self._make_departments(departments_of(lines, self._known))
        positions, groups = names_of(lines, self._known)
        await self._make(MAKE["position"], "position", positions, self._positions)
        await self._make(MAKE["group"], "group", groups, self._groups)
        made = await self._make_people([line for line in lines if line.person is None])
        await self._change_people([line for line in lines if line.state == "changed"])
        await self._set_managers(lines)
        await self._set_heads(lines)
        await self._join(lines)
        await log_changes(self._tx, self._actor, self._logged)
        return made

    async def _make_departments(self, paths: Sequence[Path]) -> None:
        """Those of one level together, the upper ones first."""
        for depth in sorted({len(path) for path in paths}):
            level = [path for path in paths if len(path) == depth]
            parents = [self._departments.get(_key(path[:-1])) for path in level]
            values = {"name": [path[-1] for path in level], "parent": parents}
            found = await self._tx.fetch(MAKE_DEPARTMENTS, values)
            ids = {(row["parent_id"], row["name"]): row["id"] for row in found}
            for path, parent in zip(level, parents, strict=True):
                number = self._departments[_key(path)] = ids[parent, path[-1]]
                self._log("department", number, None, {"name": path[-1], "parent": parent})

    async def _make(
        self, statement: Statement, entity: Entity, names: Mapping[str, str], ids: dict[str, int]
    ) -> None:
        if not names:
            return
        for row in await self._tx.fetch(statement, {"name": list(names.values())}):
            ids[folded(row["name"])] = row["id"]
            self._log(entity, row["id"], None, {"name": row["name"]})

    async def _make_people(self, lines: Sequence[Line]) -> list[int]:
        if not lines:
            return []
        values = [self._values(line) for line in lines]
        found = await self._tx.fetch(
            MAKE_PEOPLE,
            {"login": [line.login for line in lines], **_columns(values)},
        )
        made = {folded(row["login"]): row["id"] for row in found}
        self._people |= made
        for line, own in zip(lines, values, strict=True):
            told = {key: value for key, value in own.items() if key != "pinyin"}
            self._log("person", made[folded(line.login)], None, {"login": line.login, **told})
        return list(made.values())

    async def _change_people(self, lines: Sequence[Line]) -> None:
        if not lines:
            return
        values = [self._values(line) for line in lines]
        ids = [self._people[folded(line.login)] for line in lines]
        await self._tx.execute(CHANGE_PEOPLE, {"id": ids, **_columns(values)})
        await self._tx.execute(TIDY_DEPARTMENTS, {"ids": ids})
        for line, own in zip(lines, values, strict=True):
            if line.person is None:
                continue
            old: dict[str, object] = {
                key: line.person.texts[key] or (None if key in {"email", "mobile"} else "")
                for key in PERSON_TEXTS
            }
            old |= {"department": line.person.department, "position": line.person.position}
            self._log("person", line.person.id, old, {key: own[key] for key in old})

    async def _set_managers(self, lines: Iterable[Line]) -> None:
        of = {
            self._people[folded(line.login)]: (line, self._people[line.manager])
            for line in lines
            if line.manager is not None
        }
        changed = {
            number: manager
            for number, (line, manager) in of.items()
            if line.person is None or line.person.manager != manager
        }
        if changed:
            await self._tx.execute(SET_MANAGERS, {"id": list(changed), "manager": list(changed.values())})
        for number, manager in changed.items():
            known = of[number][0].person
            self._log("person", number, {"manager": known.manager if known else None}, {"manager": manager})

    async def _set_heads(self, lines: Iterable[Line]) -> None:
        heads: dict[int, int] = {}
        for line in lines:
            if not line.heads or line.department is None:
                continue
            key, head = _key(line.department), self._people[folded(line.login)]
            known = self._known.departments.get(key)
            before = known.head if known else None
            if before != head:
                heads[self._departments[key]] = head
                self._log("department", self._departments[key], {"head": before}, {"head": head})
        if heads:
            await self._tx.execute(SET_HEADS, {"id": list(heads), "head": list(heads.values())})

    async def _join(self, lines: Iterable[Line]) -> None:
        joined: list[tuple[int, int]] = []
        given_: list[tuple[int, str, int]] = []
        for line in lines:
            number = self._people[folded(line.login)]
            for name in line.groups:
                known = self._known.groups.get(name)
                if known is None or number not in known.people:
                    joined.append((self._groups[name], number))
            given_.extend((role.app, role.key, number) for role in line.roles if number not in role.people)
        if joined:
            groups, people = zip(*joined, strict=True)
            await self._tx.execute(JOIN_GROUPS, {"group": list(groups), "person": list(people)})
        if given_:
            apps, roles, people = zip(*given_, strict=True)
            values = {"app": list(apps), "role": list(roles), "person": list(people)}
            await self._tx.execute(GIVE_ROLES, values)
        for group, number in joined:
            self._log("group", group, {"person": None}, {"person": number})
        for app, role, number in given_:
            self._log("role_member", app, {role: None}, {role: {"person": number}})

    def _values(self, line: Line) -> dict[str, Any]:
        """What a person's row holds after the line: what it does not say stays."""
        known = line.person
        texts = {key: line.cells.get(key) or (known.texts[key] if known else "") for key in PERSON_TEXTS}
        return {
            **texts,
            "email": texts["email"] or None,
            "mobile": texts["mobile"] or None,
            "pinyin": readings(texts["name"]),
            "department": self._departments[_key(line.department)]
            if line.department is not None
            else (known.department if known else None),
            "position": self._positions[line.position]
            if line.position is not None
            else (known.position if known else None),
        }

    def _log(
        self, entity: Entity, record: int, old: Mapping[str, object] | None, new: Mapping[str, object]
    ) -> None:
        self._logged.append(Logged(entity, record, "create" if old is None else "update", old, new))


def departments_of(lines: Iterable[Line], known: Known) -> list[Path]:
    """Departments that are missing, those above them too, the upper ones first."""
    missing: dict[Path, Path] = {}
    for line in lines:
        path = line.department or ()
        for depth in range(1, len(path) + 1):
            if _key(path[:depth]) not in known.departments:
                missing.setdefault(_key(path[:depth]), path[:depth])
    return sorted(missing.values(), key=len)


def names_of(lines: Iterable[Line], known: Known) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Positions and groups that are missing, as they were written first, by folded name."""
    positions: dict[str, str] = {}
    groups: dict[str, str] = {}
    for line in lines:
        if line.position is not None and line.position not in known.positions:
            positions.setdefault(line.position, line.cells["position"])
        for name, written in line.groups.items():
            if name not in known.groups:
                groups.setdefault(name, written)
    return positions, groups


def _key(path: Path) -> Path:
    return tuple(map(folded, path))


def _columns(values: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    return {key: [each[key] for each in values] for key in values[0]}
