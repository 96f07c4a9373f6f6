"""No door of the server is forgotten: each is held against brute force, or it is said why it shows no record."""

from collections.abc import Mapping

from tests.mortise.access.addresses import held
from tests.mortise.access.import_doors import ImportDoors
from tests.mortise.access.test_doors import QUICK
from tests.security.addresses import addresses

PEOPLE = "people and what they hold, not records"
ACCOUNT = "what a person is to the server, not records"
DEFINITIONS = "definitions, with counts of records at most, to who builds the application"
LEFT = "the builder's own rights are asked by the same compiler: tests/mortise/api/test_left_behind.py"
FILE = "only the person's own file: whoever began an import goes on with it, which ImportDoors.told looks at"

NO_RECORDS: Mapping[str, str] = {
    "GET /health": "whether the server is well",
    "GET /schemas/app.json": "the shape of definitions",
    "GET /api/openapi.json": "the shape of the API",
    "GET /api/kinds": "kinds of fields",
    "GET /api/functions": "functions of expressions",
    "GET /api/apps": "names of applications",
    "POST /api/apps": DEFINITIONS,
    "GET /api/apps/{app}/openapi.json": "the shape of records: tests/security/test_descriptions.py",
    "GET /api/apps/{app}/draft": DEFINITIONS,
    "PATCH /api/apps/{app}/draft": DEFINITIONS,
    "DELETE /api/apps/{app}/draft": DEFINITIONS,
    "POST /api/apps/{app}/draft/check": DEFINITIONS,
    "POST /api/apps/{app}/draft/restore": DEFINITIONS,
    "GET /api/apps/{app}/draft/outline": DEFINITIONS,
    "POST /api/apps/{app}/draft/expression": DEFINITIONS,
    "GET /api/apps/{app}/draft/uses": DEFINITIONS,
    "GET /api/apps/{app}/draft/removed": DEFINITIONS,
    "POST /api/apps/{app}/draft/removal": DEFINITIONS,
    "POST /api/apps/{app}/draft/renaming": DEFINITIONS,
    "GET /api/apps/{app}/plan": "values under the builder's rights: tests/mortise/publishing/test_checking.py",
    "POST /api/apps/{app}/publish": DEFINITIONS,
    "GET /api/apps/{app}/publications/{id}": DEFINITIONS,
    "POST /api/apps/{app}/publications/{id}/retry": DEFINITIONS,
    "POST /api/apps/{app}/publications/{id}/abandon": DEFINITIONS,
    "GET /api/apps/{app}/versions": DEFINITIONS,
    "GET /api/apps/{app}/versions/{version}/changes": DEFINITIONS,
    "POST /api/apps/{app}/versions/{version}/restore": DEFINITIONS,
    "GET /api/apps/{app}/parked": DEFINITIONS,
    "GET /api/apps/{app}/usage": DEFINITIONS,
    "GET /api/usage": DEFINITIONS,
    "GET /api/apps/{app}/unconverted": DEFINITIONS,
    "GET /api/apps/{app}/unconverted/{form}/{field}": LEFT,
    "GET /api/apps/{app}/unconverted/{form}/{field}/alike": LEFT,
    "POST /api/apps/{app}/unconverted/{id}/alike": LEFT,
    "POST /api/apps/{app}/unconverted/{id}": LEFT,
    "GET /api/catalog": DEFINITIONS,
    "POST /api/catalog/{key}/install": DEFINITIONS,
    "POST /api/packages": DEFINITIONS,
    "GET /api/apps/{app}/package": DEFINITIONS,
    "GET /api/apps/{app}/explain": "grants, to administrators: tests/mortise/access/test_explain.py",
    "GET /api/apps/{app}/roles": PEOPLE,
    "GET /api/apps/{app}/roles/{role}/members": PEOPLE,
    "PUT /api/apps/{app}/roles/{role}/members": PEOPLE,
    "DELETE /api/apps/{app}/views/{id}": "answers nothing",
    "POST /api/apps/{app}/views/{id}/restore": "the view as GET …/views serves it",
    "PUT /api/apps/{app}/forms/{form}/view-arrangement": "answers nothing",
    "DELETE /api/apps/{app}/imports/{id}": FILE,
    "POST /api/apps/{app}/imports/{id}/form": DEFINITIONS,
    "POST /api/apps/{app}/imports/{id}/corrections": FILE,
    "GET /api/jobs": "jobs that failed, to administrators of the installation",
    "POST /api/jobs/{queue}/{id}/retry": "jobs that failed, to administrators of the installation",
    "GET /api/see-as": ACCOUNT,
    "POST /api/apps/{app}/see-as": ACCOUNT,
    "DELETE /api/see-as": ACCOUNT,
    "POST /api/session": ACCOUNT,
    "DELETE /api/session": ACCOUNT,
    "GET /api/me": ACCOUNT,
    "PATCH /api/me": ACCOUNT,
    "POST /api/me/password": ACCOUNT,
    "GET /api/me/sessions": ACCOUNT,
    "DELETE /api/me/sessions": ACCOUNT,
    "DELETE /api/me/sessions/{id}": ACCOUNT,
    "POST /api/people/{id}/password-link": ACCOUNT,
    "POST /api/password-links/read": ACCOUNT,
    "POST /api/password-links/use": ACCOUNT,
    "GET /api/people": PEOPLE,
    "GET /api/people/{id}": PEOPLE,
    "POST /api/people": PEOPLE,
    "PATCH /api/people/{id}": PEOPLE,
    "GET /api/departments": PEOPLE,
    "POST /api/departments": PEOPLE,
    "PATCH /api/departments/{id}": PEOPLE,
    "GET /api/positions": PEOPLE,
    "POST /api/positions": PEOPLE,
    "PATCH /api/positions/{id}": PEOPLE,
    "GET /api/groups": PEOPLE,
    "GET /api/groups/{id}": PEOPLE,
    "POST /api/groups": PEOPLE,
    "PATCH /api/groups/{id}": PEOPLE,
    "GET /api/people/{id}/hand-over": PEOPLE,
    "POST /api/people/{id}/hand-over": PEOPLE,
    "GET /api/organisation/template": "an empty table",
    "POST /api/organisation/import/check": PEOPLE,
    "POST /api/organisation/import": PEOPLE,
    "GET /api/tokens": ACCOUNT,
    "POST /api/tokens": ACCOUNT,
    "DELETE /api/tokens/{id}": ACCOUNT,
    "GET /api/settings/calendar": "working days",
    "PUT /api/settings/calendar": "working days",
    "GET /api/settings/company": "the company's name, zone and currency",
    "PUT /api/settings/company": "the company's name, zone and currency",
    "GET /api/logo": "the company's logo",
    "GET /api/logo/{digest}": "the company's logo",
    "PUT /api/settings/logo/{look}": "the company's logo",
    "DELETE /api/settings/logo/{look}": "the company's logo",
    "PUT /api/settings/rates/{currency}/{since}": "exchange rates",
    "DELETE /api/settings/rates/{currency}/{since}": "exchange rates",
}
"""Doors that answer without records, each with the reason. One that begins to tell of records leaves this list."""


def test_every_address_is_held_or_shows_no_record() -> None:
    compared = held((*QUICK, ImportDoors))

    assert sorted(compared | NO_RECORDS.keys()) == sorted(addresses())
    assert not compared & NO_RECORDS.keys()
