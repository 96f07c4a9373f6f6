"""The texts of a flow that name something else, besides those of forms."""

from typing import Annotated

from pydantic import Field as Setting

from engines.definition import Key
from engines.form.mentions import SHOWN

NodeKey = Annotated[Key, Setting(json_schema_extra={SHOWN: "node"})]
"""Another node of the same flow."""

FlowKey = Annotated[Key, Setting(json_schema_extra={SHOWN: "flow"})]
"""A flow of the same application."""

PersonId = Annotated[int, Setting(ge=1, json_schema_extra={SHOWN: "person"})]
"""A person, by number."""

PositionId = Annotated[int, Setting(ge=1, json_schema_extra={SHOWN: "position"})]
"""A position of the company, by number."""

GroupId = Annotated[int, Setting(ge=1, json_schema_extra={SHOWN: "group"})]
"""A group of people, by number."""

DepartmentId = Annotated[int, Setting(ge=1, json_schema_extra={SHOWN: "department"})]
"""A department, by number."""

ApproverGroup = Annotated[Key, Setting(json_schema_extra={SHOWN: "approver_group"})]
"""A group that some of a node's approvers count for, named where it is used."""
