"""Several sheets of a workbook at once: they are looked at, and become forms that link to each other."""

from typing import Annotated, Any, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.requests import Request

from engines.issues import Issue
from mortise.api.building import Builder
from mortise.api.import_wizard import LOOKS, ONE, Asking, PreviewAnswer, own, require_context
from mortise.api.new_forms import publish_forms
from mortise.db.transaction import Tx
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of
from mortise.errors import Invalid, NotFound
from mortise.imports.new_form import NewForm
from mortise.imports.plans import Plan
from mortise.imports.reading.process import UnreadableError
from mortise.imports.sheet_order import in_order
from mortise.imports.sheet_preview import MOST_SHEETS, SheetWish, preview_sheets
from mortise.imports.starting import NotNow, check_together, file_of

router: Final = APIRouter(tags=["imports"])


class SheetsInput(BaseModel):
    """Sheets that are to become forms."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sheets: tuple[SheetWish, ...] = Field(min_length=1, max_length=MOST_SHEETS)


class SheetsAnswer(BaseModel):
    """The sheets that have something in them, in the order in which they were asked for. Among the kinds of a column
    that names records of another sheet is a link to its form, with how many of its cells do (`matched` of `filled`)."""

    sheets: list[PreviewAnswer]


class SheetForm(BaseModel):
    """A sheet, how it is read, the form that is made for it, and which field each of its columns fills."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sheet: Annotated[str, StringConstraints(max_length=255)]
    header: int = Field(ge=0, le=40)
    spreads: bool = True
    form: NewForm
    columns: tuple[str | None, ...] = Field(max_length=500)

    def plan(self) -> Plan:
        """The sheet as it is to be brought in."""
        return Plan(
            columns=self.columns,
            sheet=self.sheet,
            header=self.header,
            spreads=self.spreads,
            when_bad="ask",
        )


class SheetFormsInput(BaseModel):
    """The sheets that become forms."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sheets: tuple[SheetForm, ...] = Field(min_length=1, max_length=MOST_SHEETS)


class SheetFormsAnswer(BaseModel):
    """The version with the new forms, and the imports of the sheets in the order in which they are brought in; the
    first one leads the others."""

    version: int
    imports: list[int]


@router.post(ONE + "/sheets", response_model=SheetsAnswer)
async def look_at_sheets(request: Request, context: Asking, given: SheetsInput) -> dict[str, Any]:
    """The first rows of several sheets, the forms that they seem to describe, and which columns link them."""
    host = host_of(request)
    batch = await own(host, context, path_id(request))
    path = file_of(host.settings.data, batch.id)
    if batch.state != "uploaded" or not path.exists():
        raise NotFound
    try:
        async with host.database.read() as reader:
            return {"sheets": await preview_sheets(reader, context, batch, path, LOOKS, given.sheets)}
    except UnreadableError as unreadable:
        raise Invalid([unreadable.issue]) from unreadable


@router.post(ONE + "/forms", response_model=SheetFormsAnswer, status_code=202)
async def make_forms(
    request: Request, context: Asking, builder: Builder, given: SheetFormsInput
) -> dict[str, object]:
    """Makes a form for each sheet, publishes them all, and has every row of every sheet checked; nothing else may wait
    in the draft."""
    host, number = host_of(request), path_id(request)
    if (await own(host, context, number)).state != "uploaded":
        raise NotNow
    order = in_order([sheet.form for sheet in given.sheets])
    if isinstance(order, Issue):
        raise Invalid([order])
    outcome = await publish_forms(host, context, builder, [sheet.form for sheet in given.sheets])
    anew = await require_context(request, builder.key)
    sheets = [(given.sheets[place].form.key, given.sheets[place].plan()) for place in order]

    async def work(tx: Tx) -> list[int]:
        return await check_together(tx, anew, number, sheets)

    return {"version": outcome.version, "imports": await host.database.run(work, attempts=1)}
