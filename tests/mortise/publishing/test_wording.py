"""How a changed name is told to readers of each language."""

from mortise.publishing.wording import differing, renaming


def test_a_name_that_changed_in_both_languages_is_told_to_each_in_their_own() -> None:
    told = renaming({"zh-CN": "订单", "en": "Order"}, {"zh-CN": "合同", "en": "Contract"})
    assert told == {"zh-CN": "订单 → 合同", "en": "Order → Contract"}


def test_a_name_that_changed_in_the_other_language_is_told_as_it_is_there() -> None:
    was, becomes = differing({"zh-CN": "订单", "en": "Order"}, {"zh-CN": "订单", "en": "Contract"})
    assert was == {"zh-CN": "Order", "en": "Order"}
    assert becomes == {"zh-CN": "Contract", "en": "Contract"}
