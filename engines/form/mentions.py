"""The texts of a definition that name something else. Each says in its schema what it names, so that every use of a
field, an option or a form is found, renamed and taken out by one mechanism, whichever part of a definition it is in."""

from typing import Annotated, Final

from pydantic import Field as Setting
from pydantic import StringConstraints

from engines.definition import Key

SHOWN: Final = "x-ui"
"""What a text is: `expression`, `form`, `field` … ; builders' panels draw it by this, too."""
OF: Final = "x-of"
"""The member beside it that says whose field, option or condition it is."""
NEEDED: Final = "x-needed"
"""That what has it makes no sense without it, although the schema would admit that."""
SCOPE: Final = "x-scope"
"""The member that names the form whose fields are meant in the whole of what has it."""
GIVES: Final = "x-gives"
"""Of an expression: the member beside it that names the field whose value it gives."""
TARGET: Final = "x-target"
"""The member that names the form whose fields target fields mean in the whole of what has it."""
TARGET_SOURCE: Final = "x-target-source"
"""The same, where the member names what leads to the records of that form."""
OWNER: Final = "x-owner"
"""The member by which what has it is known to the parts in it that name each other, as a flow's key to its nodes."""
ROWS: Final = "x-rows"
"""That the fields in it are those of rows, not of the form."""

FITS: Final = "x-fits"
"""Of a field: what it must be fit for, as a list of records uses it: `cell`, `order` or `sum`."""

FOREMOST: Final = "x-foremost"
"""That builders are asked for it before anything else."""

HOLDS: Final = "x-condition"
"""Of an expression: that it says what is to hold, rather than giving a value."""

LONGEST: Final = 20_000

ExpressionText = Annotated[
    str, StringConstraints(max_length=LONGEST), Setting(json_schema_extra={SHOWN: "expression"})
]
"""Author's text in the expression language; empty means absent."""

GivenText = Annotated[
    str,
    StringConstraints(max_length=LONGEST),
    Setting(json_schema_extra={SHOWN: "expression", GIVES: "field"}),
]
"""What the field beside it becomes."""

OwnText = Annotated[
    str,
    StringConstraints(max_length=LONGEST),
    Setting(json_schema_extra={SHOWN: "expression", GIVES: "key"}),
]
"""What the field that has it begins as; empty means absent."""

ConditionText = Annotated[
    str, StringConstraints(max_length=LONGEST), Setting(json_schema_extra={SHOWN: "expression", HOLDS: True})
]
"""Author's text of what is to hold; empty means absent."""

TargetCondition = Annotated[
    str,
    StringConstraints(max_length=LONGEST),
    Setting(json_schema_extra={SHOWN: "expression", HOLDS: True, OF: "form"}),
]
"""A condition over the records of the form that `form` names; RECORD is the record that has this setting."""

SourceCondition = Annotated[
    str,
    StringConstraints(max_length=LONGEST),
    Setting(json_schema_extra={SHOWN: "expression", HOLDS: True, OF: "source"}),
]
"""A condition over what `source` leads to."""

NeededCondition = Annotated[
    str,
    StringConstraints(max_length=LONGEST),
    Setting(json_schema_extra={SHOWN: "expression", HOLDS: True, NEEDED: True}),
]
"""A condition without which what has it says nothing."""

ListedCondition = Annotated[
    str,
    StringConstraints(max_length=LONGEST),
    Setting(json_schema_extra={SHOWN: "expression", HOLDS: True, FOREMOST: True, OF: "lists"}),
]
"""A condition over the records of the form that `lists` names; RECORD is the record that has this setting."""

FormKey = Annotated[Key, Setting(json_schema_extra={SHOWN: "form"})]
"""A form of the same application."""

NeededForm = Annotated[Key, Setting(json_schema_extra={SHOWN: "form", NEEDED: True})]
"""A form without which what has it says nothing."""

FieldKey = Annotated[Key, Setting(json_schema_extra={SHOWN: "field"})]
"""Another field of the same form, or of the same rows."""

NeededField = Annotated[Key, Setting(json_schema_extra={SHOWN: "field", NEEDED: True})]
"""A field without which what has it says nothing."""

OpenedField = Annotated[Key, Setting(json_schema_extra={SHOWN: "field", OF: "opens"})]
"""A field of the form that `opens` names."""

TargetField = Annotated[Key, Setting(json_schema_extra={SHOWN: "target_field"})]
"""A field of a record that is made, or changed beside the one at hand."""

ShownField = Annotated[
    Key, Setting(json_schema_extra={SHOWN: "field", OF: "lists", FITS: "cell", NEEDED: True})
]
"""A field of the form that `lists` names, which is shown of each of its records."""

OrderingField = Annotated[Key, Setting(json_schema_extra={SHOWN: "field", OF: "lists", FITS: "order"})]
"""A field of the form that `lists` names, by which its records are put in order."""

SummedField = Annotated[
    Key, Setting(json_schema_extra={SHOWN: "field", OF: "lists", FITS: "sum", NEEDED: True})
]
"""A field of the form that `lists` names, which is added up over its records."""

SourceKey = Annotated[Key, Setting(json_schema_extra={SHOWN: "source"})]
"""What leads from a record to others: its links, its sub-tables, and the keys under which others link to it."""

SourceField = Annotated[Key, Setting(json_schema_extra={SHOWN: "source_field", OF: "source", NEEDED: True})]
"""A field of the records to which the source beside it leads."""

OptionalSourceField = Annotated[Key, Setting(json_schema_extra={SHOWN: "source_field", OF: "source"})]
"""The same where what has it makes sense without it."""

OptionKey = Annotated[Key, Setting(json_schema_extra={SHOWN: "option", OF: "field"})]
"""An option of the field that `field` names."""

OptionSetKey = Annotated[Key, Setting(json_schema_extra={SHOWN: "option_set"})]
"""A list of options that several fields share."""

NeededView = Annotated[Key, Setting(json_schema_extra={SHOWN: "view", NEEDED: True})]
"""A view without which what has it says nothing."""

MenuKey = Annotated[Key, Setting(json_schema_extra={SHOWN: "menu_entry"})]
"""A line of the menu."""

RoleKey = Annotated[Key, Setting(json_schema_extra={SHOWN: "role"})]
"""A role of the application."""

AppKey = Annotated[Key, Setting(json_schema_extra={SHOWN: "app"})]
"""Another application."""
