"""A builder makes an application from blank by mouse and keyboard, publishes it, changes it, and nothing is lost."""

from datetime import date, timedelta

from playwright.async_api import Browser, Locator, Page, expect

from mortise.db.database import Database
from tests.conftest import Server
from tests.e2e.crm import at_work, pick, read
from tests.e2e.quiet import quiet
from tests.e2e.test_accessibility import serious
from tests.e2e.visits import employ, fill_in, hand_out, rework, share


def fields(page: Page) -> Locator:
    """The fields on the canvas in the order of reading."""
    return page.get_by_role("option")


def settings(page: Page) -> Locator:
    """What is set of whatever is chosen."""
    return page.get_by_role("complementary", name="Settings")


async def shows(page: Page, *names: str) -> None:
    """Waits until the canvas shows exactly these fields."""
    await expect(fields(page)).to_have_count(len(names))
    for place, name in enumerate(names):
        await expect(fields(page).nth(place)).to_have_accessible_name(name)


async def name(page: Page, text: str) -> None:
    """Names what was just added, where the cursor stands already."""
    label = settings(page).get_by_label("Name", exact=True)
    await expect(label).to_be_focused()
    await label.fill(text)


async def begin(page: Page) -> None:
    """A new application, one by a click too many, in the language of its maker, with a form that has nothing but its
    records' name."""
    await page.goto("/")
    await page.get_by_role("link", name="New app").click()
    await page.get_by_label("Name of the app").fill("Field visits")
    await page.get_by_role("button", name="Create the app").dblclick()
    await expect(page.get_by_role("heading", name="Begin with the first form")).to_be_visible()
    assert [app["key"] for app in (await read(page.request, "/api/apps"))["items"]] == ["field_visits"]
    await page.get_by_role("button", name="New form").click()
    await page.get_by_label("Name of the form").fill("Visit report")
    await page.keyboard.press("Enter")
    await shows(page, "Name, Text")


async def arrange(page: Page) -> None:
    """Fields are added by dragging and by searching, and moved by either hand."""
    palette = page.get_by_role("region", name="Add fields")
    date = palette.get_by_role("button", name="Date", exact=True)
    await date.drag_to(fields(page).first, target_position={"x": 20, "y": 30})
    await name(page, "Visited on")
    # The field's key follows its name when the name is left: the click that leaves it means what it is made on.
    await settings(page).get_by_label("Help", exact=True).click()
    await page.keyboard.type("The day itself")
    await expect(page.get_by_role("region", name="Canvas")).to_contain_text("The day itself")
    await expect(settings(page).get_by_label("Name (Chinese)")).to_have_count(0)
    await shows(page, "Visited on, Date", "Name, Text")
    await palette.get_by_label("Search kinds of fields").fill("mon")
    await page.keyboard.press("Enter")
    await name(page, "Cost")
    await shows(page, "Visited on, Date", "Cost, Money", "Name, Text")
    await palette.get_by_label("Search kinds of fields").fill("")

    await fields(page).nth(1).click()
    await page.keyboard.press("Alt+ArrowRight")
    await shows(page, "Visited on, Date", "Name, Text", "Cost, Money")
    await page.keyboard.press("Control+d")
    await shows(page, "Visited on, Date", "Name, Text", "Cost, Money", "Cost (copy), Money")
    await page.keyboard.press("Control+z")
    await page.keyboard.press("Control+z")
    await shows(page, "Visited on, Date", "Cost, Money", "Name, Text")
    await page.get_by_role("button", name="Redo").click()
    await shows(page, "Visited on, Date", "Name, Text", "Cost, Money")
    await fields(page).nth(1).drag_to(fields(page).first, target_position={"x": 20, "y": 30})
    await shows(page, "Name, Text", "Visited on, Date", "Cost, Money")

    # A line is dragged between fields, a note is put behind it; a picture needs a field that holds one.
    await palette.get_by_role("button", name="Divider").drag_to(
        fields(page).nth(1), target_position={"x": 20, "y": 30}
    )
    await expect(page.get_by_role("listbox")).to_have_count(2)
    await shows(page, "Name, Text", "Visited on, Date", "Cost, Money")
    await palette.get_by_role("button", name="Note").click()
    await expect(page.get_by_role("listbox")).to_have_count(3)
    await expect(page.get_by_role("region", name="Canvas")).to_contain_text("What to mind here")
    await expect(palette.get_by_role("button", name="Picture", exact=True)).to_be_disabled()
    await fields(page).first.click()
    await page.keyboard.press("Control+z")
    await page.keyboard.press("Control+z")
    await expect(page.get_by_role("listbox")).to_have_count(1)


