"""What a browser is told of an expression, and what it is not."""

from engines.expression.check import Checked, check
from engines.expression.scope import Path
from engines.expression.slots import browser_tree
from engines.expression.tree_json import tree_to_json
from tests.engines.expression.corpus import SCOPE


def checked(text: str) -> Checked:
    found = check(text, SCOPE)
    assert isinstance(found, Checked), found
    return found


def own(path: Path) -> bool:
    """What the browser has of a record: its own fields, and the person."""
    return len(path) == 1 or path[0] == "ME"


def anything(path: Path) -> bool:
    return True


def test_what_the_browser_knows_is_told_whole() -> None:
    expression = checked("IF(urgent, amount * 2, 0)")

    found = browser_tree(expression, known=own, readable=anything)

    assert found.tree == tree_to_json(expression.tree)
    assert found.slots == {}


def test_the_largest_unknown_part_becomes_a_slot() -> None:
    found = browser_tree(checked("amount + SUM(lines.price) * 2"), known=own, readable=anything)

    assert found.tree == {
        "call": "+",
        "arguments": [{"read": "amount", "type": "number"}, {"slot": "s1", "type": "number"}],
        "type": "number",
    }
    assert found.slots["s1"].reads == {("lines", "price")}


def test_constants_alone_are_no_slot() -> None:
    found = browser_tree(checked("IF(account.size > 3, 1, 2)"), known=own, readable=anything)

    assert list(found.tree) == ["slot", "type"]


def test_an_expression_over_an_unreadable_field_is_one_slot() -> None:
    found = browser_tree(
        checked("IF(cost > 100, amount, 0)"), known=own, readable=lambda path: path != ("cost",)
    )

    assert found.tree == {"slot": "s1", "type": "number"}
    assert "cost" not in str(found.tree)


def test_slots_are_numbered_under_their_prefix() -> None:
    found = browser_tree(
        checked("account.size + amount + account.parent.size"), known=own, readable=anything, prefix="total_"
    )

    assert set(found.slots) == {"total_1", "total_2"}
