"""Judges a table of people against the organisation: pure, every problem of every line at once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from pydantic import TypeAdapter, ValidationError

from mortise.identity.names import folded
from mortise.identity.texts import Email, Login, Mobile, Name
from mortise.imports.faulty import fault_of
from mortise.imports.organisation.columns import Column
from mortise.imports.organisation.lines import Line, Problem
from mortise.imports.organisation.standing import Known, KnownName, KnownPerson, Path
from mortise.imports.reading.faults import seen

SEVERAL: Final = re.compile(r"[;；,，、\n]")
STEPS: Final = re.compile(r"\s*[/／>›→\\]\s*")
YES: Final = frozenset({"是", "yes", "y", "true", "1", "√", "✓", "✔", "对", "x"})
NO: Final = frozenset({"否", "no", "n", "false", "0", "×", "不是", "-"})
TEXTS: Final[Mapping[Column, TypeAdapter[str]]] = {
    "name": TypeAdapter(Name),
    "name_en": TypeAdapter(Name),
    "email": TypeAdapter(Email),
    "mobile": TypeAdapter(Mobile),
}
LOGIN: Final = TypeAdapter[str](Login)
DEEPEST: Final = 20


class Judge:
    """Judges lines one by one, then all of them together."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.lines: list[Line] = []
        self._by_id = {each.id: each for each in known.people.values()}
        self._by_email = _only(known.people.values(), "email")
        self._departments = {each.id: each.path for each in known.departments.values()}
        self._paths = {key: each.path for key, each in known.departments.items()}
        self._endings: dict[Path, list[Path]] = {}
        for path in known.departments:
            self._remember(path)
        self._standing = {ending: tuple(paths) for ending, paths in self._endings.items()}

    def judge(self, rows: Sequence[tuple[int, Mapping[Column, str]]]) -> list[Line]:
        """Every line, judged."""
        self.lines = [_line(number, cells) for number, cells in rows]
        for line in self.lines:
            self._recognise(line)
        self._refuse_twice()
        # The longer paths first: what they make, a shorter one may mean.
        for line in sorted(
            self.lines, key=lambda line: -len(STEPS.findall(line.cells.get("department", "")))
        ):
            self._place(line)
        for line in self.lines:
            self._texts(line)
            self._names(line)
            self._roles(line)
        self._superiors()
        self._heads()
        return self.lines

    # Who ------------------------------------------------------------------------------------------------------

    def _recognise(self, line: Line) -> None:
        login, email = line.cells.get("login", ""), line.cells.get("email", "")
        known = self.known.people.get(folded(login)) if login else self._by_email.get(folded(email))
        line.login = login or (known.login if known else email)
        line.person = known
        if not line.login:
            line.refuse("login", "organisation_login_missing")
        elif known is None and not _fits(LOGIN, line.login):
            line.refuse("login" if login else "email", "organisation_login")
        elif known is not None and not known.active:
            line.refuse("login" if login else "email", "organisation_person_left", name=known.texts["name"])

    def _refuse_twice(self) -> None:
        first: dict[str, Line] = {}
        for line in self.lines:
            if not line.login:
                continue
            other = first.setdefault(folded(line.login), line)
            if other is not line:
                column: Column = "login" if "login" in line.cells else "email"
                line.refuse(column, "organisation_person_twice", row=other.number)

    # What -----------------------------------------------------------------------------------------------------

    def _texts(self, line: Line) -> None:
        if line.person is None and "name" not in line.cells:
            line.refuse("name", "organisation_name_missing")
        for column, shape in TEXTS.items():
            given = line.cells.get(column)
            if given is None:
                continue
            if not _fits(shape, given):
                line.refuse(column, f"organisation_{'name' if column == 'name_en' else column}")
            else:
                line.change(column, line.person.texts[column] if line.person else "", given)

    def _place(self, line: Line) -> None:
        given = line.cells.get("department")
        if given is None:
            return
        steps = tuple(step for step in STEPS.split(given) if step)
        if not 0 < len(steps) <= DEEPEST or not all(_fits(TEXTS["name"], step) for step in steps):
            line.refuse("department", "organisation_department")
            return
        wanted = tuple(map(folded, steps))
        depth = len(wanted)
        found = self._named(wanted, self._endings)
        while not found and depth > 1:
            # What is new stands below the department that its beginning names.
            depth -= 1
            found = self._named(wanted[:depth], self._standing)
        if len(found) > 1:
            paths = "、".join("/".join(self._paths[path]) for path in found[:3])
            line.refuse("department", "organisation_department_several", paths=paths)
            return
        if found:
            steps = (*self._paths[found[0]], *steps[depth:])
            wanted = (*found[0], *wanted[depth:])
        for length in range(1, len(steps) + 1):
            if wanted[:length] not in self._paths:
                self._paths[wanted[:length]] = steps[:length]
                self._remember(wanted[:length])
        line.department = steps
        own = line.person.department if line.person else None
        before = "/".join(self._departments.get(own, ())) if own is not None else ""
        line.change("department", before, "/".join(line.department))

    def _named(self, path: Path, endings: Mapping[Path, Sequence[Path]]) -> Sequence[Path]:
        """The departments that are meant by a path or by its end."""
        return [path] if path in self._paths else endings.get(path, ())

    def _remember(self, path: Path) -> None:
        """A department may be named by the end of its path."""
        for start in range(len(path)):
            self._endings.setdefault(path[start:], []).append(path)

    def _names(self, line: Line) -> None:
        given = line.cells.get("position")
        if given is not None:
            if not _fits(TEXTS["name"], given):
                line.refuse("position", "organisation_name")
            line.position = folded(given)
            own = line.person.position if line.person else None
            before = next((each.name for each in self.known.positions.values() if each.id == own), "")
            line.change("position", before, _named(self.known.positions, given))
        groups = _parts(line.cells.get("groups", ""))
        if not all(_fits(TEXTS["name"], each) for each in groups):
            line.refuse("groups", "organisation_name")
        line.groups = {folded(each): each for each in reversed(groups)}
        joining = [
            _named(self.known.groups, each)
            for name, each in line.groups.items()
            if line.person is None
            or name not in self.known.groups
            or line.person.id not in self.known.groups[name].people
        ]
        line.change("groups", "", "、".join(joining))

    def _roles(self, line: Line) -> None:
        added = []
        for written in _parts(line.cells.get("roles", "")):
            way = folded("/".join(step for step in STEPS.split(written.replace("：", "/").replace(":", "/"))))
            found = self.known.roles.get(way, ())
            if len(found) != 1:
                code = "organisation_role_several" if found else "organisation_role_unknown"
                line.refuse("roles", code, role=written)
                continue
            line.roles = (*line.roles, found[0])
            if line.person is None or line.person.id not in found[0].people:
                added.append(found[0].title["zh-CN"])
        line.change("roles", "", "、".join(dict.fromkeys(added)))

    # Together -------------------------------------------------------------------------------------------------

    def _superiors(self) -> None:
        """Whom each reports to, among those who are there and those of the table."""
        names: dict[str, set[str]] = {}
        for login, known in self.known.people.items():
            if known.active:
                names.setdefault(folded(known.texts["name"]), set()).add(login)
                names.setdefault(folded(known.texts["email"]), set()).add(login)
        for line in self.lines:
            for column in ("name", "email"):
                if line.login and column in line.cells:
                    names.setdefault(folded(line.cells[column]), set()).add(folded(line.login))
        logins = {folded(line.login) for line in self.lines if line.login} | self.known.people.keys()
        above = {
            login: folded(self._by_id[known.manager].login)
            for login, known in self.known.people.items()
            if known.manager in self._by_id
        }
        for line in self.lines:
            given = line.cells.get("manager")
            if given is None:
                continue
            found = {folded(given)} & logins or names.get(folded(given), set())
            if len(found) != 1:
                code = "organisation_manager_several" if found else "organisation_manager_unknown"
                line.refuse("manager", code)
                continue
            [line.manager] = found
            above[folded(line.login)] = line.manager
            own = line.person.manager if line.person else None
            before = self._by_id[own].login if own in self._by_id else ""
            line.change("manager", before if folded(before) != line.manager else given, given)
        for line in self.lines:
            if line.manager is not None and _comes_back(folded(line.login), above):
                line.refuse("manager", "organisation_manager_circle")

    def _heads(self) -> None:
        first: dict[Path, Line] = {}
        for line in self.lines:
            given = line.cells.get("head")
            if given is None or folded(given) in NO:
                continue
            if folded(given) not in YES:
                line.refuse("head", "organisation_head")
                continue
            own = line.person.department if line.person else None
            path = line.department or (self._departments.get(own) if own is not None else None)
            if path is None:
                if "department" not in line.cells:
                    line.refuse("head", "organisation_head_of_nothing")
                continue
            other = first.setdefault(tuple(map(folded, path)), line)
            if other is not line:
                line.refuse("head", "organisation_head_twice", row=other.number)
                continue
            line.heads, line.department = True, path
            known = self.known.departments.get(tuple(map(folded, path)))
            if known is None or known.head is None or line.person is None or known.head != line.person.id:
                before = self._by_id[known.head].texts["name"] if known and known.head in self._by_id else ""
                line.change("head", before, "/".join(path))


