"""Installing an application: its tables, its first version and, if wanted, its sample, in one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from engines.expression.clock import Clock
from engines.form.facts import Facts
from engines.issues import Issue
from mortise.access.context import Context
from mortise.access.rights import EVERYTHING, AppRights
from mortise.access.rules import ACTIONS
from mortise.db.database import Database
from mortise.db.statements import prepare
from mortise.db.tables.people import epoch, person
from mortise.db.transaction import Reader, Tx
from mortise.definitions.applications import add_app
from mortise.definitions.drafts import read_draft
from mortise.definitions.published import PublishedApp, PublishedApps
from mortise.errors import Invalid
from mortise.identity.facts import read_principal
from mortise.identity.first_start import SampleCompany, add_sample_company
from mortise.identity.principal import Principal
from mortise.identity.role_members import Members, set_members
from mortise.packages.layout import Package
from mortise.packages.places import NOTHING, Chosen, arriving
from mortise.packages.sample_people import ORGANISATION, Organisation, read_organisation
from mortise.packages.sample_records import load_records
from mortise.packages.sample_rows import Calendar, SampleRow, read_rows
from mortise.publishing.plan import make_plan
from mortise.publishing.publish import refuse, with_locks
from mortise.publishing.switch import switch

SECONDS: Final = 300.0
"""How long one statement of an installation may run."""

ADMINISTRATOR: Final = prepare(
    sa.select(person.c.id, epoch.c.rights)
    .where(person.c.is_administrator, person.c.active)
    .order_by(person.c.id)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Installed:
    """A new application, and the logins and passwords of the people who came with its sample."""

    app_id: int
    key: str
    version: int
    records: int
    logins: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Installer:
    """Who installs, and when: a person, or nobody when the installation itself does at its first start."""

    principal: Principal | None
    clock: Clock
    password: str | None = None
    """The password of the sample's people; one is made up where none is given."""


async def install(
    database: Database,
    package: Package,
    installer: Installer,
    *,
    sample: bool,
    places: Chosen = NOTHING,
) -> Installed:
    """Installs a package; `places` says who those are here whom its flows name by number. Whatever fails, nothing of it
    stays."""

    async def work(tx: Tx) -> Installed:
        return await install_within(tx, package, installer, sample=sample, places=places)

    return await with_locks(database, work, seconds=SECONDS)


async def install_within(
    tx: Tx, package: Package, installer: Installer, *, sample: bool, places: Chosen = NOTHING
) -> Installed:
    """The same within a transaction of the caller's."""
    principal = installer.principal
    definition = await arriving(tx, package.definition, package.places, places)
    origin = {"key": definition.key, "version": definition.version}
    app_id = await add_app(tx, definition, origin)
    plan = await make_plan(tx, PublishedApps(), await read_draft(tx, app_id), None)
    refuse(plan)
    by = None if principal is None else principal.person
    await switch(tx, plan, by, "", installer.clock, Facts())
    app = PublishedApp(app_id, definition.key, plan.version, plan.definition, plan.schema)
    installed = Installed(app_id, definition.key, plan.version, 0, {})
    return await add_sample(tx, app, package, installer) if sample else installed


async def add_sample(tx: Tx, app: PublishedApp, package: Package, installer: Installer) -> Installed:
    """People, role members and records of the sample; raises Invalid with everything that is wrong with them."""
    roles = [role.key for role in app.definition.roles]
    organisation = read_organisation(package.sample.get(ORGANISATION), roles)
    files = read_files(app, package.sample, Calendar(installer.clock.now, installer.clock.time_zone))
    issues = [
        *(organisation if isinstance(organisation, tuple) else ()),
        *(files if isinstance(files, tuple) else ()),
    ]
    if isinstance(organisation, tuple) or isinstance(files, tuple):
        raise Invalid(issues)
    company = await add_sample_company(
        tx, organisation.sample_departments(), organisation.sample_people(), installer.password
    )
    await give_roles(tx, app, organisation, company, installer)
    context = await working_context(tx, app, installer)
    wrong = await load_records(tx, context, files, company)
    if wrong:
        raise Invalid(wrong)
    return Installed(app.id, app.key, app.version, sum(map(len, files.values())), company.logins)


def read_files(
    app: PublishedApp, sample: Mapping[str, bytes], calendar: Calendar
) -> dict[str, Sequence[SampleRow]] | tuple[Issue, ...]:
    """The rows of every file of the sample by the form they belong to, or all that cannot be read."""
    files: dict[str, Sequence[SampleRow]] = {}
    issues: list[Issue] = []
    for name, content in sample.items():
        if name == ORGANISATION:
            continue
        form = name.rpartition(".")[0]
        if form not in app.schema.forms:
            issues.append(Issue("sample_form_unknown", f"sample/{name}", {"name": name}))
            continue
        rows = read_rows(name, content, calendar)
        wrong = [row for row in rows if isinstance(row, Issue)]
        issues += wrong
        files[form] = [*files.get(form, ()), *(row for row in rows if isinstance(row, SampleRow))]
    return tuple(issues) or files


async def give_roles(
    tx: Tx, app: PublishedApp, organisation: Organisation, company: SampleCompany, installer: Installer
) -> None:
    """Makes the sample's people members of the application's roles."""
    actor = None if installer.principal is None else installer.principal.person
    for role in app.definition.roles:
        people = [company.people[login] for login in organisation.holders(role.key)]
        if people:
            await set_members(tx, actor, app.id, role.key, Members(people))


async def working_context(tx: Tx, app: PublishedApp, installer: Installer) -> Context:
    """The context in which the sample's records are written: as the installer, or as the administrator."""
    principal = installer.principal or await administrator(tx)
    rights = AppRights(app, (EVERYTHING,), frozenset(ACTIONS), builds=True)
    return Context(principal, app, rights, installer.clock, principal.locale)


async def administrator(reader: Reader) -> Principal:
    """The first administrator of the installation."""
    row = await reader.fetchrow(ADMINISTRATOR)
    if row is None:
        raise LookupError("an installation has an administrator")
    return await read_principal(reader, row["id"], row["rights"])
