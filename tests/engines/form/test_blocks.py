"""Every kind of block reads its own examples, and shows no more than its reader may know of."""

from collections.abc import Mapping

import pytest
from pydantic import TypeAdapter

from engines.form.block import Block, Reader
from engines.form.blocks import BLOCK_KINDS, AnyBlock

BLOCK: TypeAdapter[Block] = TypeAdapter(AnyBlock)
EXAMPLES = [
    pytest.param({**example, "kind": kind, "key": "part"}, id=f"{kind}-{number}")
    for kind, block in BLOCK_KINDS.items()
    for number, example in enumerate(block.examples)
]
VISITS = frozenset({"title", "owner", "stage", "held_on", "amount"})
PLACES = frozenset({"name", "stage", "photos", "amount", "close"})
ALL = Reader(PLACES, PLACES, {"visits": Reader(VISITS, VISITS)})


def block(kind: str, **settings: object) -> Block:
    return BLOCK.validate_python({"kind": kind, "key": "part", **settings})


@pytest.mark.parametrize("document", EXAMPLES)
def test_an_example_is_read_and_shown_whole_to_who_may_see_all(document: Mapping[str, object]) -> None:
    found = BLOCK.validate_python(document)

    assert found.cut(ALL) == found


@pytest.mark.parametrize("document", EXAMPLES)
def test_nothing_hidden_is_named_in_what_is_left_of_an_example(document: Mapping[str, object]) -> None:
    left = BLOCK.validate_python(document).cut(Reader(frozenset(), frozenset()))

    named = [] if left is None else [key for _, key, _ in left.named((*left.fits, *left.fits_there))]
    assert named == []
    assert left is None or left.leads() is None


def test_what_is_masked_is_shown_but_neither_added_up_nor_ordered_by() -> None:
    visits = Reader(VISITS, VISITS - {"amount"})
    found = block("related", source="visits", fields=["amount"], totals=["amount"], order="amount")

    left = found.cut(Reader(PLACES, PLACES, {"visits": visits}))

    assert left == block("related", source="visits", fields=["amount"])


def test_a_list_that_is_narrowed_by_what_is_hidden_is_no_list() -> None:
    narrowed = {"any": [{"field": "stage", "operator": "is", "value": "x"}, {"not": {"field": "amount"}}]}
    found = block("related", source="visits", filter=narrowed)

    assert found.cut(ALL) == found
    assert found.cut(Reader(PLACES, PLACES, {"visits": Reader(VISITS, VISITS - {"amount"})})) is None


def test_a_way_that_may_not_be_read_is_not_drawn() -> None:
    found = block("progress", field="stage")

    assert found.cut(Reader(PLACES, PLACES - {"stage"})) is None


def test_a_timeline_stays_without_the_records_among_it() -> None:
    found = block("timeline", source="visits", moment="held_on")

    assert found.cut(Reader(PLACES, PLACES)) == block("timeline")
    assert found.cut(Reader(PLACES, PLACES, {"visits": Reader(VISITS, VISITS - {"held_on"})})) == block(
        "timeline", source="visits"
    )


def test_every_kind_says_what_it_is_for() -> None:
    ranks = [kind.rank for kind in BLOCK_KINDS.values()]

    assert sorted(ranks) == list(range(len(ranks)))
    for kind in BLOCK_KINDS.values():
        assert kind.title.zh_cn
        assert kind.title.en
        assert (kind.__doc__ or "").strip()
        assert kind.examples
