"""Columns of texts, and the kinds of field that they are taken for."""

from typing import Any

import pytest

from engines.form.fields import FIELD_KINDS
from engines.form.inference import infer
from engines.form.keys import suggest_key
from engines.form.meaning import NO_NAMES
from engines.issues import Issue

WORDS = [f"word {number}" for number in range(40)]
COLUMNS: list[tuple[str, list[str], str, dict[str, Any]]] = [
    ("whole numbers", ["1", "12", "7", "1200"], "number", {"decimals": 0, "thousands": False}),
    ("decimals", ["1.5", "12", "0.125"], "number", {"decimals": 3, "thousands": False}),
    ("thousands", ["1,200", "35,000.50"], "number", {"decimals": 2, "thousands": True}),
    ("numbers with a slip", [*map(str, range(40)), "n/a"], "number", {"decimals": 0, "thousands": False}),
    ("numbers that begin with zero", ["00123", "00124", "01500"], "text", {}),
    ("numbers longer than a spreadsheet holds", ["6222021234567890123", "6222021234567890124"], "text", {}),
    ("amounts", ["￥1,200.50", "¥3", "￥15"], "money", {"currencies": ["CNY"], "decimals": 2}),
    ("currencies", ["USD 12.5", "12 EUR", "USD 1"], "money", {"currencies": ["USD", "EUR"], "decimals": 2}),
    ("debts", ["-$5", "($12)", "$1.255"], "money", {"currencies": ["USD"], "decimals": 3}),
    ("yes and no", ["是", "否", "是"], "boolean", {}),
    ("ticks", ["√", "×", "√"], "boolean", {}),
    ("flags", ["0", "1", "1", "0"], "boolean", {}),
    ("days", ["2026-11-21", "2026/1/5", "2026年2月8日"], "date", {}),
    ("days at midnight", ["2026-11-21 00:00:00", "2026-01-05 00:00:00"], "date", {}),
    ("moments", ["2026-11-21 09:30", "2026-01-05 00:00"], "datetime", {}),
    ("percentages", ["15%", "12.5%", "7 %"], "percent", {"decimals": 1}),
    ("stars", ["★★★", "★★★★★☆", "★"], "rating", {"most": 5}),
    ("times of day", ["9:30", "18:00", "23:59"], "time", {"seconds": False}),
    ("times to the second", ["09:30:15", "18:00:00"], "time", {"seconds": True}),
    ("hours", ["9:30", "40:00"], "duration", {"shape": "hours_minutes"}),
    ("lengths", ["1小时30分", "20分钟"], "duration", {"shape": "hours_minutes"}),
    ("calls", ["2分5秒", "45秒"], "duration", {"shape": "hours_minutes_seconds"}),
    ("stays", ["2天", "1天3小时"], "duration", {"shape": "days_hours"}),
    ("addresses of mail", ["Zhang.Wei@Example.com", "a@example.org"], "email", {}),
    ("telephone numbers", ["13800138000", "021-58881234", "+1 650 253 0000"], "phone", {}),
    ("web addresses", ["https://example.com/a", "www.example.org"], "url", {}),
    ("identity cards", ["11010519491231002X", "11010519491231002x"], "identity_document", {}),
    ("figures that no card has", ["110105194912310021", "110105194912310022"], "text", {}),
    ("terms", ["2026-01-01 ~ 2026-02-01", "2026/3/1 至 2026/3/5"], "date_range", {}),
    ("words of one's own", [f"vip, {word}" for word in WORDS], "tag", {}),
    ("documents", ["<p>a</p>", "<h1>b</h1><p>c</p>"], "rich_text", {}),
    ("credit codes", ["91350100M000100Y43", "9135 0100 m000 100y 43"], "credit_code", {}),
    ("bank cards", ["4111111111111111", "5500 0000 0000 0004"], "bank_account", {"card": True}),
    ("years that say so", ["2026年", "1998年度"], "year", {}),
    ("figures of years", ["1998", "2003", "2026", "2011"], "year", {}),
    ("round figures", ["2000", "1950", "2000", "2026"], "number", {"decimals": 0, "thousands": False}),
    ("budgets", ["1 ~ 2.5", "100至200", "3-4"], "number_range", {"decimals": 1, "thousands": False}),
    ("numbers of parts", ["12-345", "12-346", "13-400"], "text", {}),
    ("colours", ["#1f6f5c", "#FFF"], "colour", {}),
    ("instructions", ["# a\n- b", "**c**\n\nd"], "markdown", {}),
    ("messages of machines", ['{"a": 1}', "[1, 2]"], "code", {"language": "json"}),
    ("names", ["张伟", "李娜", "王芳"], "text", {}),
    ("the same word throughout", ["中国"] * 50, "text", {}),
    ("lines", ["第一行\n第二行", "短"], "long_text", {}),
    ("prose", ["x" * 300, "y"], "long_text", {}),
    (
        "words that come again",
        ["新建", "成交", "新建", "新建", "成交", "成交"],
        "choice",
        {
            "options": [
                {"key": "xin_jian", "label": {"zh-CN": "新建", "en": "新建"}, "colour": "blue"},
                {"key": "cheng_jiao", "label": {"zh-CN": "成交", "en": "成交"}, "colour": "green"},
            ]
        },
    ),
    (
        "lists of words that come again",
        ["red、blue", "red", "blue, red", "blue"],
        "multi_choice",
        {
            "options": [
                {"key": "red", "label": {"zh-CN": "red", "en": "red"}, "colour": "blue"},
                {"key": "blue", "label": {"zh-CN": "blue", "en": "blue"}, "colour": "green"},
            ]
        },
    ),
]
"""What the column is, its texts, and the kind and the settings that it is taken for."""


