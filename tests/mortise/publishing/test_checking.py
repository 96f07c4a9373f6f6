"""Very many values are looked at in the background, and what was found is kept while it holds."""

from dataclasses import replace

import pytest

from engines.form.facts import Facts
from mortise.jobs.worker import Worker
from mortise.publishing.checking import CHECKING_HANDLERS, Check, ValuesUnchecked, check_values
from mortise.publishing.publish import Wish, publish

from .conftest import CLOCK, Workshop
from .test_conversion import phones

pytestmark = pytest.mark.anyio

__all__ = ["phones"]


async def check(workshop: Workshop) -> Check:
    """What is known of the values of the draft, none of which is looked at while one waits."""
    return await check_values(workshop.database, await workshop.plan(), CLOCK, Facts(), at_once=0)


async def work(workshop: Workshop) -> int:
    return await Worker(workshop.database, CHECKING_HANDLERS).drain()


async def test_nothing_is_published_before_the_values_were_looked_at(phones: Workshop) -> None:
    wish = Wish(None, at_once=0)
    began = await check(phones)
    with pytest.raises(ValuesUnchecked):
        await publish(phones.database, phones.apps, phones.app_id, wish, CLOCK, Facts())

    assert (began.state, began.total, began.losses) == ("running", 4, ())
    assert await work(phones) == 1, "those who ask meanwhile share one check"
    done = await check(phones)
    (kept,), (at_once,) = done.losses, await phones.losses()
    assert (done.state, kept.fingerprint, kept.count, kept.total) == ("done", at_once.fingerprint, 1, 3)
    assert list(kept.first) == list(at_once.first)
    accepting = replace(wish, accept=frozenset({kept.fingerprint}))
    assert (
        await publish(phones.database, phones.apps, phones.app_id, accepting, CLOCK, Facts())
    ).is_published


async def test_what_was_found_holds_for_one_state_of_the_draft(phones: Workshop) -> None:
    await check(phones)
    await work(phones)
    assert (await check(phones)).state == "done"

    await phones.change(lambda document: document.update(colour="teal"))

    assert (await check(phones)).state == "running"
    assert await phones.rows("SELECT count(*) FROM mortise.value_check") == [(1,)]


async def test_what_was_found_long_ago_holds_while_nobody_changes_the_data(phones: Workshop) -> None:
    await check(phones)
    await work(phones)
    long_ago = "UPDATE mortise.value_check SET finished_at = now() - interval '1 day'"
    await phones.run(long_ago)
    assert (await check(phones)).state == "done"

    await phones.run(
        "INSERT INTO mortise.record_change (app_id, form, record_id, action) "
        f"VALUES ({phones.app_id}, 'place', 1, 'update')"
    )

    assert (await check(phones)).state == "running"


async def test_a_check_that_nobody_goes_on_with_is_begun_again(phones: Workshop) -> None:
    await check(phones)
    await phones.run("UPDATE mortise.outbox SET done_at = now()")

    assert (await check(phones)).state == "running"

    assert await work(phones) == 1
    assert (await check(phones)).state == "done"


async def test_a_check_that_fails_says_so(phones: Workshop) -> None:
    await check(phones)
    await phones.run('UPDATE mortise.app SET draft = draft || \'{"forms": [{"key": "broken"}]}\'::jsonb')
    await work(phones)

    assert await phones.rows("SELECT state FROM mortise.value_check") == [("failed",)]