def leave_out_bad(lines: Sequence[Line]) -> list[Line]:
    """The good lines, without those that would report to somebody who is not made."""
    good = [line for line in lines if not line.problems]
    while True:
        logins = {folded(line.login) for line in good}
        missing = {
            folded(line.login) for line in lines if line.person is None and folded(line.login) not in logins
        }
        lost = [line for line in good if line.manager in missing]
        if not lost:
            return good
        for line in lost:
            line.refuse("manager", "organisation_manager_left_out")
        good = [line for line in good if not line.problems]


def _line(number: int, cells: Mapping[Column, str]) -> Line:
    """A line of the cells that hold a value; of the others it is told why they hold none."""
    faults = {column: fault_of(text) for column, text in cells.items()}
    line = Line(number, {column: text for column, text in cells.items() if faults[column] is None})
    line.problems += [
        Problem(column, seen(cells[column]), fault) for column, fault in faults.items() if fault is not None
    ]
    return line


def _fits(shape: TypeAdapter[str], text: str) -> bool:
    try:
        return bool(shape.validate_python(text))
    except ValidationError:
        return False


def _parts(text: str) -> list[str]:
    return [part.strip() for part in SEVERAL.split(text) if part.strip()]


def _named(known: Mapping[str, KnownName], given: str) -> str:
    return known[folded(given)].name if folded(given) in known else given


def _only(people: Iterable[KnownPerson], key: str) -> Mapping[str, KnownPerson]:
    """People by a text of theirs, where no other has the same."""
    found: dict[str, list[KnownPerson]] = {}
    for each in people:
        if each.texts[key]:
            found.setdefault(folded(each.texts[key]), []).append(each)
    return {text: each[0] for text, each in found.items() if len(each) == 1}


def _comes_back(login: str, above: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    at = above.get(login)
    while at is not None and at not in seen:
        if at == login:
            return True
        seen.add(at)
        at = above.get(at)
    return False
