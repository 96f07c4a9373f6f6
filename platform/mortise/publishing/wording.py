"""Several names as one text."""

from collections.abc import Mapping, Sequence

from engines.definition import Locale

Words = Mapping[Locale, str]


def listed(labels: Sequence[Words]) -> Words:
    """Names one after the other."""
    return {
        "zh-CN": "、".join(each["zh-CN"] for each in labels),
        "en": ", ".join(each["en"] for each in labels),
    }


def renaming(was: Words, becomes: Words) -> Words:
    """One name and the other."""
    return {
        "zh-CN": f"{was['zh-CN']} → {becomes['zh-CN']}",
        "en": f"{was['en']} → {becomes['en']}",
    }
