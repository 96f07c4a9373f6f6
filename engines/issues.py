"""Problems found in a definition or in a person's input: where, what, and the way out."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Final, Literal

from engines.definition import LOCALES, Locale

Severity = Literal["error", "warning"]
Parameter = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Issue:
    """One problem. `code` names a sentence of the words files; `pointer` is an RFC 6901 pointer into the
    document that was checked ("" is the whole of it); `params` fill the sentence, and a param that is itself
    a text in two languages is given as a mapping from locale to text."""

    code: str
    pointer: str = ""
    params: Mapping[str, Parameter | Mapping[Locale, str]] = field(default_factory=dict)
    severity: Severity = "error"

    def under(self, prefix: str) -> "Issue":
        """The same issue in a larger document, where the checked part stands at `prefix`."""
        return replace(self, pointer=prefix + self.pointer)


def has_errors(issues: Iterable[Issue]) -> bool:
    """Whether any of the issues forbids going on."""
    return any(issue.severity == "error" for issue in issues)


def pointer(*segments: str | int) -> str:
    """An RFC 6901 pointer from unescaped segments."""
    return "".join("/" + str(segment).replace("~", "~0").replace("/", "~1") for segment in segments)


OWN_WORDS: Final = Path(__file__).parent / "words"


@cache
def words(folder: Path) -> Mapping[str, Mapping[Locale, Mapping[str, str]]]:
    """All sentences of a words folder: code → locale → {"text", "hint"}; a doubled code raises ValueError."""
    found: dict[str, Mapping[Locale, Mapping[str, str]]] = {}
    for path in sorted(folder.glob("*.json")):
        for code, texts in json.loads(path.read_text("utf-8")).items():
            if code in found or set(texts) != set(LOCALES):
                raise ValueError(f"{path.name}: {code} is given twice or lacks a language")
            found[code] = texts
    return found


def sentence(issue: Issue, locale: Locale, folders: Iterable[Path] = ()) -> tuple[str, str]:
    """What happened and the way out, read in `locale`; `folders` come before the engines' own words."""
    for folder in (*folders, OWN_WORDS):
        texts = words(folder).get(issue.code)
        if texts is not None:
            given = {
                name: value[locale] if isinstance(value, Mapping) else value
                for name, value in issue.params.items()
            }
            return texts[locale]["text"].format_map(given), texts[locale].get("hint", "").format_map(given)
    raise KeyError(issue.code)