async def complete(page: Page) -> None:
    """A section with a sub-table, and a formula whose mistake is told where it is."""
    palette = page.get_by_role("region", name="Add fields")
    await page.get_by_role("button", name="Add a section").click()
    title = settings(page).get_by_label("Title", exact=True)
    await expect(title).to_be_focused()
    await title.fill("What was sold")
    await palette.get_by_role("button", name="Sub-table").click()
    await name(page, "Lines")
    await page.get_by_label("Add a column").click()
    await page.keyboard.type("Number")
    await page.keyboard.press("Enter")
    await name(page, "Quantity")
    await page.get_by_role("button", name="Up to the table").click()
    await expect(page.get_by_role("button", name="Quantity", exact=True)).to_be_visible()

    await palette.get_by_role("button", name="Formula").click()
    await name(page, "Twice")
    problems = page.get_by_role("button", name="1 problem")
    await expect(problems).to_be_visible()
    formula = page.get_by_role("textbox", name="Formula")
    await formula.fill("cots * 2")
    await expect(settings(page)).to_contain_text("Did you mean cost")
    assert await serious(page) == []
    await formula.fill("cost * 2")
    await expect(problems).to_be_hidden()
    await expect(page.get_by_text("Saved as a draft")).to_be_visible()


async def choose(page: Page, within: Locator, picker: str, option: str) -> None:
    """Chooses one of what a picker offers."""
    await within.get_by_role("combobox", name=picker, exact=True).click()
    offered = page.locator(".ant-select-dropdown:not(.ant-select-dropdown-hidden)")
    await offered.get_by_title(option, exact=True).click()
    await expect(offered).to_have_count(0)


async def compare(page: Page, condition: Locator, field: str, how: str, amount: str) -> None:
    """A condition of one row, by pointing."""
    await condition.get_by_role("button", name="Add a condition").click()
    await choose(page, condition, "Field", field)
    await choose(page, condition, "Comparison", how)
    await condition.get_by_label("Amount").fill(amount)


async def decide(page: Page) -> None:
    """A section that is shown by a condition, which is one text with its rows; and a validation."""
    section = page.get_by_role("region", name="What was sold")
    await section.get_by_role("button", name="What was sold").click()
    shown = settings(page).get_by_role("group", name="Shown when")
    await compare(page, shown, "Cost", "is at least", "10")
    await expect(section.get_by_role("img", name="Shown by condition")).to_be_visible()
    await shown.get_by_role("button", name="As text").click()
    text = settings(page).get_by_role("textbox", name="Shown when")
    await expect(text).to_have_value("cost >= 10")
    await text.fill("cost >= LEN(nam")
    await expect(settings(page).get_by_role("note")).to_contain_text("How many characters")
    await page.keyboard.press("Enter")
    await expect(text).to_have_value("cost >= LEN(name")
    await page.keyboard.type(")")
    await expect(settings(page)).to_contain_text("This can only be said as text.")
    await text.fill("cost >= 10")
    await settings(page).get_by_role("button", name="As rows").click()
    await expect(shown.get_by_label("Amount")).to_have_value("10.00")

    await page.get_by_role("button", name="Visit report", exact=True).click()
    await settings(page).get_by_role("button", name="Add a validation").click()
    await compare(page, settings(page).get_by_role("group", name="Must hold"), "Cost", "is at most", "100")
    await settings(page).get_by_label("Said otherwise", exact=True).fill("Too dear")
    await settings(page).get_by_role("combobox", name="Marked fields").fill("cost")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    assert await serious(page) == []
    await fields(page).first.click()
    await settings(page).get_by_text("Rules", exact=True).click()
    begins = settings(page).get_by_role("group", name="Begins with")
    await begins.get_by_role("textbox").fill("A visit")
    await begins.get_by_role("button", name="As a formula: Begins with").click()
    await expect(settings(page).get_by_role("textbox", name="Begins with")).to_have_value('"A visit"')
    await settings(page).get_by_role("textbox", name="Begins with").fill("")
    await settings(page).get_by_text("Basics", exact=True).click()
    await expect(page.get_by_text("Saved as a draft")).to_be_visible()


