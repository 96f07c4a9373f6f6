"""What people send with a command to a flow."""

import secrets
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from engines.flow.command import Command
from engines.flow.instance import Added, Order, Resubmission
from mortise.identity.texts import RowId

C = TypeVar("C", bound=Command)
MOST_PEOPLE = 200
MOST_FILES = 20
Text = Annotated[str, StringConstraints(max_length=10_000)]
CommandId = Annotated[str, StringConstraints(min_length=8, max_length=80, pattern=r"^[A-Za-z0-9._-]+$")]
People = Annotated[tuple[RowId, ...], Field(min_length=1, max_length=MOST_PEOPLE)]
Chosen = Annotated[
    Mapping[
        Annotated[str, StringConstraints(max_length=40)],
        Annotated[tuple[RowId, ...], Field(max_length=MOST_PEOPLE)],
    ],
    Field(max_length=200),
]

NodeName = Annotated[str, StringConstraints(max_length=40)]
NodesGone = Annotated[Mapping[NodeName, NodeName], Field(max_length=200)]
MOST_MIGRATED = 100


class NamedInput(BaseModel):
    """Something to be done once: the same `command` again changes nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    command: CommandId | None = None
    comment: Text = ""

    def id_of(self, person: int) -> str:
        """The command's name as the person's own, apart from those of others and from those that happen by themselves;
        one that was given none is a new one each time."""
        return f"by:{person}:{self.command or secrets.token_hex(16)}"


class CommandInput(NamedInput):
    """The same with files that the caller has uploaded."""

    files: Annotated[tuple[RowId, ...], Field(max_length=MOST_FILES)] = ()

    def told(self, kind: Callable[..., C], person: int, **more: object) -> C:
        """The command of that kind by the person, with what is said and sent along."""
        return kind(id=self.id_of(person), actor=person, comment=self.comment, files=self.files, **more)


class TaskInput(CommandInput):
    """Something done with a task; `version` is that of the task as it was read."""

    version: int | None = None

    def told(self, kind: Callable[..., C], person: int, **more: object) -> C:
        """The same of a task as it was read."""
        return super().told(kind, person, version=self.version, **more)


class ApproveInput(TaskInput):
    """An approval: `signature` is a picture that the caller has uploaded, or signed with before, `chosen` are people
    for later nodes, `values` what is written into the record, which was read at `record_version`."""

    signature: RowId | None = None
    chosen: Chosen = {}
    values: dict[str, Any] = {}
    record_version: int | None = None


class ReturnInput(TaskInput):
    """A return to a node, to the start without one; where the flow goes on afterwards."""

    to: Annotated[str, StringConstraints(max_length=40)] | None = None
    resubmission: Resubmission | None = None


class HandInput(TaskInput):
    """Another person."""

    to: RowId


class SignerInput(TaskInput):
    """More people: before the holder, after the holder's approval, or beside."""

    where: Added
    people: People
    order: Order = "together"
    rule: Literal["all", "any"] = "all"
    signature: RowId | None = None
    chosen: Chosen = {}


class AnswerInput(TaskInput):
    """Whether the initiator may withdraw."""

    is_granted: bool


class RemarkInput(CommandInput):
    """A remark, or files, with people to whom they are addressed."""

    people: Annotated[tuple[RowId, ...], Field(max_length=MOST_PEOPLE)] = ()


class ResubmitInput(CommandInput):
    """What came back is submitted again; `values` are written into the record before."""

    chosen: Chosen = {}


class TakeBackInput(CommandInput):
    """The task whose approval is taken back."""

    task: RowId


class DirectInput(CommandInput):
    """Something that whoever looks after a flow does with it; `seen` is its `moves` as they were read."""

    seen: int | None = None


class ReasonInput(DirectInput):
    """The same, with the reason."""

    comment: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]


class JumpInput(DirectInput):
    """The node to which the flow goes; `token` is the branch that does, the whole flow without one."""

    to: Annotated[str, StringConstraints(max_length=40)]
    token: int | None = None


class ReplaceInput(CommandInput):
    """Who has a task from now on (`task`), or is asked where nobody was found (`visit`)."""

    to: RowId
    task: RowId | None = None
    visit: int | None = None


class ReplaceAllInput(NamedInput):
    """Who has the tasks of a person from now on; of one flow, or of all; those behind the task `after`."""

    person: RowId
    to: RowId
    flow: Annotated[str, StringConstraints(max_length=40)] | None = None
    after: Annotated[int, Field(ge=0, le=2**63 - 1)] = 0


class RetryInput(CommandInput):
    """The visit that stopped."""

    visit: int


class MigrateInput(CommandInput):
    """Node that is gone → node where its branch goes on."""

    nodes: NodesGone = {}


class MigrateManyInput(NamedInput):
    """Which instances of a flow are moved to the version that is published now, or with `preview` what would become of
    them; node that is gone → node where its branches go on."""

    instances: Annotated[tuple[RowId, ...], Field(min_length=1, max_length=MOST_MIGRATED)]
    nodes: NodesGone = {}
    preview: bool = False


class BeginInput(BaseModel):
    """The record that a flow is begun over; people for nodes that leave the choice to the initiator."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    record: RowId
    command: CommandId | None = None
    chosen: Chosen = {}


class TrialInput(BaseModel):
    """What a flow that is drawn is tried with: a record, or the values of a new one; who begins it, the caller unless
    another is named; people for nodes that leave the choice to the initiator."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    record: RowId | None = None
    values: Mapping[str, object] | None = None
    initiator: RowId | None = None
    chosen: Chosen = {}


class BulkInput(NamedInput):
    """Tasks that are approved, each for itself; with the versions at which they were read."""

    tasks: Annotated[tuple[RowId, ...], Field(min_length=1, max_length=100)]
