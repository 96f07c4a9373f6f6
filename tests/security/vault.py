"""An application whose every secret is a canary: a value that stands nowhere else, so that any leak of it shows."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

Json = dict[str, Any]

SECRET_LINK: Final = 10
"""How much further the number of a record is that a secret link leads to."""
OPTIONS: Final = [{"key": "plain", "label": {"en": "Plain"}}, {"key": "won", "label": {"en": "Won"}}]
ROWS: Final = (1, 2, 3, 4)
"""Deals and accounts: the first two belong to the owner, the third to a member of the same department, the last to a
stranger of another one."""


def field(kind: str, key: str, **settings: object) -> Json:
    return {"kind": kind, "key": key, "label": {"en": key}, **settings}


def option(key: str, row: int) -> str:
    """The option that a record has: one of its own where the field is secret."""
    return f"canary_{key}_{row}" if key.startswith("secret") else "plain"


def options(key: str) -> list[Json]:
    """Options of which each row has its own, in a field that is secret."""
    if not key.startswith("secret"):
        return OPTIONS
    return [{"key": option(key, row), "label": {"en": "x"}} for row in ROWS]


def secrets(prefix: str) -> list[Json]:
    """A field of every kind that holds a value of its own."""
    return [
        field("text", f"{prefix}text"),
        field("long_text", f"{prefix}long_text"),
        field("number", f"{prefix}number", decimals=0),
        field("money", f"{prefix}money"),
        field("boolean", f"{prefix}boolean"),
        field("date", f"{prefix}date"),
        field("datetime", f"{prefix}datetime"),
        field("choice", f"{prefix}choice", options=options(f"{prefix}choice")),
        field("multi_choice", f"{prefix}multi_choice", options=options(f"{prefix}multi_choice")),
        field("attachment", f"{prefix}attachment"),
        field("person", f"{prefix}person"),
        field("department", f"{prefix}department"),
        field("link", f"{prefix}link", form="vaulted"),
        field("formula", f"{prefix}formula", formula=f'{prefix}text & "!"'),
    ]


DEAL_FIELDS: Final = [
    field("text", "name"),
    field("choice", "stage", options=OPTIONS),
    field("link", "account", form="account", inverse={"key": "deals", "label": {"en": "Deals"}}),
    *secrets("open_"),
    *secrets("secret_"),
    field(
        "sub_table",
        "lines",
        fields=[
            field("text", "item"),
            field("text", "secret_cost"),
            field("formula", "told", formula='secret_cost & "!"'),
        ],
    ),
    field("sub_table", "secret_lines", fields=[field("text", "item")]),
    field("rollup", "line_count", source="lines", aggregate="count"),
    field("rollup", "secret_count", source="secret_lines", aggregate="count"),
    field("formula", "through", formula="account.secret_phone"),
    field("formula", "account_code", formula="account.code"),
    field("autonumber", "serial", pattern="D-{0000}"),
    field("button", "finish", sets=[{"field": "stage", "value": '"won"'}]),
]

ACCOUNT_FIELDS: Final = [
    field("text", "name"),
    field("text", "code"),
    field("text", "phone"),
    field("text", "secret_phone"),
    field("person", "keeper"),
]

SECRET: Final = ("hidden", [entry["key"] for entry in DEAL_FIELDS if entry["key"].startswith("secret_")])

EVERYTHING: Final = {"view": [{"kind": "all"}]}
OWNERS: Final = [{"kind": "owner"}]
NOT_WON: Final = [{"kind": "expression", "condition": 'AND(owner = ME.id, NOT(stage = "won"))'}]
SAME_DEPARTMENT: Final = [{"kind": "department"}]

SELLER: Final = {
    "key": "seller",
    "label": {"en": "Seller"},
    "grants": [
        {
            "form": "deal",
            "scopes": {
                "create": NOT_WON,
                "view": SAME_DEPARTMENT,
                "edit": OWNERS,
                "press": OWNERS,
                "delete": OWNERS,
                "import": OWNERS,
                "export": OWNERS,
                "bulk_edit": OWNERS,
                "comment": OWNERS,
            },
            "fields": dict.fromkeys(SECRET[1], "hidden") | {"lines.secret_cost": "hidden"},
        },
        {
            "form": "account",
            "scopes": {"view": SAME_DEPARTMENT, "create": OWNERS},
            "fields": {"phone": "masked", "secret_phone": "hidden"},
        },
    ],
}
READER: Final = {
    "key": "reader",
    "label": {"en": "Reader"},
    "grants": [
        {
            "form": "deal",
            "scopes": EVERYTHING,
            "fields": {"stage": "read", "account": "read"},
            "other_fields": "hidden",
        },
        {"form": "account", "scopes": EVERYTHING, "other_fields": "hidden"},
    ],
}
STEWARD: Final = {"key": "steward", "label": {"en": "Steward"}, "administrator": True}
BUILDER: Final = {"key": "maker", "label": {"en": "Maker"}, "builder": True}

VAULT: Final[Json] = {
    "key": "vault",
    "label": {"zh-CN": "保险库", "en": "Vault"},
    "forms": [
        {"key": "deal", "label": {"en": "Deal"}, "title_field": "name", "fields": DEAL_FIELDS},
        {"key": "account", "label": {"en": "Account"}, "title_field": "name", "fields": ACCOUNT_FIELDS},
        {
            "key": "vaulted",
            "label": {"en": "Vaulted"},
            "title_field": "name",
            "fields": [field("text", "name")],
        },
    ],
    "roles": [SELLER, READER, STEWARD],
}
OTHER: Final[Json] = {
    "key": "other",
    "label": {"en": "Other"},
    "forms": [
        {"key": "deal", "label": {"en": "Deal"}, "title_field": "name", "fields": [field("text", "name")]}
    ],
    "roles": [BUILDER],
}


def canary(form: str, key: str, row: int) -> str:
    """A text that stands in one field of one record only."""
    return f"CANARY-{form}-{key}-{row}"


def said(row: int) -> str:
    """What the comment on a deal says."""
    return canary("deal", "comment", row)


def number(key: str, row: int) -> int:
    """A number that stands there only."""
    return 730_000_000 + 1_000 * (sum(map(ord, key)) % 997) + row


def file_id(prefix: str, row: int) -> int:
    """The number of the file that a deal holds."""
    return row + 100 if prefix.startswith("secret") else row


def secret_values(prefix: str, row: int, people: Mapping[str, int]) -> Json:
    """What a deal holds in its fields of every kind."""
    day = f"19{10 + row:02}-0{1 + len(prefix) % 9}-1{row}"
    return {
        f"{prefix}text": canary("deal", f"{prefix}text", row),
        f"{prefix}long_text": canary("deal", f"{prefix}long_text", row),
        f"{prefix}number": number(f"{prefix}number", row),
        f"{prefix}money": {"amount": f"{number(f'{prefix}money', row)}.00", "currency": "CNY"},
        f"{prefix}boolean": True,
        f"{prefix}date": day,
        f"{prefix}datetime": f"{day}T01:02:0{row}Z",
        f"{prefix}choice": option(f"{prefix}choice", row),
        f"{prefix}multi_choice": [option(f"{prefix}multi_choice", row)],
        f"{prefix}attachment": [file_id(prefix, row)],
        f"{prefix}person": people["owner"],
        f"{prefix}department": None,
        f"{prefix}link": row + SECRET_LINK if prefix.startswith("secret") else row,
        f"{prefix}formula": canary("deal", f"{prefix}text", row) + "!",
    }


def leaks(prefix: str, row: int) -> Iterator[str]:
    """How those values would look in any answer."""
    yield canary("deal", f"{prefix}text", row)
    yield canary("deal", f"{prefix}long_text", row)
    if prefix.startswith("secret"):
        yield option(f"{prefix}choice", row)
        yield option(f"{prefix}multi_choice", row)
    yield canary("deal", f"{prefix}attachment", row)
    yield str(number(f"{prefix}number", row))
    yield str(number(f"{prefix}money", row))
    yield f"19{10 + row:02}-0{1 + len(prefix) % 9}-1{row}"


def of_deal(row: int) -> Iterator[str]:
    """Everything that tells of a deal to who may not see it at all."""
    yield canary("deal", "name", row)
    yield canary("lines", "item", row)
    yield canary("deal", "serial", row)
    yield canary("vaulted", "name", row)
    yield from leaks("open_", row)


def of_account(row: int) -> Iterator[str]:
    """Everything that tells of an account to who may not see it."""
    yield canary("account", "name", row)
    yield canary("account", "code", row)
    yield f"CANARY{row}3800001{row}"
    yield canary("account", "secret_phone", row)


def hidden_in_deal(row: int) -> Iterator[str]:
    """What sellers may not read even in deals of their own."""
    yield from leaks("secret_", row)
    yield canary("lines", "secret_cost", row)
    yield canary("secret_lines", "item", row)
    yield canary("vaulted", "secret", row)
