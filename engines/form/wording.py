"""Words that fill the places of an issue's sentence, in every language."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Final

from rapidfuzz.distance import Indel

from engines.definition import LOCALES, Label, Locale
from engines.issues import Issue

NEAR: Final = 0.6
"""How alike two names are of which one is taken for the other."""


def texts(label: Label) -> Mapping[Locale, str]:
    """A label as a parameter of an issue."""
    return {locale: label.text(locale) for locale in LOCALES}


def called(key: str, label: Label) -> Mapping[Locale, str]:
    """What a part is called: by its label, or by its key where it has none."""
    return {locale: label.text(locale).strip() or key for locale in LOCALES}


def did_you_mean(
    word: str, known: Iterable[str], names_of: Mapping[str, Mapping[Locale, str]] | None = None
) -> Mapping[Locale, str]:
    """A sentence naming the nearest of the known names, else some of them, else nothing; `names_of` are what people
    call them."""
    names = sorted(set(known))
    near = nearest(word[:100], names)
    spoken = names_of or {}

    def said(name: str, locale: Locale) -> str:
        return spoken[name][locale] if name in spoken else name

    if near:
        return {
            "zh-CN": f"您要找的是“{said(near[0], 'zh-CN')}”吗？",
            "en": f"Did you mean “{said(near[0], 'en')}”?",
        }
    if not names:
        return {"zh-CN": "这里没有可用的名称。", "en": "There is nothing to choose from here."}
    shown = names[:8]
    more = len(names) > len(shown)
    return {
        "zh-CN": "可用的有：" + "、".join(said(name, "zh-CN") for name in shown) + ("……" if more else "。"),
        "en": "Known are: " + ", ".join(said(name, "en") for name in shown) + (" …" if more else "."),
    }


def nearest(word: str, names: Sequence[str]) -> Sequence[str]:
    """The name that is most like the word, if one is near enough."""
    # A measure that is never the smaller one, and hundreds of times quicker, leaves nothing to compare for most words:
    # a column of values that fit no option asks for each of them.
    likely = [name for name in names if Indel.normalized_similarity(word, name) > NEAR - 0.01]
    return get_close_matches(word, likely, n=1, cutoff=NEAR) if likely else ()


def given(raw: object) -> str:
    """What a person gave, short and fit for every reader of the issue."""
    return str(raw)[:100].replace("\0", "").encode(errors="replace").decode()


def unknown(
    code: str, place: str, key: str, known: Iterable[str], **params: str | Mapping[Locale, str]
) -> Issue:
    """An issue about a name that is not among the known ones."""
    return Issue(code, place, {"key": given(key), "suggestion": did_you_mean(key, known), **params})
