"""An application that the tests of files work with."""

from typing import Final

from tests.mortise.records.sales import field, scopes

CASE: Final = {
    "key": "case",
    "label": {"zh-CN": "工单", "en": "Case"},
    "title_field": "name",
    "fields": [field("text", "name", required=True)],
}
SELLER: Final = {
    "key": "seller",
    "label": {"zh-CN": "销售", "en": "Seller"},
    "grants": [{"form": "case", "scopes": scopes("create", "view", "edit", kind="owner")}],
}
MANAGER: Final = {
    "key": "manager",
    "label": {"zh-CN": "经理", "en": "Manager"},
    "grants": [{"form": "case", "scopes": scopes("create", "view", "edit", "delete", kind="all")}],
}
CASES: Final = {
    "key": "cases",
    "label": {"zh-CN": "工单", "en": "Cases"},
    "forms": [CASE],
    "roles": [SELLER, MANAGER],
}
