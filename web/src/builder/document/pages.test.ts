/** What is done to the page of a record is told to the server faithfully, and can be taken back. */
import { expect, test } from "vitest";
import {
  type Area,
  addBlock,
  addTab,
  areasOf,
  blocksIn,
  copyBlock,
  freePartKey,
  layColumns,
  moveBlock,
  pageOf,
  removeBlock,
  removeTab,
  SIDE,
  standingOf,
  TOP,
  tabsOf,
} from "./commands/pages";
import { removeRole } from "./commands/roles";
import type { Edit } from "./edit";
import type { Json } from "./json";
import { acknowledge, begin, perform, type Session, send, undo } from "./session";
import { patched } from "./trial";

const block = (key: string) => ({ kind: "divider", key });
const FIRST: Area = { part: "column", tab: "main", column: "one" };
const SECOND: Area = { part: "column", tab: "main", column: "two" };
const DOCUMENT: Json = {
  pages: [
    {
      key: "overview",
      form: "place",
      tabs: [
        {
          key: "main",
          columns: [
            { key: "one", blocks: [block("a"), block("b")] },
            { key: "two", width: 2, blocks: [block("c")] },
          ],
        },
      ],
    },
  ],
};

function page(document: Json) {
  const found = pageOf(document, "overview");
  if (!found) throw new Error("The page is gone.");
  return found;
}

/** Every block of the page by its place. */
const shape = (document: Json): readonly (readonly string[])[] =>
  areasOf(page(document)).map((area) => blocksIn(page(document), area).map(({ key }) => key));

/** Does it, sends it, takes it back; gives what it came to. */
function tried(edits: readonly Edit[]): Json {
  const begun: Session = begin(1, DOCUMENT);
  const done = perform(begun, { what: "test", name: "", edits });
  const sending = send(done);
  expect(sending).not.toBeNull();
  if (sending) {
    const theirs = patched(DOCUMENT, sending.batch.operations);
    expect(theirs).toEqual(done.document);
    expect(acknowledge(sending.session, 2, theirs).document).toEqual(done.document);
  }
  expect(undo(done).session.document).toEqual(DOCUMENT);
  return done.document;
}

test("a block is added where it is dropped, also where there was none", () => {
  expect(shape(tried(addBlock(page(DOCUMENT), FIRST, block("x"), "b")))).toEqual([
    [],
    ["a", "x", "b"],
    ["c"],
    [],
  ]);
  expect(shape(tried(addBlock(page(DOCUMENT), TOP, block("x"), null)))[0]).toEqual(["x"]);
});

test("a block moves within its column, to another, and to where nothing was", () => {
  const moved = (name: string, into: Area, before: string | null) =>
    shape(tried(moveBlock(DOCUMENT, page(DOCUMENT), name, into, before)));

  expect(moved("b", FIRST, "a")).toEqual([[], ["b", "a"], ["c"], []]);
  expect(moved("a", SECOND, null)).toEqual([[], ["b"], ["c", "a"], []]);
  expect(moved("c", SIDE, null)).toEqual([[], ["a", "b"], [], ["c"]]);
});

test("a block that is dropped where it stands stays", () => {
  expect(moveBlock(DOCUMENT, page(DOCUMENT), "a", FIRST, "b")).toEqual([]);
  expect(moveBlock(DOCUMENT, page(DOCUMENT), "b", FIRST, null)).toEqual([]);
  expect(moveBlock(DOCUMENT, page(DOCUMENT), "gone", FIRST, null)).toEqual([]);
});

test("a copy stands below what it is of, under a key of its own", () => {
  const key = freePartKey(page(DOCUMENT), "a");
  const copied = tried(copyBlock(page(DOCUMENT), "a", key));

  expect(shape(copied)[1]).toEqual(["a", "a_2", "b"]);
  expect(standingOf(page(copied), key)?.block.kind).toBe("divider");
  expect(freePartKey(page(DOCUMENT), "main")).toBe("main_2");
});

test("a block goes, a tab goes with all in it, the last tab stays", () => {
  expect(shape(tried(removeBlock(page(DOCUMENT), "b")))[1]).toEqual(["a"]);
  expect(removeTab(page(DOCUMENT), "main")).toEqual([]);
  const two = tried(addTab(page(DOCUMENT), "more", { en: "More" }));
  expect(tabsOf(page(two)).map(({ key }) => key)).toEqual(["main", "more"]);
  expect(removeTab(page(two), "main")).toHaveLength(1);
});

test("fewer columns keep every block, more of them begin empty, and their shares are kept", () => {
  const laid = (widths: readonly number[]) =>
    tabsOf(page(tried(layColumns(DOCUMENT, page(DOCUMENT), "main", widths))))[0]?.columns.map(
      ({ width, blocks }) => [width, ...blocks.map(({ key }) => key)],
    );

  expect(laid([1])).toEqual([[1, "a", "b", "c"]]);
  expect(laid([2, 1])).toEqual([
    [2, "a", "b"],
    [1, "c"],
  ]);
  expect(laid([1, 2, 1])).toEqual([[1, "a", "b"], [2, "c"], [1]]);
});

test("a role that goes is taken off the pages, and a page that only it had goes or becomes everybody's", () => {
  const document: Json = {
    roles: [{ key: "seller" }, { key: "boss" }],
    pages: [
      { key: "both", form: "place", roles: ["seller", "boss"], tabs: [] },
      { key: "own", form: "place", roles: ["seller"], tabs: [] },
      { key: "all", form: "place", tabs: [] },
    ],
  };
  const pagesAfter = (own: "removed" | "everybody") => {
    const session = perform(begin(1, document), {
      what: "remove_role",
      name: "",
      edits: removeRole(document, "seller", own),
    });
    const { pages, roles } = session.document as {
      pages: { key: string; roles?: string[] }[];
      roles: unknown[];
    };
    expect(roles).toEqual([{ key: "boss" }]);
    return pages.map(({ key, roles: named }) => [key, named ?? []]);
  };

  expect(pagesAfter("removed")).toEqual([
    ["both", ["boss"]],
    ["all", []],
  ]);
  expect(pagesAfter("everybody")).toEqual([
    ["both", ["boss"]],
    ["own", []],
    ["all", []],
  ]);
});
