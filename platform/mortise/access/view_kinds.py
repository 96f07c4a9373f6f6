"""The kinds of views that a person can make of a form, with the fields that each of their settings takes."""

from collections.abc import Collection, Iterator

from engines.form.system import SYSTEM_LABELS
from engines.form.view import Fielded, FieldSetting
from engines.form.views import VIEW_KINDS


def served_view_kinds(form: Fielded, readable: Collection[str]) -> Iterator[dict[str, object]]:
    """Every kind that can be made with the fields that the caller may read."""
    keys = [key for key in (*form.fields, *SYSTEM_LABELS) if key in readable]
    for kind, view in sorted(VIEW_KINDS.items(), key=lambda each: each[1].rank):
        choices = {
            setting.name: [key for key in keys if setting.fits(form, key)] for setting in view.field_settings
        }
        if all(choices[setting.name] for setting in view.field_settings if setting.required):
            yield {
                "kind": kind,
                "title": view.title.model_dump(by_alias=True),
                "settings": [asked(setting, choices[setting.name]) for setting in view.field_settings],
            }


def asked(setting: FieldSetting, choices: list[str]) -> dict[str, object]:
    """A setting as it is asked for."""
    return {
        "name": setting.name,
        "label": setting.label.model_dump(by_alias=True),
        "many": setting.many,
        "required": setting.required,
        "arranged": setting.arranged,
        "member": setting.member,
        "choices": choices,
    }
