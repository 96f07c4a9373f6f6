"""Flows that are drawn and not published yet, tried over records."""

from typing import Final

from fastapi import APIRouter
from starlette.requests import Request

from engines.issues import Issue
from mortise.api.building import Builder
from mortise.api.flow_inputs import TrialInput
from mortise.api.instances import Preview
from mortise.api.tasks import runtime_of
from mortise.definitions.drafts import read_draft
from mortise.definitions.flows import flows_by_key
from mortise.definitions.reading import read_definition
from mortise.edge.host import host_of, locale_of
from mortise.errors import Invalid, NotFound
from mortise.flows.naming import names
from mortise.flows.stops import stop_json, stop_names
from mortise.flows.trial import preview_draft

router: Final = APIRouter(tags=["drafts"])


class FlowTrialAnswer(Preview):
    """The way, and whether the start of the flow lets it begin; null where that is not told."""

    begins: bool | None


@router.post("/api/apps/{app}/draft/flows/{flow}/preview", response_model=FlowTrialAnswer)
async def look_ahead(request: Request, builder: Builder, flow: str, given: TrialInput) -> dict[str, object]:
    """The way that a flow of the draft would take if the caller or whoever is named began it: over a record, or over
    the values of a new one, by the forms as they are published; nothing is begun and nothing saved. Where nothing is
    published at all there is no form."""
    if builder.context is None:
        raise NotFound
    if given.record is not None and given.values is not None:
        raise Invalid([Issue("trial_twofold", "/values")])
    tried = given.values or {} if given.record is None else given.record
    host, locale = host_of(request), locale_of(request)
    async with host.database.read() as reader:
        definition = read_definition((await read_draft(reader, builder.app_id)).document)
        if isinstance(definition, tuple):
            raise Invalid(definition)
        drawn = flows_by_key(definition).get(flow)
        if drawn is None:
            raise NotFound
        scene, trial = await preview_draft(
            reader, runtime_of(host), builder.context, drawn, tried, given.initiator, dict(given.chosen)
        )
        found = await names(reader, stop_names(trial.stops), locale)
    return {
        "path": [stop_json(stop, scene, found, locale) for stop in trial.stops],
        "begins": trial.begins,
    }
