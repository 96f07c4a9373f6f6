"""Which problems of a save are told."""

from engines.issues import Issue
from mortise.records.taking_in import gathered

UNREADABLE = Issue("pattern_mismatch", "/mobile", {"pattern": "x"})


def validation(place: str, rule: str) -> Issue:
    """What one rule says of one field."""
    return Issue("validation", place, {"message": {"zh-CN": rule, "en": rule}})


def test_a_rule_about_several_fields_waits_until_each_of_them_can_be_read() -> None:
    one_of_both = [validation("/mobile", "one of both"), validation("/email", "one of both")]

    assert gathered([UNREADABLE], one_of_both) == [UNREADABLE]
    assert gathered([], one_of_both) == one_of_both


def test_other_rules_and_fields_are_told_beside_a_value_that_cannot_be_read() -> None:
    others = [validation("/email", "another"), validation("", "the whole"), Issue("required", "/name", {})]

    assert gathered([UNREADABLE], others) == [UNREADABLE, *others]
