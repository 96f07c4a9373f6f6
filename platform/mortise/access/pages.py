"""The pages of records as far as a person's roles show them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from engines.form.block import Block, Reader
from engines.form.page import PageTab, RecordPage
from mortise.access.form_rights import FormRights
from mortise.access.rights import AppRights
from mortise.definitions.checks.shape import LISTED_COLUMNS
from mortise.definitions.published import PublishedApp


def readable_pages(app: PublishedApp, rights: AppRights) -> Iterator[RecordPage]:
    """Of each form that may be entered the first page that one of the roles is given, if anything of it is left."""
    held = {role.key for role in rights.roles}
    given: set[str] = set()
    for page in app.definition.pages:
        if page.form not in rights.forms or page.form in given:
            continue
        if page.roles and not held & set(page.roles):
            continue
        given.add(page.form)
        shown = cut_page(page, reader_of(rights.form(page.form), rights.forms))
        if shown is not None:
            yield shown


def reader_of(own: FormRights, known: Mapping[str, FormRights]) -> Reader:
    """What the holder of some rights knows of a form and of what links to it; `known` are the forms they may enter."""
    lists = {
        inverse.key: sight(known[inverse.form])
        for inverse in own.form.inverses.values()
        if inverse.form in known and inverse.field in known[inverse.form].fields
    }
    return Reader(*fields_of(own), lists)


def sight(rights: FormRights) -> Reader:
    """What they know of a form by itself."""
    return Reader(*fields_of(rights))


def fields_of(rights: FormRights) -> tuple[frozenset[str], frozenset[str]]:
    """The fields that are shown, masked or not, and those that are read."""
    read = {key for key, given in rights.fields.items() if given.access != "masked"}
    return LISTED_COLUMNS | frozenset(rights.fields), LISTED_COLUMNS | read


def cut_page(page: RecordPage, reader: Reader) -> RecordPage | None:
    """The page without what its reader may not see; None where that was all."""
    top, side = seen(page.top, reader), seen(page.side, reader)
    tabs = tuple(tab for each in page.tabs if (tab := cut_tab(each, reader)) is not None)
    if not tabs:
        return None
    return page.model_copy(update={"top": top, "tabs": tabs, "side": side})


def cut_tab(tab: PageTab, reader: Reader) -> PageTab | None:
    """The tab without what its reader may not see, nor columns that are empty then; None where that was all."""
    columns = [
        column.model_copy(update={"blocks": blocks})
        for column in tab.columns
        if (blocks := seen(column.blocks, reader))
    ]
    return tab.model_copy(update={"columns": tuple(columns)}) if columns else None


def seen(blocks: Sequence[Block], reader: Reader) -> tuple[Block, ...]:
    """Those of the blocks that show something, as far as they may."""
    return tuple(shown for block in filled(blocks) if (shown := block.cut(reader)) is not None)


def filled(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks that have something to show."""
    return (block for block in blocks if not block.is_bare())
