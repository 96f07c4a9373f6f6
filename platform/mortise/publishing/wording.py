"""Several names as one text."""

from collections.abc import Mapping, Sequence

from engines.definition import LOCALES, Locale

Words = Mapping[Locale, str]


def listed(labels: Sequence[Words]) -> Words:
    """Names one after the other."""
    return {
        "zh-CN": "、".join(each["zh-CN"] for each in labels),
        "en": ", ".join(each["en"] for each in labels),
    }


def renaming(was: Words, becomes: Words) -> Words:
    """One name and the other."""
    before, after = differing(was, becomes)
    return {locale: f"{before[locale]} → {after[locale]}" for locale in LOCALES}


def differing(was: Words, becomes: Words) -> tuple[Words, Words]:
    """One name and the other, such that they differ for each reader: where they are the same in a reader's language, as
    they are in the one in which they are not."""
    others = [locale for locale in LOCALES if was[locale] != becomes[locale]]
    read = {locale: locale if locale in others else next(iter(others), locale) for locale in LOCALES}
    return {each: was[read[each]] for each in LOCALES}, {each: becomes[read[each]] for each in LOCALES}
