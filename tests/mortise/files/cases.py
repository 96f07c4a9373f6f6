"""An application that the tests of files work with."""

from typing import Any, Final

from tests.mortise.records.sales import field, scopes

CASE: Final = {
    "key": "case",
    "label": {"zh-CN": "工单", "en": "Case"},
    "title_field": "name",
    "fields": [
        field("text", "name", required=True),
        field("attachment", "papers", max_files=3),
        field("attachment", "secret"),
        field("image", "photos"),
        field("formula", "count", formula="COUNT(papers)", decimals=0),
        field("sub_table", "steps", fields=[field("text", "what"), field("image", "seen")]),
        field("person", "watcher"),
        field("link", "before", form="case"),
    ],
}
SELLER: Final = {
    "key": "seller",
    "label": {"zh-CN": "销售", "en": "Seller"},
    "grants": [
        {
            "form": "case",
            "scopes": scopes("create", "view", "edit", "delete", "import", "bulk_edit", kind="owner"),
            "fields": {"secret": "hidden"},
        }
    ],
}
MANAGER: Final = {
    "key": "manager",
    "label": {"zh-CN": "经理", "en": "Manager"},
    "grants": [
        {
            "form": "case",
            "scopes": scopes("create", "view", "edit", "delete", "transfer", "import", kind="all"),
        }
    ],
}
CASES: Final[dict[str, Any]] = {
    "key": "cases",
    "label": {"zh-CN": "工单", "en": "Cases"},
    "forms": [CASE],
    "roles": [SELLER, MANAGER],
}
RECORDS: Final = "/api/apps/cases/forms/case/records"
