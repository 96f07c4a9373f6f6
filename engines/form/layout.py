"""How a form is laid out on a page: sections of columns holding fields."""

from engines.definition import Definition, Key, Label
from engines.form.mentions import ConditionText, FieldKey


class Cell(Definition):
    """A field's place in a section; `span` is how many of the section's columns it takes."""

    field: FieldKey
    span: int = 1


class Section(Definition):
    """A titled group of cells, flowing from left to right over `columns` (1 to 4) columns. `text`, in Markdown, and the
    pictures of a field stand above them; a section of these alone is a note or a picture. One that is `joined` goes on
    with the section before it behind a line, in the same tab."""

    key: Key
    label: Label = Label()
    columns: int = 2
    cells: tuple[Cell, ...] = ()
    text: Label = Label()
    picture: FieldKey | None = None
    """A field of files, whose first picture is shown large."""
    joined: bool = False
    visible_when: ConditionText = ""
    collapsed: bool = False


class Layout(Definition):
    """The sections of a form, from top to bottom, or one at a time behind `tabs`. A field that no section names is not
    shown."""

    sections: tuple[Section, ...] = ()
    tabs: bool = False
