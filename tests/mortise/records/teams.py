"""An application whose records link to several others on either side, and what is computed through that."""

from typing import Final

from tests.mortise.records.sales import EVERY, MANAGER, field, scopes

PROJECT: Final = {
    "key": "project",
    "label": {"zh-CN": "项目", "en": "Project"},
    "title_field": "name",
    "fields": [
        field("text", "name", required=True),
        field("number", "budget", decimals=2),
        field("persons", "crew"),
        field("departments", "hosts"),
        field("link", "leader", form="expert"),
        field(
            "links",
            "experts",
            form="expert",
            filter="OR(NOT(retired), ISBLANK(RECORD.budget))",
            inverse={"key": "projects", "label": {"zh-CN": "项目", "en": "Projects"}},
        ),
        field("links", "rivals", form="project", on_delete="block"),
        field("links", "sequels", form="project", on_delete="cascade"),
        field("count", "expert_count", source="experts"),
        field("count", "dear_count", source="experts", filter="fee >= 100"),
        field("rollup", "fees", source="experts", field="fee", aggregate="sum"),
        field("rollup", "dearest", source="experts", field="fee", aggregate="maximum", filter="NOT(retired)"),
        field("lookup", "names", source="experts", field="name"),
        field("lookup", "fee_list", source="experts", field="fee"),
        field("lookup", "skills", source="experts", field="skill"),
        field("lookup", "leader_name", source="leader", field="name"),
        field("lookup", "leader_skill", source="leader", field="skill"),
        field("lookup", "open_fees", source="experts", field="fee", computed_public=True),
        field("formula", "fee_sum", formula="SUM(experts.fee) + IFBLANK(budget, 0)"),
    ],
    "validations": [
        {
            "key": "not_too_dear",
            "condition": "OR(ISBLANK(fees), fees < 1000)",
            "message": {"zh-CN": "太贵了", "en": "Too dear"},
            "fields": ["experts"],
        }
    ],
}

SKILLS: Final = [{"key": key, "label": {"zh-CN": key, "en": key}} for key in ("law", "tax", "art")]

EXPERT: Final = {
    "key": "expert",
    "label": {"zh-CN": "专家", "en": "Expert"},
    "title_field": "name",
    "fields": [
        field("text", "name", required=True),
        field("number", "fee", decimals=2),
        field("choice", "skill", options=SKILLS),
        field("boolean", "retired"),
        field("text", "secret"),
        field("count", "project_count", source="projects"),
        field("lookup", "project_names", source="projects", field="name"),
        field("rollup", "budgets", source="projects", field="budget", aggregate="sum"),
        field("rollup", "busiest", source="projects", field="expert_count", aggregate="maximum"),
    ],
}

SELLER: Final = {
    "key": "seller",
    "label": {"zh-CN": "销售", "en": "Seller"},
    "grants": [
        {"form": "project", "scopes": scopes(*EVERY, kind="owner")},
        {
            "form": "expert",
            "scopes": scopes("view", "create", "edit", kind="owner"),
            "fields": {"fee": "hidden", "secret": "hidden"},
        },
    ],
}

TEAMS: Final[dict[str, object]] = {
    "key": "teams",
    "label": {"zh-CN": "团队", "en": "Teams"},
    "forms": [PROJECT, EXPERT],
    "roles": [SELLER, MANAGER],
}
