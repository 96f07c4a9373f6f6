"""Changes of the definition that change what records compute."""

import copy
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from tests.mortise.derived.mill import CUSTOMER, STAGES, option

Document = dict[str, Any]
Edit = Callable[[random.Random, Document], object]

FORMULAS: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("customer", "family_credit"): (
        "IFBLANK(child_credit, 0) + IFBLANK(credit, 0)",
        "credit * 2",
        "deal_count",
    ),
    ("customer", "label_text"): ('name & " (" & deal_count & ")"', 'UPPER(region) & "/" & top_name'),
    ("customer", "top_name"): ("parent_firm.parent_firm.name", "parent_firm.title"),
    ("deal", "share"): ("total / customer.won_total * 100", "customer.line_sum - total", "rate"),
    ("deal", "mood"): ('IF(stage = "won", "good", IF(hot, "hot", stage & ""))', "IF(hot, name, code)"),
    ("deal", "bundle_text"): ('TEXTJOIN(bundle.maker_title, "+")', 'TEXTJOIN(lines.made_by, "/")'),
    ("product", "maker_share"): ("price / maker.won_total * 100", "COUNT(maker.deals.id)"),
}
"""What some formulas may read instead; none of it runs in a circle, whichever are chosen together."""

TITLES: Final = (
    'name & IF(ISBLANK(region), "", " " & region)',
    "name",
    'name & " " & parent_firm.name',
    'name & " #" & deal_count',
)
CUSTOMER_FIELDS: Final[Sequence[Document]] = CUSTOMER["fields"]  # type: ignore[assignment]  # a document of ours
FILTERS: Final = ('stage = "won"', "hot", "day > DATE(2026, 11, 10)", "")


def found(document: Document, form: str, key: str) -> Document | None:
    (fields,) = (each["fields"] for each in document["forms"] if each["key"] == form)
    return next((each for each in fields if each["key"] == key), None)


def another_formula(dice: random.Random, document: Document) -> None:
    (form, key), texts = dice.choice(list(FORMULAS.items()))
    field = found(document, form, key)
    if field is not None:
        field["formula"] = dice.choice(texts)


def another_title(dice: random.Random, document: Document) -> None:
    document["forms"][0]["title_formula"] = dice.choice(TITLES)


def another_filter(dice: random.Random, document: Document) -> None:
    field = found(document, "customer", dice.choice(["won_total", "partnered_count", "deal_count"]))
    if field is not None:
        field["filter"] = dice.choice(FILTERS)


def another_aggregate(dice: random.Random, document: Document) -> None:
    field = found(document, "deal", dice.choice(["rated_total", "dearest"]))
    if field is not None:
        field["aggregate"] = dice.choice(["sum", "average", "minimum", "maximum"])


def other_decimals(dice: random.Random, document: Document) -> None:
    form, key = dice.choice(
        [("deal", "share"), ("deal", "total"), ("product", "price"), ("customer", "credit")]
    )
    field = found(document, form, key)
    if field is not None:
        field["decimals"] = dice.choice([0, 1, 2, 4])


def other_options(dice: random.Random, document: Document) -> None:
    """Values whose option goes are lost, and what is computed from them follows."""
    field = found(document, "deal", "stage")
    if field is not None:
        field["options"] = [option(key) for key in ("open", *dice.sample(STAGES[1:], dice.randint(1, 2)))]


def take_away(dice: random.Random, document: Document) -> None:
    """A computed field that nothing else reads goes, or comes again."""
    key = dice.choice(["last_day", "parent_title", "abroad"])
    fields = document["forms"][0]["fields"]
    there = found(document, "customer", key)
    if there is not None:
        fields.remove(there)
    else:
        fields.append(copy.deepcopy(next(each for each in CUSTOMER_FIELDS if each["key"] == key)))


def by_text(dice: random.Random, document: Document) -> None:
    """What was entered as text becomes a choice, and the other way round."""
    field = found(document, "customer", "region")
    if field is not None and field["kind"] == "text":
        field.update(kind="choice", options=[option("north"), option("south")])
    elif field is not None:
        field["kind"] = "text"
        del field["options"]


EDITS: Final[tuple[Edit, ...]] = (
    *(another_formula, another_formula, another_title, another_filter),
    *(another_aggregate, other_decimals, other_options, take_away, by_text),
)
