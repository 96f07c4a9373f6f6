"""A list of options that changes is planned for every field that shares it, and no value goes out of sight unseen."""

from typing import Any

import pytest

from engines.issues import Issue
from mortise.publishing.impact import Impact, impacts
from mortise.publishing.losses import LossesUnaccepted

from .conftest import Workshop
from .test_publish import PLACE, VISIT

pytestmark = pytest.mark.anyio


def option(key: str, label: str) -> dict[str, object]:
    return {"key": key, "label": {"zh-CN": label, "en": label}}


def share(document: dict[str, Any]) -> None:
    """The sizes of places become a list that visits share."""
    size = next(field for field in document["forms"][PLACE]["fields"] if field["key"] == "size")
    shared = {"key": "sizes", "label": {"zh-CN": "规模", "en": "Sizes"}, "options": size.pop("options")}
    size["option_set"] = "sizes"
    document["option_sets"] = [shared]
    column = {"kind": "multi_choice", "key": "fits", "label": {"zh-CN": "适合", "en": "Fits"}}
    document["forms"][VISIT]["fields"].append({**column, "option_set": "sizes"})


def only(*options: dict[str, object]) -> Any:
    """The list has these options from now on."""

    def change(document: dict[str, Any]) -> None:
        document["option_sets"][0]["options"] = list(options)

    return change


async def told(workshop: Workshop) -> dict[str, Impact]:
    """The steps of the plan by the code of what is told."""
    plan = await workshop.plan()
    async with workshop.database.read() as reader:
        return {step.told.code + f" {step.form}": step for step in await impacts(reader, plan)}


def said(issues: Any) -> dict[str, object]:
    """What the details say, in English."""
    return {issue.code: (issue.params.get("options") or {}).get("en") for issue in issues}


@pytest.fixture
async def sharing(workshop: Workshop) -> Workshop:
    """Places and visits that share their sizes, with a record of each."""
    await workshop.change(share)
    assert await workshop.losses() == []
    await workshop.publish()
    await workshop.run(
        "INSERT INTO app_visits.place (name, title, size) VALUES ('a', 'a', 'small'), ('b', 'b', 'large');"
        "INSERT INTO app_visits.visit (subject, title, fits) VALUES ('v', 'v', '{small,large}')"
    )
    return workshop


async def test_a_change_of_a_shared_list_is_told_for_it_and_for_each_field_that_shares_it(
    sharing: Workshop,
) -> None:
    await sharing.change(only(option("small", "Tiny"), option("large", "大"), option("huge", "Huge")))

    steps = await told(sharing)

    own = steps["plan_option_set_changed None"]
    assert {each.address.key for each in own.dependants} == {"size", "fits"}
    for step in (own, steps["plan_field_changed place"], steps["plan_field_changed visit"]):
        assert step.consequence == "metadata"
        assert said(step.details)["detail_options_added"] == "Huge"
        assert "→ Tiny" in str(said(step.details)["detail_options_renamed"])
    assert await sharing.losses() == []


async def test_an_option_that_records_hold_goes_from_a_shared_list_only_when_each_loss_is_accepted(
    sharing: Workshop,
) -> None:
    await sharing.change(only(option("small", "Small")))

    losses = await sharing.losses()
    with pytest.raises(LossesUnaccepted):
        await sharing.publish(accept=losses[:1])
    steps = await told(sharing)
    await sharing.publish(accept=losses)

    assert {(loss.path, loss.count) for loss in losses} == {("place.size", 1), ("visit.fits", 1)}
    assert steps["plan_field_changed place"].consequence == "destructive"
    assert await sharing.rows("SELECT size FROM app_visits.place ORDER BY id") == [("small",), ("large",)]
    field = (await sharing.published()).schema.forms["place"].fields["size"]
    assert isinstance(field.parse("large"), Issue)


async def test_a_field_that_takes_its_options_back_changes_nothing_else(sharing: Workshop) -> None:
    def apart(document: dict[str, Any]) -> None:
        size = next(field for field in document["forms"][PLACE]["fields"] if field["key"] == "size")
        del size["option_set"]
        size["options"] = document["option_sets"][0]["options"]

    await sharing.change(apart)

    step = (await told(sharing))["plan_field_changed place"]

    assert (step.consequence, list(step.details)) == ("metadata", [])
    assert step.settings is not None
    assert step.settings.names == ("option_set",)
