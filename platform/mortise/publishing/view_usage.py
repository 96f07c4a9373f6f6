"""How much the views of applications are used: when each was opened last, and by how many people lately."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engines.definition import Label, Locale
from engines.form.vocabulary import named_by
from mortise.db.transaction import Reader
from mortise.definitions.published import PublishedApp
from mortise.views.openings import read_openings
from mortise.views.rows import shared_of

Words = Mapping[Locale, str]


@dataclass(frozen=True, slots=True)
class ViewUsage:
    """A view of a form, published or shared by somebody (`is_saved`): when it was opened last (None: not since this is
    counted), and by how many people lately."""

    app: str
    app_label: Words
    form: str
    form_label: Words
    key: str
    label: Words
    kind: str
    is_saved: bool
    opened_at: datetime | None
    people: int


@dataclass(frozen=True, slots=True)
class Named:
    """A view by what tells it apart and what people call it."""

    app: PublishedApp
    form: str
    key: str
    label: Words
    kind: str
    is_saved: bool


async def read_view_usage(reader: Reader, apps: Sequence[PublishedApp]) -> list[ViewUsage]:
    """The usage of every view of these applications but of those that people keep for themselves; two statements."""
    numbers = [app.id for app in apps]
    found = [*published_views(apps), *await shared_views(reader, apps)]
    openings = await read_openings(reader, numbers)
    usages = []
    for view in found:
        opened = openings.get((view.app.id, view.form, view.key))
        form = view.app.schema.forms[view.form]
        usages.append(
            ViewUsage(
                app=view.app.key,
                app_label=named_by(view.app.definition.label, view.app.key),
                form=view.form,
                form_label=named_by(form.definition.label, form.key),
                key=view.key,
                label=view.label,
                kind=view.kind,
                is_saved=view.is_saved,
                opened_at=None if opened is None else opened.at,
                people=0 if opened is None else opened.people,
            )
        )
    return usages


def published_views(apps: Sequence[PublishedApp]) -> Iterator[Named]:
    """The views that the applications bring along."""
    for app in apps:
        for view in app.definition.views:
            yield Named(app, view.form, view.key, named_by(view.label, view.key), view.kind, is_saved=False)


async def shared_views(reader: Reader, apps: Sequence[PublishedApp]) -> list[Named]:
    """The views that people share, of forms that are there."""
    by_number = {app.id: app for app in apps}
    return [
        Named(
            by_number[row["app_id"]],
            row["form"],
            str(row["id"]),
            named_by(Label.model_validate(row["label"]), str(row["id"])),
            str(row["definition"].get("kind")),
            is_saved=True,
        )
        for row in await shared_of(reader, list(by_number))
        if row["form"] in by_number[row["app_id"]].schema.forms
    ]