async def take_out(page: Page) -> None:
    """A field that a formula, a view and a role speak of is not removed before it is said what becomes of each of them;
    all of it comes back."""
    await fields(page).nth(2).click()
    await settings(page).get_by_role("button", name="Used in 8 places").click()
    await settings(page).get_by_role("link", name="Visit report › Twice").click()
    await expect(page.get_by_role("textbox", name="Formula")).to_be_visible()

    await fields(page).nth(2).click()
    await page.keyboard.press("Delete")
    dialog = page.get_by_role("dialog", name="Remove “Cost”?")
    await expect(
        dialog.get_by_role("listitem").filter(has_text="Visit report › TwiceFormula")
    ).to_contain_text("removed as well")
    await expect(dialog.get_by_role("listitem").filter(has_text="Dear visits").first).to_be_visible()
    await expect(dialog.get_by_role("listitem").filter(has_text="Reader")).to_be_visible()
    remove = dialog.get_by_role("button", name="Remove it everywhere")
    await expect(remove).to_be_disabled()
    await dialog.get_by_role("radio", name="Do what stands beside each of them").check()
    assert await serious(page) == []
    await remove.click()
    await shows(page, "Name, Text", "Visited on, Date", "Customer, Link", "Lines, Sub-table")
    await expect(page.get_by_role("button", name="Check")).to_be_visible()
    await page.keyboard.press("Control+z")
    await expect(fields(page)).to_have_count(6)
    await expect(page.get_by_text("Saved as a draft")).to_be_visible()


async def show(page: Page) -> None:
    """Two views: a grid with its columns, filter and order, and a board that comes first."""
    await page.get_by_role("radiogroup", name="What is designed").get_by_text("Views").click()
    views = page.get_by_role("region", name="Views")
    await views.get_by_role("button", name="Grid").click()
    await name(page, "Dear visits")
    columns = settings(page).get_by_role("list", name="Columns")
    await expect(columns.get_by_role("listitem")).to_have_text(["Name", "Visited on", "Cost", "Twice"])
    await settings(page).get_by_role("button", name="Take off Visited on").click()
    await settings(page).get_by_role("button", name="Move Twice").press("Alt+ArrowUp")
    await expect(columns.get_by_role("listitem")).to_have_text(["Name", "Twice", "Cost"])
    shown = settings(page).get_by_role("group", name="Which records")
    await compare(page, shown, "Cost", "is at least", "10")
    await choose(page, settings(page), "Add to Order", "Cost")
    await settings(page).get_by_role("radiogroup", name="Direction of Cost").get_by_text("Down").click()
    await views.get_by_role("button", name="Board").click()
    await name(page, "By owner")
    await views.get_by_role("button", name="More for By owner").click()
    await page.get_by_role("menuitem", name="Show first").click()
    await expect(views.get_by_role("listitem").first).to_contain_text("By owner")
    for kind, title in (("Calendar", "Days"), ("Gallery", "Cards"), ("Detail", "One by one")):
        await views.get_by_role("button", name=kind).click()
        await name(page, title)
    assert await serious(page) == []
    await expect(page.get_by_text("Saved as a draft")).to_be_visible()


async def link_up(page: Page) -> None:
    """A second form, to whose records the first one links."""
    await page.get_by_role("radiogroup", name="What is designed").get_by_text("Fields").click()
    await page.get_by_role("button", name="Form Visit report: switch or add").click()
    await page.get_by_role("menuitem", name="New form").click()
    await page.get_by_label("Name of the form").fill("Customer")
    await page.keyboard.press("Enter")
    await shows(page, "Name, Text")
    palette = page.get_by_role("region", name="Add fields")
    await palette.get_by_role("button", name="Text", exact=True).click()
    await name(page, "Phone")
    await page.get_by_role("button", name="Form Customer: switch or add").click()
    await page.get_by_role("menuitem", name="Visit report").click()
    await fields(page).nth(2).click()
    await palette.get_by_role("button", name="Link", exact=True).click()
    await name(page, "Customer")
    await choose(page, settings(page), "Links to", "Customer")
    await expect(fields(page).nth(3)).to_have_accessible_name("Customer, Link")
    await expect(page.get_by_text("Saved as a draft")).to_be_visible()


def on(day: date, count: int) -> str:
    """How a day of a calendar is called that so many records stand on."""
    return f"{day:%A, %B} {day.day}, {day.year}: {count}"


