"""A small company: head office over sales (over north and south), and people in them."""

from typing import Final

import pytest

from mortise.db.database import Database
from mortise.identity.first_start import SampleCompany, SampleDepartment, SamplePerson, add_sample_company
from tests.conftest import Superuser
from tests.keeping import Kept

PASSWORD = "Grünkohl-7-mit-Pinkel"

DEPARTMENTS = [
    SampleDepartment("office", "总经办", "Head office", head="boss"),
    SampleDepartment("sales", "销售部", "Sales", "office", head="manager"),
    SampleDepartment("north", "北区", "North", "sales", head="north"),
    SampleDepartment("south", "南区", "South", "sales"),
]
PEOPLE = [
    SamplePerson("rep", "张伟", "Zhang Wei", department="north", manager="north"),
    SamplePerson("north", "李娜", "Li Na", department="north", manager="manager"),
    SamplePerson("south", "王芳", "Wang Fang", department="south", manager="manager"),
    SamplePerson("manager", "刘洋", "Liu Yang", department="sales", manager="boss"),
    SamplePerson("boss", "陈静", "Chen Jing", department="office"),
]


async def make(database: Database) -> SampleCompany:
    async with database.transaction() as tx:
        return await add_sample_company(tx, DEPARTMENTS, PEOPLE, PASSWORD)


KEPT: Final = Kept("people", make)


@pytest.fixture
async def company(superuser: Superuser, database: Database, database_url: str) -> SampleCompany:
    return await KEPT.get(superuser, database, database_url)
