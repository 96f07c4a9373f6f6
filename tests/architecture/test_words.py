"""Every sentence that a person may read exists in both languages, with the same places to fill."""

import json
import string
from pathlib import Path

from engines.definition import LOCALES

ROOT = Path(__file__).parents[2]
WORDS = sorted(
    [*(ROOT / "engines" / "words").glob("*.json"), *(ROOT / "platform/mortise/words").glob("*.json")]
)


def places(text: str) -> set[str]:
    """The names between braces in a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_words_files_have_both_languages() -> None:
    for path in WORDS:
        for code, texts in json.loads(path.read_text("utf-8")).items():
            assert set(texts) == set(LOCALES), code
            assert places(texts["zh-CN"]["text"]) == places(texts["en"]["text"]), code
            for locale in LOCALES:
                assert texts[locale]["text"].strip(), code
                assert set(texts[locale]) <= {"text", "hint"}, code


def test_no_code_is_given_twice() -> None:
    codes = [code for path in WORDS for code in json.loads(path.read_text("utf-8"))]

    assert sorted(codes) == sorted(set(codes))
