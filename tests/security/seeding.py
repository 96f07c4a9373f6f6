"""The company that is attacked: its people with every kind of standing, and what they guard."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.schema import CreateSchema, DropSchema

from engines.form.facts import Facts
from engines.form.files import StoredFile
from engines.form.schema import Form, SubTable
from mortise.db.database import Database
from mortise.db.migrate import migration_engine
from mortise.db.statements import prepare
from mortise.db.tables import applications, discussions, files, people
from mortise.db.transaction import Tx
from mortise.definitions.published import PublishedApp, compile_app
from mortise.identity.changes import Assignments
from mortise.identity.credentials import ApiToken, digest, write_token
from mortise.identity.first_start import (
    SampleCompany,
    SampleDepartment,
    SamplePerson,
    add_sample_company,
    create_administrator,
)
from mortise.identity.people import PersonInput, change_person
from mortise.identity.role_members import Members, set_members
from tests.mortise.access.comparison import clock
from tests.security.vault import OTHER, ROWS, SECRET_LINK, VAULT, canary, file_id, said, secret_values

PASSWORD: Final = "Grünkohl-7-mit-Pinkel"
DEPARTMENTS: Final = [
    SampleDepartment("office", "总经办", "Office"),
    SampleDepartment("north", "北区", "North", "office"),
    SampleDepartment("south", "南区", "South", "office"),
]
PEOPLE: Final = [
    SamplePerson("owner", "张伟", "Owner", department="north"),
    SamplePerson("member", "李娜", "Member", department="north"),
    SamplePerson("stranger", "王芳", "Stranger", department="south"),
    SamplePerson("suspended", "赵敏", "Suspended", department="north"),
    SamplePerson("steward", "刘洋", "Steward", department="office"),
    SamplePerson("builder", "陈静", "Builder", department="office"),
    SamplePerson("reader", "周杰", "Reader", department="south"),
]
OWNERS: Final = {1: "owner", 2: "owner", 3: "member", 4: "stranger"}
TOKENS: Final[Mapping[str, tuple[str, list[str]]]] = {
    "narrow token": ("owner", ["vault:view"]),
    "foreign token": ("owner", ["other:*"]),
    "organising token": ("admin", ["organisation"]),
}
SECRET: Final = "s" * 43
PREFIXES: Final = ("open_", "secret_")
FILES: Final = {
    file_id(prefix, row): (row, f"{prefix}attachment", canary("deal", f"{prefix}attachment", row))
    for prefix in PREFIXES
    for row in ROWS
}
"""Files of deals: the record, the field, and the canary that is its name, its content and what the store calls it."""
FACTS: Final = Facts(
    files={
        number: StoredFile(number, text, len(text), "text/plain") for number, (_, _, text) in FILES.items()
    }
)


@dataclass(frozen=True)
class Seeded:
    """Numbers by name, and how each principal proves who that is."""

    numbers: Mapping[str, int]
    cookies: Mapping[str, str]
    tokens: Mapping[str, str]
    vault: PublishedApp
    other: PublishedApp


async def seed(database: Database, url: str) -> Seeded:
    """Fills an empty, migrated database."""
    async with database.transaction() as tx:
        await create_administrator(tx, PASSWORD)
        company = await add_sample_company(tx, DEPARTMENTS, PEOPLE, PASSWORD)
        vault, other = [await publish(tx, document) for document in (VAULT, OTHER)]
        numbers = await stand(tx, company, vault, other)
    await make_tables(url, vault, other)
    async with database.transaction() as tx:
        await fill(tx, vault, company)
        await add_files(tx, vault, numbers["owner"])
        await add_discussions(tx, vault, company, numbers)
        await count_on(tx, vault)
        await change_person(tx, numbers["admin"], company.people["suspended"], PersonInput(active=False))
        cookies = {login: await session(tx, number) for login, number in numbers.items() if login in LOGINS}
        tokens = {name: await token(tx, numbers, name) for name in TOKENS}
    return Seeded({**numbers, **company.departments}, cookies, tokens, vault, other)


LOGINS: Final = frozenset({"admin", *(entry.login for entry in PEOPLE)})


async def publish(tx: Tx, document: dict[str, Any]) -> PublishedApp:
    add = sa.insert(applications.app).values(key=sa.bindparam("k"), published_version=1, labels={})
    keep = sa.insert(applications.app_version).values(
        app_id=sa.bindparam("n"), version=1, definition=sa.bindparam("document")
    )
    number = await tx.fetchval(prepare(add.returning(applications.app.c.id)), {"k": document["key"]})
    assert isinstance(number, int)
    await tx.execute(prepare(keep), {"n": number, "document": document})
    return compile_app(number, 1, document)


async def stand(tx: Tx, company: SampleCompany, vault: PublishedApp, other: PublishedApp) -> dict[str, int]:
    """Gives everybody their roles."""
    who = company.people
    sellers = [who[login] for login in ("owner", "member", "stranger", "suspended")]
    await set_members(tx, None, vault.id, "seller", Members(sellers))
    await set_members(tx, None, vault.id, "steward", Members([who["steward"]]))
    await set_members(tx, None, vault.id, "reader", Members([who["reader"], who["stranger"]]))
    await set_members(tx, None, other.id, "maker", Members([who["builder"]]))
    admin = await tx.fetchval(prepare(sa.select(people.person.c.id).where(people.person.c.login == "admin")))
    assert isinstance(admin, int)
    return {**who, "admin": admin}


async def make_tables(url: str, *apps: PublishedApp) -> None:
    engine = migration_engine(url)
    async with engine.begin() as connection:
        for app in apps:
            await connection.execute(DropSchema(f"app_{app.key}", cascade=True, if_exists=True))
            await connection.execute(CreateSchema(f"app_{app.key}"))
            await connection.run_sync(app.schema.metadata.create_all)
    await engine.dispose()


async def fill(tx: Tx, vault: PublishedApp, company: SampleCompany) -> None:
    """Four records of each form, each with its own owner, department and canaries."""
    forms, who = vault.schema.forms, company.people
    for row in ROWS:
        owner = OWNERS[row]
        department = company.departments["south" if owner == "stranger" else "north"]
        system = {"id": row, "owner": who[owner], "created_by": who[owner], "department": department}

        async def insert(form: str, values: dict[str, object], system: dict[str, int] = system) -> None:
            await add(tx, forms[form], {**system, "title": values["name"]}, values)

        await insert("vaulted", {"name": canary("vaulted", "name", row)})
        secret = {"name": canary("vaulted", "secret", row)}
        await add(tx, forms["vaulted"], {"id": row + SECRET_LINK, "title": secret["name"]}, secret)
        await insert(
            "account",
            {
                "name": canary("account", "name", row),
                "code": canary("account", "code", row),
                "phone": f"CANARY{row}3800001{row}99",
                "secret_phone": canary("account", "secret_phone", row),
                "keeper": who[owner],
            },
        )
        await insert(
            "deal",
            {
                "name": canary("deal", "name", row),
                "stage": "plain",
                "account": row,
                **secret_values("open_", row, who),
                **secret_values("secret_", row, who),
                "line_count": 1,
                "secret_count": 1,
                "through": canary("account", "secret_phone", row),
                "account_code": canary("account", "code", row),
                "serial": canary("deal", "serial", row),
            },
        )
        lines, hidden = forms["deal"].sub_tables["lines"], forms["deal"].sub_tables["secret_lines"]
        cost = canary("lines", "secret_cost", row)
        place = {"parent": row, "position": 0}
        await add(
            tx, lines, place, {"item": canary("lines", "item", row), "secret_cost": cost, "told": cost + "!"}
        )
        await add(tx, hidden, place, {"item": canary("secret_lines", "item", row)})


async def add_files(tx: Tx, app: PublishedApp, sender: int) -> None:
    """The rows of the files that deals hold."""
    for number, (record, field, text) in FILES.items():
        values = {
            "id": number,
            "name": text,
            "media": "text/plain",
            "size": len(text),
            "content": text,
            "uploaded_by": sender,
            "app_id": app.id,
            "form": "deal",
            "record_id": record,
            "field": field,
            "attached_at": clock().now,
        }
        binds: Assignments = {files.file.c[name]: sa.bindparam(f"b_{name}") for name in values}
        statement = prepare(sa.insert(files.file).values(binds))
        await tx.execute(statement, {f"b_{name}": value for name, value in values.items()})
    await tx.run("SELECT setval('mortise.file_id_seq', 1000)")


async def add_discussions(
    tx: Tx, app: PublishedApp, company: SampleCompany, numbers: Mapping[str, int]
) -> None:
    """A comment on each deal by its owner, of which, and of a change, everybody was told, whoever may see it by now."""
    place: dict[str, object] = {"app_id": app.id, "form": "deal"}
    for row in ROWS:
        about = {**place, "record_id": row}
        author = company.people[OWNERS[row]]
        body = [{"text": said(row)}]
        await insert(tx, discussions.comment, {**about, "id": row, "author_id": author, "body": body})
        for login in sorted(LOGINS):
            told = {**about, "person_id": numbers[login], "actors": [author], "at": clock().now}
            await insert(tx, discussions.notification, {**told, "kind": "mention", "comment_id": row})
            await insert(
                tx, discussions.notification, {**told, "kind": "change", "fields": ["stage", "name"]}
            )
    for login in sorted(LOGINS):
        many = {**place, "person_id": numbers[login], "records": list(ROWS), "at": clock().now}
        await insert(
            tx,
            discussions.notification,
            {**many, "kind": "change", "fields": ["name"], "actors": [numbers["owner"]]},
        )
    await tx.run("SELECT setval('mortise.comment_id_seq', 1000)")


async def insert(tx: Tx, table: sa.Table, values: Mapping[str, object]) -> None:
    """One row of the platform's own tables."""
    binds: Assignments = {table.c[name]: sa.bindparam(f"b_{name}") for name in values}
    await tx.execute(
        prepare(sa.insert(table).values(binds)), {f"b_{name}": value for name, value in values.items()}
    )


