"""A flow: what an author says about how records of a form are approved or worked through."""

from pydantic import ConfigDict

from engines.definition import Definition, Key, Label
from engines.flow.nodes import AnyNode
from engines.flow.policies import Policies
from engines.form.mentions import OWNER, SCOPE, FormKey


class FlowDefinition(Definition):
    """A graph of nodes over the records of a form, one file of `flows/` in an application's folder. Nodes name the
    nodes that follow them."""

    model_config = ConfigDict(json_schema_extra={SCOPE: "form", OWNER: "key"})

    key: Key
    label: Label
    icon: str = "NodeIndexOutlined"
    description: Label = Label()
    form: FormKey
    nodes: tuple[AnyNode, ...]
    policies: Policies = Policies()
