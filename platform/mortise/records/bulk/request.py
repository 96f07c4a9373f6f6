"""What a bulk change is asked for, read from its document with all mistakes at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from engines.issues import Issue, pointer
from mortise.definitions.roles import Action
from mortise.errors import Invalid
from mortise.records.incoming import OWNER
from mortise.records.request import FilterTree, ListRequest

MOST: Final = 5000
"""How many records one request may change."""

BulkAction = Literal["create", "edit", "delete", "restore", "transfer", "press"]
Values = Mapping[str, object]

MEMBERS: Final = (
    "action",
    "records",
    "ids",
    "filter",
    "search",
    "values",
    "owner",
    "button",
    "deleted",
    "preview",
    "partial",
)
CHOICES: Final = ("records", "ids", "filter")
OF_RECORD: Final = ("id", "version", "values")
OF_NEW: Final = ("values",)
BRINGING: Final = frozenset({"create", "edit"})
"""Actions for which a record may bring its own values."""


@dataclass(frozen=True, slots=True)
class One:
    """A record that the request names; `version` is the state that was read, None where any will do. A new one has no
    id yet: it is 0."""

    id: int
    version: int | None = None
    values: Values | None = None


@dataclass(frozen=True, slots=True)
class BulkRequest:
    """A change of the records that are `named`, or of all that match `filter`. `values` are the same for all of them;
    a record that brings its own has them in `named`, and new ones always do. `button` is what is pressed, if that is
    what is done. `deleted` ones are handed over within the recycle bin."""

    action: BulkAction
    named: tuple[One, ...]
    filter: ListRequest | None
    values: Values
    preview: bool
    partial: bool
    button: str = ""
    deleted: bool = False

    @property
    def is_in_bin(self) -> bool:
        """Whether the records are those of the recycle bin."""
        return self.deleted or self.action == "restore"

    @property
    def is_individual(self) -> bool:
        """Whether each record brings its own values."""
        return self.action in BRINGING and any(one.values is not None for one in self.named)

    @property
    def granted_by(self) -> tuple[Action, ...]:
        """What must be granted on a record. Giving each its own values is no more than editing one after the other;
        the same in many at a stroke is a right of its own. What is in the recycle bin is there for who may delete."""
        if self.action in {"delete", "restore"}:
            return ("delete",)
        if self.action in {"create", "press"}:
            return (self.action,)
        granted: tuple[Action, ...] = ("edit",) if self.is_individual else ("edit", "bulk_edit")
        return (*granted, "delete") if self.deleted else granted


def read_bulk(document: Mapping[str, object]) -> BulkRequest:
    """The change that a document asks for; raises Invalid with everything that is wrong with it."""
    issues = [
        Issue("parameter_unknown", pointer(key), {"name": key[:100]})
        for key in document
        if key not in MEMBERS
    ]
    action = document.get("action", "edit")
    if action not in get_args(BulkAction):
        issues.append(Issue("bulk_action", "/action", {"known": ", ".join(get_args(BulkAction))}))
    given = [name for name in CHOICES if name in document]
    if len(given) != 1 or (action == "create" and given != ["records"]):
        issues.append(Issue("bulk_choice", "", {"known": ", ".join(CHOICES)}))
    if action == "create" and given == ["records"]:
        named: tuple[One, ...] = tuple(_new_records(document["records"], issues))
    else:
        named = (*_records(document.get("records"), issues), *_ids(document.get("ids"), issues))
    chosen = _filter(document, issues)
    values = _values(document, str(action), named, issues)
    request = BulkRequest(
        cast(BulkAction, action),
        named,
        chosen,
        values,
        _flag(document, "preview", issues),
        _flag(document, "partial", issues),
        _button(document, str(action), issues),
        _flag(document, "deleted", issues),
    )
    if request.deleted and action != "transfer":
        issues.append(Issue("parameter_unknown", "/deleted", {"name": "deleted"}))
    if issues:
        raise Invalid(issues)
    return request


def too_many(place: str) -> Issue:
    """Said of more records than one request may change."""
    return Issue("bulk_too_many", place, {"most": MOST})


def _is_id(value: object) -> bool:
    return type(value) is int and 0 < value < 2**63


def _listed(given: object, name: str, issues: list[Issue]) -> Sequence[object]:
    if given is None:
        return ()
    if not isinstance(given, list) or not given:
        issues.append(Issue("bulk_list", pointer(name)))
        return ()
    if len(given) > MOST:
        issues.append(too_many(pointer(name)))
        return ()
    return given


def _records(given: object, issues: list[Issue]) -> list[One]:
    found: dict[int, One] = {}
    for place, record in enumerate(_listed(given, "records", issues)):
        where = pointer("records", place)
        if not isinstance(record, dict):
            issues.append(Issue("not_row", where))
            continue
        issues.extend(
            Issue("parameter_unknown", where + pointer(key), {"name": str(key)[:100]})
            for key in record
            if key not in OF_RECORD
        )
        number, version, values = (record.get(name) for name in OF_RECORD)
        if not isinstance(number, int) or not _is_id(number):
            issues.append(Issue("not_reference", f"{where}/id"))
        elif number in found:
            issues.append(Issue("bulk_twice", f"{where}/id"))
        elif version is not None and (type(version) is not int or abs(version) >= 2**31):
            issues.append(Issue("version_missing", f"{where}/version"))
        elif values is not None and not isinstance(values, dict):
            issues.append(Issue("not_row", f"{where}/values"))
        else:
            found[number] = One(number, version, values)
    return list(found.values())


def _new_records(given: object, issues: list[Issue]) -> list[One]:
    found = []
    for place, record in enumerate(_listed(given, "records", issues)):
        where = pointer("records", place)
        if not isinstance(record, dict):
            issues.append(Issue("not_row", where))
            continue
        issues.extend(
            Issue("parameter_unknown", f"{where}{pointer(key)}", {"name": key[:100]})
            for key in record
            if key not in OF_NEW
        )
        values = record.get("values", {})
        if isinstance(values, dict):
            found.append(One(0, values=values))
        else:
            issues.append(Issue("not_row", f"{where}/values"))
    return found


def _ids(given: object, issues: list[Issue]) -> list[One]:
    found: dict[int, One] = {}
    for place, number in enumerate(_listed(given, "ids", issues)):
        if isinstance(number, int) and _is_id(number):
            found[number] = One(number)
        else:
            issues.append(Issue("not_reference", pointer("ids", place)))
    return list(found.values())


def _filter(document: Mapping[str, object], issues: list[Issue]) -> ListRequest | None:
    """The filter and the text that a list was restricted to; null is every record."""
    search = document.get("search", "")
    if not isinstance(search, str) or (search and "filter" not in document):
        issues.append(Issue("parameter_unknown", "/search", {"name": "search"}))
        return None
    if "filter" not in document:
        return None
    chosen = document["filter"]
    if chosen is not None and not isinstance(chosen, (str, dict)):
        issues.append(Issue("filter_not_json", "/filter"))
        return None
    return ListRequest(filter=cast("FilterTree | str | None", chosen or None), search=search.strip()[:200])


def _values(document: Mapping[str, object], action: str, named: Sequence[One], issues: list[Issue]) -> Values:
    values, owner = document.get("values"), document.get("owner")
    brings = any(one.values is not None for one in named)
    if owner is not None and action != "transfer":
        issues.append(Issue("parameter_unknown", "/owner", {"name": "owner"}))
    if values is not None and action == "create":
        issues.append(Issue("parameter_unknown", "/values", {"name": "values"}))
    elif (brings or (values is not None and action != "press")) and action not in BRINGING:
        issues.append(Issue("bulk_values", "/values"))
    if action == "transfer":
        if not _is_id(owner):
            issues.append(Issue("not_reference", "/owner"))
        return {OWNER: owner}
    if action == "press" and not isinstance(values or {}, dict):
        issues.append(Issue("bulk_values", "/values"))
    if action == "edit" and (
        (values is None) != brings
        or not isinstance(values or {}, dict)
        or (brings and any(one.values is None for one in named))
    ):
        issues.append(Issue("bulk_values", "/values"))
    return values if isinstance(values, dict) else {}


def _button(document: Mapping[str, object], action: str, issues: list[Issue]) -> str:
    button = document.get("button")
    if button is not None and action != "press":
        issues.append(Issue("parameter_unknown", "/button", {"name": "button"}))
    elif action == "press" and not isinstance(button, str):
        issues.append(Issue("not_text", "/button"))
    return button if isinstance(button, str) else ""


def _flag(document: Mapping[str, object], name: str, issues: list[Issue]) -> bool:
    flag = document.get(name, False)
    if type(flag) is not bool:
        issues.append(Issue("parameter_flag", pointer(name)))
    return flag is True