async def look_through(page: Page) -> None:
    """A visit is begun on a day of the calendar, and goes to the next day by the keyboard and back by the mouse; it
    stands among the cards, and beside the list."""
    await page.goto("/apps/field_visits/visit_report?view=visit_report_calendar")
    calendar = page.get_by_role("region", name="Calendar")
    await calendar.locator("[data-today]").get_by_role("button", name="New on").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Name").fill("Second visit")
    await dialog.get_by_label("Cost").fill("20")
    await dialog.get_by_role("button", name="Save", exact=True).click()
    await expect(dialog).to_have_count(0)
    entry = calendar.get_by_role("link", name="Second visit")
    await expect(entry).to_be_visible()
    here = date.fromisoformat(await visited_on(page))
    # A Sunday's tomorrow may be on no page of this month.
    there = here + timedelta(days=-1 if here.isoweekday() == 7 else 1)
    await entry.press("Alt+ArrowRight" if there > here else "Alt+ArrowLeft")
    await expect(calendar.get_by_role("button", name=on(there, 1))).to_be_visible()
    await expect(entry).not_to_have_attribute("data-dragged", "true")
    assert await visited_on(page) == there.isoformat()
    await entry.drag_to(calendar.get_by_role("button", name=on(here, 0)))
    await expect(calendar.get_by_role("button", name=on(here, 1))).to_be_visible()
    await expect(entry).not_to_have_attribute("data-dragged", "true")
    assert await visited_on(page) == here.isoformat()
    assert await serious(page) == []
    await page.goto("/apps/field_visits/visit_report?view=visit_report_gallery")
    await expect(page.get_by_role("link", name="Second visit")).to_be_visible()
    await page.goto("/apps/field_visits/visit_report?view=visit_report_detail")
    await page.get_by_role("button", name="First visit").click()
    read_one = page.get_by_role("region", name="First visit")
    await expect(read_one.get_by_role("heading", name="First visit")).to_be_visible()
    assert await serious(page) == []


async def visited_on(page: Page) -> str:
    """The day of the second visit, as it is kept, once what was done is."""
    await quiet(page)
    records = (await read(page.request, "/api/apps/field_visits/forms/visit_report/records"))["items"]
    [day] = [record["visited_on"] for record in records if record["name"] == "Second visit"]
    return str(day)


async def test_an_application_is_built_from_blank_filled_in_changed_and_restored(
    browser: Browser, server: Server, administrator: str, database: Database
) -> None:
    await employ(database)
    async with at_work(browser, server, administrator, viewport={"width": 1440, "height": 900}) as page:
        await begin(page)
        await arrange(page)
        await complete(page)
        await decide(page)
        await show(page)
        await link_up(page)
        await share(page)

        await page.get_by_role("button", name="Publish", exact=True).click()
        await page.get_by_role("button", name="Publish version 1").click()
        await expect(page.get_by_text("Version 1 is published")).to_be_visible()
        published = await read(page.request, "/api/apps/field_visits")
        assert [view["label"]["en"] for view in published["views"]] == [
            "By owner",
            "Dear visits",
            "Days",
            "Cards",
            "One by one",
        ]
        keys = [[field["key"] for field in form["fields"]] for form in published["forms"]]
        assert keys == [
            ["name", "visited_on", "cost", "lines", "twice", "customer"],
            ["name", "phone"],
        ]
        await hand_out(page)
        await fill_in(browser, server)

        await look_through(page)

        await page.get_by_role("link", name="Edit this app").click()
        await expect(fields(page)).to_have_count(6)
        await fields(page).nth(5).click()
        await settings(page).get_by_role("button", name="Try on a record: Formula").click()
        record_of = settings(page).get_by_role("combobox", name="Choose a record")
        await pick(page, record_of, "First", "First visit")
        await expect(settings(page).get_by_role("status")).to_have_text("24")
        await page.get_by_role("radiogroup", name="What is designed").get_by_text("Views").click()
        await (
            page.get_by_role("region", name="Views")
            .get_by_role("button", name="Dear visits", exact=True)
            .click()
        )
        preview = page.get_by_role("region", name="Preview of Dear visits")
        await expect(preview.get_by_role("gridcell", name="First visit")).to_be_visible()
        await page.get_by_role("radiogroup", name="What is designed").get_by_text("Fields").click()
        await take_out(page)
        await rework(page)
