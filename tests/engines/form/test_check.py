"""What is wrong with forms is told at once, where it is, in words of both languages."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import engines.form
from engines.definition import LOCALES
from engines.issues import OWN_WORDS, sentence, words
from tests.engines.form.sample import FOLDER, compiled, documents, sample

CASES = json.loads((FOLDER / "cases" / "check.json").read_text("utf-8"))


def changed(changes: list[list[Any]]) -> dict[str, Any]:
    """The sample's documents after some changes."""
    document: Any = documents()
    for how, place, value in changes:
        *path, last = place.split("/")[1:]
        at = document
        for step in path:
            at = at[int(step)] if isinstance(at, list) else at[step]
        if how == "append":
            at[last].append(value)
        else:
            at[int(last) if isinstance(at, list) else last] = value
    found: dict[str, Any] = document
    return found


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_what_is_wrong_is_told_where_it_is(case: dict[str, Any]) -> None:
    schema, issues = compiled(*changed(case["changes"]).values())

    assert sorted([issue.code, issue.pointer] for issue in issues) == sorted(case["issues"])
    assert (schema is None) == bool(case["issues"])
    for issue in issues:
        for locale in LOCALES:
            text, hint = sentence(issue, locale)
            assert text
            assert hint
            assert "{" not in text.replace("{YYYY}", "").replace("{0000}", "")


def codes() -> Iterator[tuple[str, str]]:
    """Every code of an issue that the form engine's source writes, with its file."""
    for path in sorted(Path(engines.form.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                first = node.args[0]
                if node.func.id in {"Issue", "unknown", "Precondition"} and isinstance(first, ast.Constant):
                    yield str(first.value), path.name


def test_every_code_has_words() -> None:
    missing = {code: name for code, name in codes() if code not in words(OWN_WORDS)}

    assert missing == {}


def test_no_words_are_left_over() -> None:
    own = json.loads((OWN_WORDS / "form.json").read_text("utf-8"))
    text = "".join(path.read_text("utf-8") for path in Path(engines.form.__path__[0]).rglob("*.py"))

    assert [code for code in own if f'"{code}"' not in text] == []


def test_a_definition_survives_its_json() -> None:
    for form in sample().forms.values():
        definition = form.definition

        assert type(definition).model_validate_json(definition.model_dump_json(by_alias=True)) == definition


def test_fields_are_told_by_what_people_call_them() -> None:
    changes: list[list[Any]] = [
        ["put", "/order/fields/15/formula", "customer.order_total"],
        ["put", "/order/fields/18/formula", "customer.updated_at"],
        ["put", "/order/title_formula", "number & PARAM.rate"],
        ["put", "/order/sort", [{"field": "lines"}, {"field": "statte"}]],
        ["put", "/customer/fields/3/label", {}],
    ]

    _, issues = compiled(*changed(changes).values())

    told = {(issue.code, sentence(issue, "zh-CN")[0]) for issue in issues}
    assert {text for code, text in told if code == "cycle"} <= {
        "这些字段互相依赖，无法计算：order_total ← 合计 ← order_total。",
        "这些字段互相依赖，无法计算：合计 ← order_total ← 合计。",
    }
    assert any("客户 › 修改时间" in text for _, text in told)
    assert any("PARAM.rate" in text for _, text in told)
    assert any("“明细”" in text for _, text in told)
    assert any("“状态”" in sentence(issue, "zh-CN")[1] for issue in issues)
