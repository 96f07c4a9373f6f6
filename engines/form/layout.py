"""How a form is laid out on a page: sections of columns holding fields."""

from engines.definition import Definition, Key, Label
from engines.form.mentions import ConditionText, FieldKey


class Cell(Definition):
    """A field's place in a section; `span` is how many of the section's columns it takes."""

    field: FieldKey
    span: int = 1


class Section(Definition):
    """A titled group of cells, flowing from left to right over `columns` (1 to 4) columns. `text`, in Markdown, stands
    above them; a section of text alone is a note."""

    key: Key
    label: Label = Label()
    columns: int = 2
    cells: tuple[Cell, ...] = ()
    text: Label = Label()
    visible_when: ConditionText = ""
    collapsed: bool = False


class Layout(Definition):
    """The sections of a form, from top to bottom, or one at a time behind `tabs`. A field that no section names is not
    shown."""

    sections: tuple[Section, ...] = ()
    tabs: bool = False
