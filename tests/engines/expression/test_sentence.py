"""Every condition can be read as a sentence, in both languages."""

import json
import re
from collections.abc import Mapping
from typing import Final

import pytest

from engines.definition import LOCALES, Locale
from engines.expression.check import Checked, check
from engines.expression.function import Words, words
from engines.expression.functions import FUNCTIONS
from engines.expression.phrases import PHRASES
from engines.expression.scope import Path
from engines.expression.sentence import sentence_of
from engines.expression.types import DEPARTMENT, PERSON, Type, type_from_json
from tests.engines.expression.corpus import FOLDER, SCOPE, WORLD, Case, cases

LABELS: Final[Mapping[str, Words]] = {
    "amount": words("金额", "Amount"),
    "cost": words("成本", "Cost"),
    "name": words("名称", "Name"),
    "stage": words("阶段", "Stage"),
    "signed_on": words("签约日期", "Signed on"),
    "due_on": words("到期日", "Due on"),
    "urgent": words("加急", "Urgent"),
    "tags": words("标签", "Tags"),
    "owner": words("负责人", "Owner"),
    "account": words("客户", "Account"),
    "industry": words("行业", "Industry"),
    "lines": words("明细", "Lines"),
    "price": words("单价", "Price"),
    "id": words("编号", "number"),
}
SAID: Final = json.loads((FOLDER / "sentences.json").read_text("utf-8"))
OPTIONS: Final[Mapping[str, Words]] = {
    "quote": words("报价", "Quote"),
    "won": words("赢单", "Won"),
    "vip": words("贵宾", "VIP"),
    "retail": words("零售", "Retail"),
}
ROWS: Final[Mapping[str, Words]] = {
    PERSON.name: words("某人", "a certain person"),
    DEPARTMENT.name: words("某部门", "a certain department"),
}


class Labels:
    """People's names for the corpus's fields; what has none is a field with a number."""

    def __init__(self) -> None:
        keys = {key for form in WORLD["forms"].values() for key in form}
        others = {key for root in WORLD["roots"].values() for key in root}
        known = sorted(keys | others | set(WORLD["me"]) | set(WORLD["parameters"]))
        self.numbers = {key: number for number, key in enumerate(known)}

    def path(self, path: Path) -> Words:
        roots: Mapping[str, Words] = {"ME": words("我", "me"), "OLD": words("原值", "before")}
        named = [
            roots.get(key)
            or LABELS.get(key)
            or words(f"栏{self.numbers.get(key, 0)}", f"Field {self.numbers.get(key, 0)}")
            for key in path
        ]
        return {
            "zh-CN": "的".join(each["zh-CN"] for each in named),
            "en": " of ".join(each["en"] for each in named[::-1]),
        }

    def option(self, path: Path | None, key: str) -> Words:
        return OPTIONS.get(key, words("选项甲", "Option A"))

    def row(self, kind: Type) -> Words:
        return ROWS.get(kind.name, words("某记录", "a certain record"))


VOCABULARY: Final = Labels()
KEYS: Final = frozenset(VOCABULARY.numbers) | {key for form in WORLD["forms"] for key in (form,)}


def said(text: str) -> Words:
    checked = check(text, SCOPE)
    assert isinstance(checked, Checked), checked
    return sentence_of(checked, VOCABULARY)


@pytest.mark.parametrize("case", SAID, ids=[each["text"] for each in SAID])
def test_a_condition_reads_as_people_say_it(case: Mapping[str, str]) -> None:
    assert dict(said(case["text"])) == {locale: case[locale] for locale in LOCALES}


def test_every_function_has_words_in_both_languages() -> None:
    special = {
        key for key, function in FUNCTIONS.items() if function.name in {"IFS", "SWITCH"} or function.expand
    }

    assert set(FUNCTIONS) - special - set(PHRASES) == set()
    assert set(PHRASES) - set(FUNCTIONS) == {"filled"}


def test_no_words_lack_an_argument_that_may_be_left_out() -> None:
    lacking = []
    for key, phrase in PHRASES.items():
        function = FUNCTIONS.get(key)
        for count in range(6) if function is not None else ():
            if function is not None and function.parameters_for(count) is not None:
                says = (phrase.fewer or {}).get(count, phrase.says)
                lacking += [key for text in says.values() if f"{{{count}}}" in text]

    assert lacking == []


def expressions() -> list[Case]:
    return [case for case in cases() if not case.issues]


def without_quotations(text: str) -> str:
    """A sentence without what its author put between quotation marks."""
    return re.sub(r"“[^”]*”", "", text)


def test_every_expression_of_the_corpus_is_said_without_a_key_or_a_function_s_name() -> None:
    names = {function.name for function in FUNCTIONS.values() if function.name.isalpha()}
    raw: dict[str, Mapping[Locale, str]] = {}
    for case in expressions():
        expected = None if case.expected is None else type_from_json(case.expected)
        checked = check(case.text, SCOPE, expected=expected)
        assert isinstance(checked, Checked), case.name
        sentence = sentence_of(checked, VOCABULARY)
        told = set(re.findall(r"[A-Za-z_]+", without_quotations(sentence["zh-CN"])))
        english = set(re.findall(r"[a-z_]*_[a-z_]*|[A-Z]{3,}", without_quotations(sentence["en"])))
        if told & (KEYS | names) or english & (KEYS | names) - {"VIP"} or not all(sentence.values()):
            raw[case.name] = sentence

    assert raw == {}
