"""Running flows are moved to the version of their flow that is published now, many at once, after a look at what
becomes of them."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.requests import Request

from mortise.api.entrance import Administering
from mortise.api.flow_inputs import MigrateManyInput
from mortise.api.tasks import runtime_of
from mortise.db.transaction import Tx
from mortise.definitions.flows import flows_by_key
from mortise.edge.host import Host, host_of
from mortise.errors import NotFound, UserError, problem
from mortise.flows.deciding import demand, move_to_present
from mortise.flows.listing import titles_of
from mortise.flows.moving import Outlook, homeless, outlooks
from mortise.flows.naming import node_name
from mortise.flows.refusals import FlowUnreadable
from mortise.flows.storing import Held

router: Final = APIRouter(tags=["flows"])


class BranchMove(BaseModel):
    """What becomes of a branch: it `stays` where it stands, begins that node `anew`, with `votes` decisions that count
    no more, or `cannot` go on."""

    node: dict[str, Any]
    to: dict[str, Any]
    fate: str
    votes: int


class MigratedInstance(BaseModel):
    """An instance that is moved, or would be; `problem` says what stood in the way."""

    instance: int
    title: str | None
    version: int
    can_move: bool
    moves: list[BranchMove]
    problem: dict[str, Any] | None


class Migration(BaseModel):
    """To which version, what becomes of each instance that ran under an older one, the nodes that are gone, with how
    many branches stand there, and where these may go on. `done` are those that were moved."""

    version: int
    items: list[MigratedInstance]
    gone: list[dict[str, Any]]
    targets: list[dict[str, Any]]
    done: list[int]


@router.post("/api/apps/{app}/flows/{flow}/migration", response_model=Migration)
async def migrate_many(
    request: Request, context: Administering, flow: str, given: MigrateManyInput
) -> dict[str, object]:
    """Moves running instances of a flow to the version that is published now, each for itself, or tells what would
    become of them."""
    if flow not in flows_by_key(context.app.definition):
        raise NotFound
    demand(context.principal, context.app.key, "view" if given.preview else "edit")
    host, locale = host_of(request), context.locale
    async with host.database.read() as reader:
        present, found = await outlooks(reader, runtime_of(host), context, flow, given.instances, given.nodes)
        places = [(context.app.id, each.held.form, each.held.instance.record) for each in found]
        titles = await titles_of(reader, {context.app.id: context}, places)
    problems: dict[int, Mapping[str, object]] = {}
    done: list[int] = []
    for each in () if given.preview else found:
        try:
            if each.before is None:
                raise FlowUnreadable
            await _move(host, context, each, given)
            done.append(each.held.id)
        except UserError as refused:
            problems[each.held.id] = problem(refused, locale)

    def named(key: str, source: Outlook | None = None) -> dict[str, object]:
        before = None if source is None else source.before
        return {"key": key, "title": node_name(before or present, key, locale)}

    gone = homeless(found)
    return {
        "version": present.version,
        "items": [
            {
                "instance": each.held.id,
                "title": titles.get(place),
                "version": each.held.instance.version,
                "can_move": each.can_move,
                "moves": [
                    {
                        "node": named(move.node, each),
                        "to": named(move.to, each if move.to == move.node else None),
                        "fate": move.fate,
                        "votes": len(move.votes),
                    }
                    for move in each.moves
                ],
                "problem": problems.get(each.held.id),
            }
            for each, place in zip(found, places, strict=True)
        ],
        "gone": [
            {**named(key, next(one for one in found if _stands(one, key))), "count": count}
            for key, count in gone.items()
        ],
        "targets": [named(key) for key, node in present.nodes.items() if not node.begins],
        "done": done,
    }


def _stands(each: Outlook, node: str) -> bool:
    return any(move.node == node for move in each.moves)


async def _move(host: Host, context: Administering, each: Outlook, given: MigrateManyInput) -> None:
    me, number = context.principal, each.held.id
    name = f"{given.id_of(me.person)}:{number}"

    async def work(tx: Tx) -> Held:
        return await move_to_present(tx, runtime_of(host), me, number, name, given.nodes, given.comment)

    await host.database.run(work)
