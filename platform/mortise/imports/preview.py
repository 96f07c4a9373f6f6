"""A file before anything is decided: its first rows, what its columns hold, and what they probably mean."""

import asyncio
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from engines.form.fields import FIELD_KINDS
from engines.form.inference import Candidate, infer
from engines.form.keys import suggest_key
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.errors import issue_json
from mortise.imports.batches import Batch
from mortise.imports.checking import Column, read_cell
from mortise.imports.columns import importable_fields
from mortise.imports.existing import key_fields
from mortise.imports.linked import check_linked
from mortise.imports.names import given_texts, names_in
from mortise.imports.reading.encodings import CHOICES
from mortise.imports.reading.faults import seen
from mortise.imports.reading.process import Source, look
from mortise.imports.suggesting import Suggestion, suggest
from mortise.records.access import Door, open_form

SAMPLES: Final = 4
SHOWN_ROWS: Final = 24
REPEATED: Final = 25
"""How often a value that comes again and again is told to those who guess."""
MOST_LOOKS: Final = 24
TOLD: Final = ("kind", "encoding", "sheets", "blank", "sheet", "header", "merged", "total")
"""What of a look is told as it was seen."""
NAME_WORDS: Final = ("name", "title", "subject", "名称", "姓名", "标题", "主题", "名字", "客户", "公司")

CODE_WORDS: Final = ("code", "zip", "postal", "no.", "编号", "编码", "代码", "邮编", "号码", "单号", "账号")


class Wish(BaseModel):
    """How a file is to be looked at: for a form (with the columns that fill its fields, by place), or for a new one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: str | None = Field(None, max_length=40)
    columns: tuple[str | None, ...] | None = Field(None, max_length=500)
    sheet: str | None = Field(None, max_length=255)
    encoding: str | None = Field(None, max_length=40)
    header: int | None = Field(None, ge=0, le=40)
    spreads: bool = True


class Looks:
    """Files that were looked at lately: a heading or a column chosen anew needs no second reading."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Source, dict[str, Any]] = OrderedDict()

    async def at(self, source: Source) -> dict[str, Any]:
        """What the file is."""
        kept = self._kept.get(source)
        if kept is None:
            kept = await look(source)
            self._kept[source] = kept
            if len(self._kept) > MOST_LOOKS:
                self._kept.popitem(last=False)
        return kept


async def preview(
    reader: Reader, context: Context, batch: Batch, told: Mapping[str, Any], wish: Wish
) -> dict[str, object]:
    """What was seen of the file, and what its columns mean to the form that is wished for."""
    door = None if wish.form is None else open_form(context, wish.form)
    labels: Sequence[str] = told["labels"]
    profiles: Sequence[Mapping[str, Any]] = told["columns"]
    fields = {} if door is None else importable_fields(door)
    keys: list[str] = []
    linkable: list[str] = []
    if door is not None:
        keys = [key for key in door.form.fields if key in key_fields(door.form) and _is_readable(door, key)]
        fields.update((key, door.form.fields[key]) for key in keys)
        linkable = [
            key for key in fields if fields[key].link() and not check_linked(context, door, [key], [key])
        ]
    suggested = suggest(labels, fields)
    if wish.columns is not None:
        suggested = [
            Suggestion(key if key in fields else None, "exact" if key else "none")
            for key in (*wish.columns, *[None] * len(labels))[: len(labels)]
        ]
    columns = []
    for place, (label, profile, found) in enumerate(zip(labels, profiles, suggested, strict=True)):
        warning = None
        if found.field is not None and found.field in fields:
            column = Column(
                place, label, fields[found.field], await _names(reader, context, fields[found.field], profile)
            )
            warning = _warning(context, column, profile)
        columns.append(
            {
                "label": label,
                "filled": profile["filled"],
                "distinct": profile["distinct"],
                "samples": [value[:80] for value in profile["values"][:SAMPLES]],
                "field": found.field,
                "confidence": found.confidence,
                "warning": warning,
            }
        )
    shown = [row for row in told["head"] if row["row"] > told["header"]][:20]
    return {
        "id": batch.id,
        "file_name": batch.file_name,
        **{name: told[name] for name in TOLD},
        "encodings": list(CHOICES),
        "above": [row for row in told["head"] if row["row"] <= told["header"]],
        "rows": shown,
        "columns": columns,
        "keys": keys,
        "linkable": linkable,
        "new_form": await asyncio.to_thread(_new_form, context, batch, told) if wish.form is None else None,
    }


