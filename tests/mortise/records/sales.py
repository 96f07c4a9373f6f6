"""An application that the tests of records work with: customers, deals with lines, and what is computed of them."""

from typing import Final

LABEL: Final = {"zh-CN": "测试", "en": "Test"}


def field(kind: str, key: str, **settings: object) -> dict[str, object]:
    return {"kind": kind, "key": key, "label": {"zh-CN": key, "en": key}, **settings}


STAGES: Final = [{"key": key, "label": {"zh-CN": key, "en": key}} for key in ("open", "quote", "won", "lost")]

ACCOUNT: Final = {
    "key": "account",
    "label": {"zh-CN": "客户", "en": "Account"},
    "title_field": "name",
    "fields": [
        field("text", "name", required=True, unique=True, max_length=100),
        field("text", "industry"),
        field("text", "secret"),
        field("link", "parent_account", form="account", on_delete="block"),
        field("rollup", "won_total", source="deals", field="total", aggregate="sum", filter='stage = "won"'),
        field("rollup", "deal_count", source="deals", aggregate="count"),
        field("formula", "label_text", formula='name & " (" & deal_count & ")"'),
    ],
}

PRODUCT: Final = {
    "key": "product",
    "label": {"zh-CN": "产品", "en": "Product"},
    "title_field": "name",
    "fields": [field("text", "name", required=True), field("number", "price", minimum="0")],
}

DEAL: Final = {
    "key": "deal",
    "label": {"zh-CN": "商机", "en": "Deal"},
    "title_field": "name",
    "stage_field": "stage",
    "sort": [{"field": "closes_on", "descending": True}],
    "fields": [
        field("autonumber", "code", pattern="D-{YYYY}-{0000}", reset="year"),
        field("text", "name", required=True, max_length=100),
        field("long_text", "notes"),
        field("choice", "stage", options=STAGES, default='"open"'),
        field("multi_choice", "tags", options=STAGES),
        field("money", "budget", currencies=["CNY", "USD"]),
        field("number", "probability", decimals=0, minimum="0", maximum="100"),
        field("boolean", "hot"),
        field("date", "closes_on"),
        field("datetime", "meets_at"),
        field("person", "seller", default="ME.id"),
        field("department", "team"),
        field(
            "link",
            "account",
            form="account",
            on_delete="cascade",
            inverse={"key": "deals", "label": {"zh-CN": "商机", "en": "Deals"}},
        ),
        field("text", "margin_note"),
        field("formula", "account_industry", formula="account.industry"),
        field(
            "sub_table",
            "lines",
            fields=[
                field("link", "product", form="product"),
                field("number", "quantity", decimals=0, required=True),
                field("number", "price", default="product.price"),
                field("formula", "amount", formula="quantity * price", decimals=2),
            ],
        ),
        field("rollup", "total", source="lines", field="amount", aggregate="sum", decimals=2),
        field("formula", "weighted", formula="total * probability / 100", decimals=2),
    ],
    "validations": [
        {
            "key": "hot_deals_have_a_date",
            "condition": "OR(NOT(hot), NOT(ISBLANK(closes_on)))",
            "message": {"zh-CN": "热门商机要有日期", "en": "A hot deal needs a date"},
            "fields": ["closes_on"],
        }
    ],
    "gates": [
        {
            "key": "quote_needs_account",
            "field": "stage",
            "option": "quote",
            "on": "enter",
            "required": ["account"],
        }
    ],
}


def scopes(*actions: str, kind: str) -> dict[str, list[dict[str, str]]]:
    return {action: [{"kind": kind}] for action in actions}


EVERY: Final = ("create", "view", "edit", "delete", "transfer", "import")

SELLER: Final = {
    "key": "seller",
    "label": {"zh-CN": "销售", "en": "Seller"},
    "grants": [
        {
            "form": "account",
            "scopes": {
                **scopes("view", kind="departments_below"),
                **scopes("create", "edit", "bulk_edit", kind="owner"),
            },
            "fields": {"secret": "hidden"},
        },
        {
            "form": "deal",
            "scopes": scopes("create", "view", "edit", "bulk_edit", kind="owner"),
            "fields": {"margin_note": "hidden", "notes": "read"},
        },
        {"form": "product", "scopes": scopes("view", kind="all")},
    ],
}

MANAGER: Final = {
    "key": "manager",
    "label": {"zh-CN": "经理", "en": "Manager"},
    "administrator": True,
}

SALES: Final[dict[str, object]] = {
    "key": "sales",
    "label": LABEL,
    "forms": [ACCOUNT, PRODUCT, DEAL],
    "roles": [SELLER, MANAGER],
}
