"""The server is updated while somebody has a page of the old build open."""

from playwright.async_api import Browser, Route, expect

from tests.conftest import Server
from tests.e2e.conftest import sign_in
from tests.e2e.crm import at_work


async def test_a_part_that_is_gone_loads_the_new_page_once_where_the_way_led(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        await page.goto("/")
        await expect(page.get_by_role("heading", name="Hello, Zhang Wei")).to_be_visible()
        loads: list[str] = []
        page.on("request", lambda asked: loads.append(asked.url) if asked.is_navigation_request() else None)

        async def answer(route: Route) -> None:
            # Until the new page has begun, the part is asked for more than once: to be at hand, and to be run.
            await (route.continue_() if loads else route.fulfill(status=404))

        await page.route("**/assets/ListPage-*.js", answer)
        await page.get_by_role("link", name="CRM").first.click()

        await expect(page.get_by_text("Mortise was just updated")).to_be_visible()
        await expect(page.get_by_role("grid")).to_be_visible()
        assert len(loads) == 1


async def test_a_part_that_stays_gone_is_told_instead_of_loading_for_ever(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        await page.goto("/")
        await page.route("**/assets/ListPage-*.js", lambda route: route.fulfill(status=404))

        await page.get_by_role("link", name="CRM").first.click()

        await expect(page.get_by_role("button", name="Try again")).to_be_visible()


async def test_without_a_server_a_page_says_so_where_it_stands_and_goes_on_with_it(
    browser: Browser, crm: Server
) -> None:
    async with at_work(browser, crm, "zhang.wei") as page:
        await page.goto("/")
        await expect(page.get_by_role("heading", name="Hello, Zhang Wei")).to_be_visible()
        await page.context.set_offline(True)

        await page.get_by_role("link", name="CRM").first.click()
        await expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
        await page.context.set_offline(False)

        await expect(page.get_by_role("grid")).to_be_visible()


async def test_a_page_that_is_left_in_peace_brings_the_parts_that_others_need(
    browser: Browser, crm: Server
) -> None:
    # The contexts that are lent belong to somebody who saves data.
    async with await browser.new_context(base_url=crm.url) as context:
        page = await context.new_page()

        async with page.expect_request("**/assets/SearchDialog-*.js"):
            await sign_in(page, "zhang.wei")
