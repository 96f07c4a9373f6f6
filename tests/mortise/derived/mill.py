"""An application in which nearly everything is computed from something else: through links up and down, over several
hops, over rows, over lists of records, and from values that are computed themselves."""

from typing import Any, Final

from tests.mortise.records.sales import field

Json = dict[str, Any]

STAGES: Final = ("open", "won", "lost")


def option(key: str) -> Json:
    return {"key": key, "label": {"zh-CN": key, "en": key}}


def end(key: str) -> Json:
    return {"key": key, "label": {"zh-CN": key, "en": key}}


CUSTOMER: Final = {
    "key": "customer",
    "label": {"zh-CN": "客户", "en": "Customer"},
    "title_formula": 'name & IF(ISBLANK(region), "", " " & region)',
    "fields": [
        field("text", "name", required=True, unique=True),
        field("text", "region"),
        field("number", "credit", decimals=2),
        field("link", "parent_firm", form="customer", inverse=end("children"), on_delete="clear"),
        field("rollup", "won_total", source="deals", field="total", aggregate="sum", filter='stage = "won"'),
        field("count", "deal_count", source="deals"),
        field("count", "abroad", source="deals", filter='customer.parent_firm.region = "north"'),
        field("rollup", "dearest_line", source="deals", field="dearest", aggregate="maximum"),
        field("rollup", "last_day", source="deals", field="day", aggregate="maximum"),
        field("rollup", "child_credit", source="children", field="credit", aggregate="sum"),
        field("formula", "family_credit", formula="IFBLANK(child_credit, 0) + IFBLANK(credit, 0)"),
        field("formula", "line_sum", formula="SUM(deals.total)"),
        field("formula", "label_text", formula='name & " (" & deal_count & ")"'),
        field("lookup", "parent_title", source="parent_firm", field="title"),
        field("formula", "sold", formula='TEXTJOIN(deals.product.name, "+")'),
        field("formula", "top_name", formula="parent_firm.parent_firm.name"),
        field("count", "partnered_count", source="partnered", filter="hot"),
        field("lookup", "partnered_names", source="partnered", field="name"),
        field("lookup", "partnered_totals", source="partnered", field="total"),
    ],
}

PRODUCT: Final = {
    "key": "product",
    "label": {"zh-CN": "产品", "en": "Product"},
    "title_field": "name",
    "fields": [
        field("text", "name", required=True, unique=True),
        field("number", "price", decimals=2),
        field("link", "maker", form="customer", inverse=end("products"), on_delete="clear"),
        field("lookup", "maker_title", source="maker", field="title"),
        field("formula", "maker_share", formula="price / maker.won_total * 100"),
        field("rollup", "packed", source="packages", field="bundle_price", aggregate="sum"),
    ],
}

LINES: Final = field(
    "sub_table",
    "lines",
    fields=[
        field("text", "note"),
        field("link", "product", form="product"),
        field("number", "quantity", decimals=0),
        field("number", "price", default="product.price"),
        field("formula", "amount", formula="quantity * price", decimals=2),
        field("formula", "rated", formula="amount * parent.rate / 100", decimals=2),
        field("formula", "made_by", formula="product.maker.name"),
        field("formula", "at_home", formula="product.maker.region = parent.customer.region"),
    ],
)

DEAL: Final = {
    "key": "deal",
    "label": {"zh-CN": "商机", "en": "Deal"},
    "title_field": "name",
    "fields": [
        field("autonumber", "code", pattern="D-{0000}"),
        field("text", "name", required=True),
        field("choice", "stage", options=[option(key) for key in STAGES], default='"open"'),
        field("boolean", "hot"),
        field("date", "day"),
        field("number", "rate", decimals=1),
        field("link", "customer", form="customer", inverse=end("deals"), on_delete="cascade"),
        field("link", "product", form="product", on_delete="block"),
        field("links", "partners", form="customer", inverse=end("partnered"), on_delete="clear"),
        field("links", "bundle", form="product", inverse=end("packages"), on_delete="cascade"),
        LINES,
        field("rollup", "total", source="lines", field="amount", aggregate="sum"),
        field("rollup", "rated_total", source="lines", field="rated", aggregate="average"),
        field("count", "home_lines", source="lines", filter="at_home"),
        field("rollup", "dearest", source="lines", field="price", aggregate="maximum", filter="quantity > 1"),
        field("lookup", "makers", source="lines", field="made_by"),
        field("formula", "share", formula="total / customer.won_total * 100"),
        field("formula", "customer_title", formula="customer.title"),
        field("formula", "top_region", formula="IFBLANK(customer.parent_firm.region, customer.region)"),
        field("lookup", "partner_titles", source="partners", field="title"),
        field(
            "rollup",
            "partner_credit",
            source="partners",
            field="family_credit",
            aggregate="sum",
            filter='region = "north"',
        ),
        field("count", "partner_count", source="partners"),
        field("rollup", "bundle_price", source="bundle", field="price", aggregate="sum"),
        field("formula", "bundle_text", formula='TEXTJOIN(bundle.maker_title, "+")'),
        field("formula", "mood", formula='IF(stage = "won", "good", IF(hot, "hot", stage & ""))'),
    ],
}

MANAGER: Final = {
    "key": "manager",
    "label": {"zh-CN": "经理", "en": "Manager"},
    "administrator": True,
}

MILL: Final[Json] = {
    "key": "mill",
    "format": 1,
    "label": {"zh-CN": "工厂", "en": "Mill"},
    "forms": [CUSTOMER, PRODUCT, DEAL],
    "roles": [MANAGER],
}
