"""The people and departments of a sample: who can be signed in as to try an application."""

from collections.abc import Sequence
from typing import Annotated, Final

import orjson
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from engines.issues import Issue
from mortise.definitions.reading import read_as
from mortise.identity.first_start import SampleDepartment, SamplePerson
from mortise.json_keys import repeated_keys

ORGANISATION: Final = "organisation.json"
Text = Annotated[str, StringConstraints(max_length=200)]


class Department(BaseModel):
    """A department; parent and head by key and login."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Text
    name: Text
    name_en: Text = ""
    parent: Text | None = None
    head: Text | None = None


class Person(BaseModel):
    """A person, with the roles of the application that the person holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    login: Text
    name: Text
    name_en: Text = ""
    email: Text | None = None
    mobile: Text | None = None
    department: Text | None = None
    manager: Text | None = None
    roles: tuple[Text, ...] = ()


class Organisation(BaseModel):
    """What `sample/organisation.json` holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    departments: Annotated[tuple[Department, ...], Field(max_length=200)] = ()
    people: Annotated[tuple[Person, ...], Field(max_length=500)] = ()

    def sample_departments(self) -> Sequence[SampleDepartment]:
        """The departments as identity takes them."""
        return [SampleDepartment(**department.model_dump()) for department in self.departments]

    def sample_people(self) -> Sequence[SamplePerson]:
        """The people as identity takes them."""
        return [SamplePerson(**person.model_dump(exclude={"roles"})) for person in self.people]

    def holders(self, role: str) -> Sequence[str]:
        """The logins of those who hold a role."""
        return [person.login for person in self.people if role in person.roles]


def read_organisation(content: bytes | None, roles: Sequence[str]) -> Organisation | tuple[Issue, ...]:
    """The organisation of a sample, or what is wrong with it; a sample without one has nobody."""
    if content is None:
        return Organisation()
    try:
        document = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        name = f"sample/{ORGANISATION}"
        return (Issue("package_file_unreadable", name, {"line": error.lineno, "name": name}),)
    repeated = repeated_keys(content, document)
    organisation = repeated or read_as(Organisation, document)
    issues = organisation if isinstance(organisation, tuple) else tuple(unresolved(organisation, roles))
    return tuple(issue.under(f"sample/{ORGANISATION}#") for issue in issues) or organisation


def unresolved(organisation: Organisation, roles: Sequence[str]) -> list[Issue]:
    """Keys and logins that the organisation names and does not have."""
    departments = {department.key for department in organisation.departments}
    logins = {person.login for person in organisation.people}
    named: list[tuple[str, str | None, set[str]]] = []
    above: set[str] = set()
    for number, department in enumerate(organisation.departments):
        named.append((f"/departments/{number}/parent", department.parent, set(above)))
        named.append((f"/departments/{number}/head", department.head, logins))
        above.add(department.key)
    for number, person in enumerate(organisation.people):
        named.append((f"/people/{number}/department", person.department, departments))
        named.append((f"/people/{number}/manager", person.manager, logins - {person.login}))
        named.extend(
            (f"/people/{number}/roles/{position}", role, set(roles))
            for position, role in enumerate(person.roles)
        )
    return [
        Issue("sample_name_unknown", where, {"name": name})
        for where, name, known in named
        if name is not None and name not in known
    ]
