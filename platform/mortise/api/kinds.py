"""The kinds of fields, of blocks of pages and of what flows are made of over HTTP, for builders and for programs that
write definitions."""

import asyncio
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, Final, Protocol, TypeVar

from fastapi import APIRouter
from pydantic import BaseModel, Field

from engines.definition import Label
from engines.flow.approvers import APPROVER_KINDS
from engines.flow.decisions import DECISION_KINDS
from engines.flow.nodes import NODE_KINDS
from engines.flow.policies import Policies
from engines.form.blocks import BLOCK_KINDS
from engines.form.fields import FIELD_KINDS
from engines.rules.actions import ACTION_KINDS
from mortise.api.entrance import Looking
from mortise.definitions.json_schema import schema_of

router: Final = APIRouter(tags=["apps"])


class KindItem(BaseModel):
    """A kind of field: its name and place in the palette, its icon, and the schema of its settings."""

    kind: str
    title: dict[str, str]
    icon: str
    group: str
    computed: bool
    pressed: bool
    can_be_masked: bool
    can_be_title: bool
    can_be_unique: bool
    in_rows: bool
    settings: Annotated[dict[str, Any], Field(alias="schema")]


class BlockItem(BaseModel):
    """A kind of block of a record's page: its name and icon, and the schema of its settings."""

    kind: str
    title: dict[str, str]
    icon: str
    settings: Annotated[dict[str, Any], Field(alias="schema")]


class NodeItem(BlockItem):
    """A kind of node of a flow, and how flows go through it."""

    begins: bool
    ends: bool
    splits: bool
    waits_for_people: bool


class ApproverItem(BlockItem):
    """A kind of source of approvers, and who chooses the people while the flow runs."""

    chooser: str | None


class DecisionItem(BaseModel):
    """A rule of decision, and whether each group of approvers must be heard."""

    kind: str
    title: dict[str, str]
    counts_groups: bool
    settings: Annotated[dict[str, Any], Field(alias="schema")]


class Kinds(BaseModel):
    """Every kind of field, of block of a record's page, of node, approver, rule of decision and action, in the order in
    which they are offered; `policies` is the schema of what holds for a flow as a whole."""

    items: list[KindItem]
    blocks: list[BlockItem]
    nodes: list[NodeItem]
    approvers: list[ApproverItem]
    decisions: list[DecisionItem]
    actions: list[BlockItem]
    policies: dict[str, Any]


@router.get("/api/kinds", response_model=Kinds)
async def read_kinds(person: Looking) -> Mapping[str, object]:
    """The kinds of fields, of blocks and of what flows are made of, with the settings that an author gives them."""
    return await asyncio.to_thread(all_kinds)


class Ranked(Protocol):
    """A kind with a place in its palette."""

    rank: ClassVar[int]


K = TypeVar("K", bound=Ranked)


def ranked(kinds: Mapping[str, type[K]]) -> list[tuple[str, type[K]]]:
    """The kinds in the order of their palette."""
    return sorted(kinds.items(), key=lambda each: each[1].rank)


def kind_answer(family: str, kind: type[BaseModel], title: Label, **more: object) -> dict[str, object]:
    """A kind as JSON, with what only its family has."""
    key = kind.model_fields["kind"].default
    schema = schema_of(kind, f"/schemas/{family}/{key}.json")
    return {"kind": key, "title": title.model_dump(by_alias=True), **more, "schema": schema}


@cache
def all_kinds() -> Mapping[str, object]:
    """What is told of the kinds; it is of the code, and never changes. To make it takes a tenth of a start, which
    much that starts is never asked for."""
    return {
        "items": [
            kind_answer(
                "fields",
                kind,
                kind.title,
                icon=kind.icon,
                group=kind.group,
                computed=kind.computed,
                pressed=kind.pressed,
                can_be_masked=kind.can_be_masked,
                can_be_title=kind.can_be_title,
                can_be_unique=kind.can_be_unique,
                in_rows=kind.in_rows,
            )
            for _, kind in ranked(FIELD_KINDS)
        ],
        "blocks": [
            kind_answer("blocks", block, block.title, icon=block.icon) for _, block in ranked(BLOCK_KINDS)
        ],
        "nodes": [
            kind_answer(
                "nodes",
                node,
                node.title,
                icon=node.icon,
                begins=node.begins,
                ends=node.ends,
                splits=node.splits,
                waits_for_people=node.waits_for_people,
            )
            for _, node in ranked(NODE_KINDS)
        ],
        "approvers": [
            kind_answer("approvers", source, source.title, icon=source.icon, chooser=source.chooser)
            for _, source in ranked(APPROVER_KINDS)
        ],
        "decisions": [
            kind_answer("decisions", rule, rule.title, counts_groups=rule.counts_groups)
            for _, rule in ranked(DECISION_KINDS)
        ],
        "actions": [
            kind_answer("actions", action, action.title, icon=action.icon)
            for _, action in ranked(ACTION_KINDS)
        ],
        "policies": schema_of(Policies, "/schemas/flows/policies.json"),
    }
