"""Labels: a place that needs one has one, in every language that the application speaks."""

from collections.abc import Iterator, Mapping
from typing import Final

from engines.definition import LOCALES, Locale
from engines.issues import Issue
from mortise.definitions.app import AppDefinition
from mortise.definitions.walk import labels

LANGUAGES: Final[Mapping[Locale, Mapping[Locale, str]]] = {
    "zh-CN": {"zh-CN": "中文", "en": "Chinese"},
    "en": {"zh-CN": "英文", "en": "English"},
}


def check_labels(definition: AppDefinition) -> Iterator[Issue]:
    """Labels that are missing, or missing in one of the application's languages (a warning)."""
    for where, label, is_needed in labels(definition):
        texts: dict[Locale, str] = {"zh-CN": label.zh_cn.strip(), "en": label.en.strip()}
        if not any(texts.values()):
            if is_needed:
                yield Issue("label_missing", where)
            continue
        for locale in LOCALES:
            if locale in definition.locales and not texts[locale]:
                yield Issue("label_untranslated", where, {"language": LANGUAGES[locale]}, "warning")