def _is_readable(door: Door, key: str) -> bool:
    return door.rights.field(key).access in {"read", "write"}


async def _names(reader: Reader, context: Context, field: Any, profile: Mapping[str, Any]) -> Any:
    return await names_in(reader, context, field, given_texts(), {"texts": profile["values"]})


def _warning(context: Context, column: Column, profile: Mapping[str, Any]) -> dict[str, object] | None:
    """What the field would not take of the values that were looked at."""
    wrong = [
        (value, found)
        for value in (*profile["faults"], *profile["values"])
        if isinstance(found := read_cell(column, value), Issue) and found.severity == "error"
    ]
    if not wrong:
        return None
    value, issue = wrong[0]
    told = issue_json(issue, context.locale)
    return {
        "count": len(wrong),
        "looked_at": len(profile["faults"]) + len(profile["values"]),
        "value": seen(value)[:80],
        "message": told["message"],
    }


def _new_form(context: Context, batch: Batch, told: Mapping[str, Any]) -> dict[str, object]:
    """The form that the file seems to describe."""
    taken: set[str] = set()
    fields: list[dict[str, Any]] = []
    for place, (label, profile) in enumerate(zip(told["labels"], told["columns"], strict=True)):
        candidates = _candidates(label, profile)
        key = suggest_key(label, taken, "column")
        taken.add(key)
        fields.append(
            {
                "place": place,
                "key": key,
                "label": label,
                "is_filled": bool(profile["filled"]),
                "candidates": [
                    {"kind": each.kind, "certainty": each.certainty, "settings": dict(each.settings)}
                    for each in candidates
                ],
            }
        )
    name = told["sheet"] if told["sheet"] and len(told["sheets"]) > 1 else PurePath(batch.file_name).stem
    return {
        "key": suggest_key(name, context.app.schema.forms, "form"),
        "label": name,
        "title_field": best_title(fields, told["columns"]),
        "fields": fields,
    }


def _candidates(label: str, profile: Mapping[str, Any]) -> list[Candidate]:
    """The kinds that would take the column in. Figures that nobody counts with are names rather than numbers."""
    candidates = list(infer(_texts(profile))) if profile["filled"] else []
    words = label.casefold()
    if any(word in words for word in CODE_WORDS) and candidates and "decimals" in candidates[0].settings:
        candidates.sort(key=lambda each: not FIELD_KINDS[each.kind].can_be_title)
    return candidates


def _texts(profile: Mapping[str, Any]) -> list[str]:
    """The column's values as often as they come, as far as that tells anything."""
    pairs = zip(profile["values"], profile["counts"], strict=True)
    return [value for value, count in pairs for _ in range(min(count, REPEATED))]


def best_title(fields: Sequence[Mapping[str, Any]], profiles: Sequence[Mapping[str, Any]]) -> str | None:
    """The column that names a row best: a text that is always there, called a name, or else all different."""
    best: tuple[float, str] | None = None
    for field in fields:
        profile = profiles[field["place"]]
        kinds: Sequence[Mapping[str, Any]] = field["candidates"]
        if not kinds or not FIELD_KINDS[kinds[0]["kind"]].can_be_title:
            continue
        words = str(field["label"]).casefold()
        share = profile["filled"] and profile["distinct"] / profile["filled"]
        worth = 2.0 * any(word in words for word in NAME_WORDS) + share - 0.01 * field["place"]
        if best is None or worth > best[0]:
            best = worth, field["key"]
    return None if best is None else best[1]