def write_contents(folder: Path) -> None:
    """What the store keeps of them."""
    for _, _, text in FILES.values():
        path = folder / text[:2] / text[2:4] / text
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


async def count_on(tx: Tx, app: PublishedApp) -> None:
    """Lets new records be numbered behind those that came with a number of their own."""
    for source in app.schema.sources.values():
        sequence = f"pg_get_serial_sequence('{source.table.schema}.{source.table.name}', 'id')"
        await tx.run(f"SELECT setval({sequence}, 1000)")


async def add(
    tx: Tx, source: Form | SubTable, system: Mapping[str, object], values: Mapping[str, object]
) -> None:
    """One row, its values given as JSON; computed ones as they would have been computed."""
    columns: dict[str, object] = dict(system)
    for key, value in values.items():
        field = source.fields[key]
        typed = value if field.computed else field.settle(field.parse(value), None, clock(), FACTS)
        columns.update(field.to_columns(typed))
    table = source.table
    binds: Assignments = {table.c[name]: sa.bindparam(f"b_{name}") for name in columns}
    statement = prepare(sa.insert(table).values(binds))
    await tx.execute(statement, {f"b_{name}": value for name, value in columns.items()})


async def session(tx: Tx, person: int) -> str:
    """A session whose id is known beforehand, so that it is the same after every reset."""
    session_id = f"session-of-{person}"
    add = sa.insert(people.session).values(
        token_hash=sa.bindparam("proof"),
        person_id=sa.bindparam("person"),
        expires_at=sa.func.now() + sa.text("interval '1 day'"),
    )
    await tx.execute(prepare(add), {"proof": digest(session_id), "person": person})
    return session_id


async def token(tx: Tx, numbers: Mapping[str, int], name: str) -> str:
    login, scopes = TOKENS[name]
    add = sa.insert(people.api_token).values(
        person_id=sa.bindparam("person"),
        name=sa.bindparam("label"),
        secret_hash=digest(SECRET),
        scopes=sa.bindparam("reach"),
        expires_at=sa.func.now() + sa.text("interval '1 day'"),
        last_used_at=sa.func.now() + sa.text("interval '1 day'"),
    )
    values = {"person": numbers[login], "label": name, "reach": scopes}
    number = await tx.fetchval(prepare(add.returning(people.api_token.c.id)), values)
    assert isinstance(number, int)
    return write_token(ApiToken(number, SECRET))