@pytest.mark.parametrize(
    ("texts", "kind", "settings"), [pytest.param(*rest, id=name) for name, *rest in COLUMNS]
)
def test_a_column_is_taken_for_the_kind_that_people_would_choose(
    texts: list[str], kind: str, settings: dict[str, Any]
) -> None:
    best = infer([f" {text} " for text in texts] + ["", "  "])[0]

    assert best.kind == kind
    assert best.settings == settings
    assert 0 < best.certainty <= 1


@pytest.mark.parametrize("texts", [pytest.param(texts, id=name) for name, texts, *_ in COLUMNS])
def test_whatever_is_guessed_takes_the_column_in(texts: list[str]) -> None:
    for candidate in infer(texts):
        settings = {"key": "field", "label": {"en": "Field"}, **candidate.settings}
        field = FIELD_KINDS[candidate.kind].model_validate(settings)

        read = [field.parse_text(text, NO_NAMES) for text in texts]

        assert not list(field.check_settings())
        assert sum(isinstance(value, Issue) or value is None for value in read) <= len(texts) / 10


def test_a_sign_of_another_currency_is_not_taken_for_the_usual_one() -> None:
    settings = {"key": "field", "label": {"en": "Field"}, "currencies": ["CNY", "HKD"]}
    field = FIELD_KINDS["money"].model_validate(settings)

    euros, dollars = field.parse_text("€2", NO_NAMES), field.parse_text("-$2", NO_NAMES)

    assert isinstance(euros, Issue)
    assert euros.code == "currency_unknown"
    assert field.to_json(dollars) == {"amount": "-2.00", "currency": "HKD", "base": None}


def test_a_blank_column_is_taken_for_nothing() -> None:
    assert infer(["", "  "]) == ()


def test_options_that_are_found_late_are_options_too() -> None:
    best = infer(["a"] * 2_000 + ["b"] * 2_000 + ["c"])[0]

    assert [option["label"]["en"] for option in best.settings["options"]] == ["a", "b", "c"]  # type: ignore[attr-defined]  # JSON


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("客户名称", "ke_hu_ming_cheng"),
        ("Order Date", "order_date"),
        ("Ｓａｌｅｓ（￥）", "sales"),
        ("Café crème", "cafe_creme"),
        ("订单No.", "ding_dan_no"),
        ("2026", "field_2026"),
        ("★", "field"),
        ("taken", "taken_3"),
        ("长" * 60, "_".join(["chang"] * 6) + "_chan"),
    ],
)
def test_a_key_reads_like_the_name(name: str, key: str) -> None:
    assert suggest_key(name, {"taken", "taken_2"}, "field") == key
