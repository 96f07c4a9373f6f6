"""What a comment says: plain text with people in it, never markup that a browser would read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from engines.issues import Issue, pointer

LONGEST: Final = 10_000
MOST_MENTIONS: Final = 20
LARGEST_ID: Final = 2**63 - 1

Part: TypeAlias = Mapping[str, object]
"""{"text": …} or {"person": id}."""


def read_body(given: object) -> tuple[list[Part], list[Issue]]:
    """The parts of a comment as sent (a text, or a list of parts), with everything that is wrong with them."""
    listed = [{"text": given}] if isinstance(given, str) else given
    if not isinstance(listed, list):
        return [], [Issue("comment_shape", "/body")]
    issues: list[Issue] = []
    parts: list[Part] = []
    for place, part in enumerate(listed):
        where = pointer("body", place) if given is listed else "/body"
        wrong = _wrong(part)
        if wrong is not None:
            issues.append(Issue(wrong, where))
        elif "person" in part:
            parts.append({"person": part["person"]})
        else:
            parts.append({"text": part["text"].replace("\r\n", "\n")})
    parts = _trimmed(_joined(parts))
    length = sum(len(str(part.get("text", ""))) for part in parts)
    if length > LONGEST:
        issues.append(Issue("comment_too_long", "/body", {"length": length, "longest": LONGEST}))
    if len(mentioned(parts)) > MOST_MENTIONS:
        issues.append(Issue("comment_mentions", "/body", {"most": MOST_MENTIONS}))
    if not parts and not issues:
        issues.append(Issue("comment_blank", "/body"))
    return parts, issues


def mentioned(parts: Iterable[Part]) -> list[int]:
    """The people in a comment, each once, in their order."""
    return list(dict.fromkeys(part["person"] for part in parts if isinstance(part.get("person"), int)))  # type: ignore[misc]  # narrowed by the condition


def _wrong(part: object) -> str | None:
    if not isinstance(part, Mapping) or len(part) != 1:
        return "comment_shape"
    person = part.get("person")
    if type(person) is int and 0 < person <= LARGEST_ID:
        return None
    text = part.get("text")
    if not isinstance(text, str):
        return "comment_shape"
    return "text_holds_nul" if "\0" in text else None


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Neighbouring texts as one."""
    joined: list[Part] = []
    for part in parts:
        if "text" in part and joined and "text" in joined[-1]:
            joined[-1] = {"text": f"{joined[-1]['text']}{part['text']}"}
        else:
            joined.append(part)
    return joined


def _trimmed(parts: Sequence[Part]) -> list[Part]:
    """Without blanks around the whole."""
    texts = list(parts)
    if texts and "text" in texts[0]:
        texts[0] = {"text": str(texts[0]["text"]).lstrip()}
    if texts and "text" in texts[-1]:
        texts[-1] = {"text": str(texts[-1]["text"]).rstrip()}
    return [part for part in texts if part.get("text") != ""]


def people_in(bodies: Iterable[Sequence[Part] | None]) -> Iterator[int]:
    """Everybody who is mentioned in any of the comments."""
    for parts in bodies:
        yield from mentioned(parts or ())


def shown_body(parts: Sequence[Part], names: Mapping[int, str]) -> list[dict[str, object]]:
    """The parts as they are answered: people with their names."""
    shown: list[dict[str, object]] = []
    for part in parts:
        person = part.get("person")
        if isinstance(person, int):
            shown.append({"person": {"id": person, "title": names.get(person, "")}})
        else:
            shown.append({"text": part["text"]})
    return shown
