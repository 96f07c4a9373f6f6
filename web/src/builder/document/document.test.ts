/** Everything that can be done can be undone, is told to the server faithfully, and survives what others do. */
import { expect, test } from "vitest";
import { type Done, judge } from "./change";
import { addFields, placeFields, removeFields } from "./commands/fields";
import { addForm, removeForm } from "./commands/forms";
import { removeSection, setColumns } from "./commands/sections";
import { changeKind, mentions, renameField, setMember, setText } from "./commands/settings";
import { addStatic, type Static } from "./commands/statics";
import type { Edit } from "./edit";
import type { Json } from "./json";
import { fieldOf, fieldsOf, fieldsPlace, formOf, sectionsOf, unplaced } from "./model";
import { suggestKey } from "./names";
import { placeAt, pointerOf, read } from "./place";
import {
  acknowledge,
  begin,
  decide,
  isSaved,
  meet,
  perform,
  redo,
  type Session,
  send,
  undo,
} from "./session";
import { anything, chance, DOCUMENT, patched, pick, word } from "./trial";

const RUNS = 120;
const STEPS = 14;

const did = (session: Session, edits: readonly Edit[]): Session => perform(session, { what: "test", edits });

function some(session: Session, seed: number, steps = STEPS): Session {
  const by = chance(seed);
  let current = session;
  for (let step = 0; step < steps; step += 1) current = did(current, anything(current.document, by));
  return current;
}

function allUndone(session: Session): Session {
  let current = session;
  while (current.past.length > 0) {
    const stepped = undo(current);
    expect(stepped.isStale).toBe(false);
    current = stepped.session;
  }
  return current;
}

/** The draft with all that waits, as the server makes it of what it is sent. */
function saved(session: Session): Session {
  const sending = send(session);
  if (!sending) return session;
  const theirs = patched(session.saved, sending.batch.operations);
  return saved(acknowledge(sending.session, session.revision + 1, theirs));
}

const labelAt = (document: Json, form: string, field: string) => fieldOf(document, form, field)?.label;
const setLabel = (session: Session, field: string, text: string): Session =>
  did(session, setText(session.document, [...fieldsPlace("visit"), { key: field }], "label", "en", text));

test("undoing everything gives the document of the beginning, and doing it again that of the end", () => {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const end = some(begin(1, DOCUMENT), seed);

    let again = allUndone(end);
    expect(again.document, `seed ${seed}`).toEqual(DOCUMENT);
    while (again.future.length > 0) again = redo(again).session;

    expect(again.document, `seed ${seed}`).toEqual(end.document);
  }
});

test("the server makes the same document of what it is sent", () => {
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const end = some(begin(1, DOCUMENT), seed);

    const there = saved(end);

    expect(there.saved, `seed ${seed}`).toEqual(end.document);
    expect(isSaved(there)).toBe(true);
    expect(saved(allUndone(there)).saved, `seed ${seed}`).toEqual(DOCUMENT);
  }
});

test("what two do at once is either in the draft or laid aside, and the server makes the same of it", () => {
  let laidAside = 0;
  for (let seed = 1; seed <= RUNS; seed += 1) {
    const theirs = some(begin(1, DOCUMENT), seed + 10_000, 4).document;
    const mine = some(begin(1, DOCUMENT), seed, 6);

    const met = meet(mine, 2, theirs);

    const kept = new Set([...met.waiting, ...met.aside.map(({ change }) => change)].map(({ id }) => id));
    for (const { id, done } of mine.waiting) {
      // What is in neither had been done by the other one too, or was about something that is gone.
      const isNeedless = (each: Done): boolean =>
        judge(theirs, each) === "idle" || judge(met.document, each) === "idle";
      expect(kept.has(id) || done.every(isNeedless), `seed ${seed}, change ${id}`).toBe(true);
    }
    expect(saved(met).saved, `seed ${seed}`).toEqual(met.document);
    laidAside += met.aside.length;
    const gone = met.waiting.length === 0 ? met.document : allWaitingUndone(met);
    expect(gone, `seed ${seed}`).toEqual(theirs);
  }
  expect(laidAside).toBeGreaterThan(0);
});

/** Without one's own changes the other one's document is left: none of theirs was overwritten unseen. */
function allWaitingUndone(met: Session): Json {
  const operations = met.waiting.toReversed().flatMap(({ done }) => done.toReversed());
  let current = begin(1, met.document);
  for (const { opposite } of operations) current = did(current, [opposite]);
  return current.document;
}

test("changes of different places are both kept, whoever was first", () => {
  const mine = setLabel(begin(1, DOCUMENT), "amount", "Sum");
  const theirs = setLabel(begin(1, DOCUMENT), "name", "Title").document;

  const met = meet(mine, 2, theirs);

  expect(labelAt(met.document, "visit", "amount")).toEqual({ en: "Sum" });
  expect(labelAt(met.document, "visit", "name")).toEqual({ en: "Title" });
  expect(met.aside).toEqual([]);
});

test("a text that somebody else has changed is left as theirs until the person insists", () => {
  const mine = setLabel(begin(1, DOCUMENT), "amount", "Sum");
  const met = meet(mine, 2, setLabel(begin(1, DOCUMENT), "amount", "Price").document);

  expect(labelAt(met.document, "visit", "amount")).toEqual({ en: "Price" });
  const [aside] = met.aside;
  expect(aside?.clash).toMatchObject({ why: "changed", theirs: { en: "Price" } });
  const insisted = decide(met, aside?.change.id ?? 0, true);
  expect(labelAt(insisted.document, "visit", "amount")).toEqual({ en: "Sum" });
  expect(insisted.aside).toEqual([]);
  expect(decide(met, aside?.change.id ?? 0, false).document).toEqual(met.document);
});

test("a field that was removed while it was being changed comes back when the person insists", () => {
  const mine = setLabel(begin(1, DOCUMENT), "amount", "Sum");
  const theirs = did(begin(1, DOCUMENT), removeFields(DOCUMENT, "visit", ["amount"])).document;

  const met = meet(mine, 2, theirs);
  expect(fieldOf(met.document, "visit", "amount")).toBeUndefined();
  expect(met.aside[0]?.clash.why).toBe("gone");
  const insisted = decide(met, met.aside[0]?.change.id ?? 0, true);

  expect(labelAt(insisted.document, "visit", "amount")).toEqual({ en: "Sum" });
});

test("two fields of the same name made at once are two fields, and each is undone by its maker", () => {
  const target = { section: "main", before: "name" };
  const added = (label: string) => {
    const field = { kind: "text", key: "text", label: { en: label } };
    return did(begin(1, DOCUMENT), addFields(DOCUMENT, "visit", [field], target));
  };

  const met = meet(added("Mine"), 2, added("Theirs").document);

  expect(labelAt(met.document, "visit", "text")).toEqual({ en: "Theirs" });
  expect(labelAt(met.document, "visit", "text_2")).toEqual({ en: "Mine" });
  const shown = sectionsOf(formOf(met.document, "visit"))[0]?.cells.map(({ field }) => field);
  expect(shown).toEqual(expect.arrayContaining(["text", "text_2"]));
  const undone = undo(met).session.document;
  expect(fieldOf(undone, "visit", "text_2")).toBeUndefined();
  expect(labelAt(undone, "visit", "text")).toEqual({ en: "Theirs" });
});

test("what somebody else has changed since is not taken back over their head", () => {
  const mine = saved(setLabel(begin(1, DOCUMENT), "amount", "Sum"));
  const theirs = setLabel(begin(2, mine.saved), "amount", "Price").document;

  const stepped = undo(meet(mine, 3, theirs));

  expect(stepped.isStale).toBe(true);
  expect(labelAt(stepped.session.document, "visit", "amount")).toEqual({ en: "Price" });
});

test("an answer that was lost on its way is no change of somebody else", () => {
  const sending = send(setLabel(begin(1, DOCUMENT), "amount", "Sum"));
  const there = patched(DOCUMENT, sending?.batch.operations ?? []);

  const met = sending && meet(sending.session, 2, there);

  expect(met && isSaved(met)).toBe(true);
  expect(met?.document).toEqual(there);
});

test("the letters of a label are undone together, and what follows on its own", () => {
  let session = begin(1, DOCUMENT);
  for (const text of ["S", "Su", "Sum"]) {
    const edits = setText(
      session.document,
      [...fieldsPlace("visit"), { key: "amount" }],
      "label",
      "en",
      text,
    );
    session = perform(session, { what: "label", edits, merges: "label amount" });
  }
  session = did(session, setMember([...fieldsPlace("visit"), { key: "amount" }], "required", true));

  expect(session.past).toHaveLength(2);
  expect(undo(undo(session).session).session.document).toEqual(DOCUMENT);
});

test("a form without sections is laid out as it is shown before something is put into it", () => {
  const field = { kind: "date", key: "born", label: { en: "Born" } };
  const session = did(
    begin(1, DOCUMENT),
    addFields(DOCUMENT, "customer", [field], { section: "whole", before: "email" }),
  );

  const cells = sectionsOf(formOf(session.document, "customer"))[0]?.cells.map(({ field: key }) => key);
  expect(cells).toEqual(["name", "born", "email"]);
  expect(undo(session).session.document).toEqual(DOCUMENT);
});

test("a field put beside another makes two columns in which the others keep their line", () => {
  const edits = placeFields(DOCUMENT, "visit", ["name"], { section: "more", before: "day", beside: true });

  const section = sectionsOf(formOf(did(begin(1, DOCUMENT), edits).document, "visit"))[1];

  expect(section?.columns).toBe(2);
  expect(section?.cells).toEqual([
    { field: "lines", span: 2 },
    { field: "name", span: 1 },
    { field: "day", span: 1 },
  ]);
});

test("a line, a note or a picture goes between fields, and those behind it stay behind it", () => {
  const drawn = (item: Static, before: string | null) => {
    const { edits } = addStatic(DOCUMENT, "visit", item, { section: "main", before });
    const session = did(begin(1, DOCUMENT), edits);
    expect(undo(session).session.document).toEqual(DOCUMENT);
    return sectionsOf(formOf(session.document, "visit")).map(({ key, cells, joined }) =>
      [key, joined ? "goes on" : "begins", ...cells.map(({ field }) => field)].join(" "),
    );
  };

  const more = "more begins lines day";
  expect(drawn({}, "amount")).toEqual(["main begins name", "section goes on amount", more]);
  expect(drawn({ text: { en: "Mind" } }, "amount")).toEqual([
    "main begins name",
    "section goes on",
    "section_2 goes on amount",
    more,
  ]);
  expect(drawn({ picture: "name" }, "name")).toEqual(["section begins", "main begins name amount", more]);
  expect(drawn({ picture: "name" }, null)).toEqual(["main begins name amount", "section goes on", more]);
  expect(addStatic(DOCUMENT, "visit", {}, { section: "main", before: "name" }).edits).toEqual([]);
});

test("fields that a note or a picture parted stand together again when it is gone", () => {
  for (const item of [{ text: { en: "Mind" } }, { picture: "name" }]) {
    const { key, edits } = addStatic(DOCUMENT, "visit", item, { section: "main", before: "amount" });
    const { document } = did(begin(1, DOCUMENT), edits);
    const removed = did(begin(1, document), removeSection(document, "visit", key));

    const cells = (of: Json) => sectionsOf(formOf(of, "visit")).map((section) => section.cells);
    expect(cells(removed.document)).toEqual(cells(DOCUMENT));
    expect(undo(removed).session.document).toEqual(document);
  }
  const note = addStatic(DOCUMENT, "visit", { text: { en: "Mind" } }, { section: "main", before: null });
  const { document } = did(begin(1, DOCUMENT), note.edits);
  const { document: removed } = did(begin(1, document), removeSection(document, "visit", note.key));
  expect(removed).toEqual(DOCUMENT);
});

test("fields of a removed section stay on the form, and no cell is wider than its section", () => {
  const removed = did(begin(1, DOCUMENT), removeSection(DOCUMENT, "visit", "more"));
  const narrow = did(removed, setColumns(removed.document, "visit", "main", 1));

  const [section] = sectionsOf(formOf(narrow.document, "visit"));

  expect(section?.cells.map(({ field }) => field)).toEqual(["name", "amount", "lines", "day"]);
  expect(section?.cells.every(({ span }) => span === 1)).toBe(true);
});

test("removing a field takes it out of the layout, the order and the columns of views", () => {
  const document = did(begin(1, DOCUMENT), removeFields(DOCUMENT, "visit", ["amount", "day"])).document;

  expect(read(document, ["views", { key: "all" }, "columns"])).toEqual([{ field: "name" }]);
  expect(read(document, ["forms", { key: "visit" }, "sort"])).toEqual([]);
  expect(JSON.stringify(formOf(document, "visit"))).not.toContain("amount");
});

test("a key is changed with its cell and its title while nothing else speaks of it", () => {
  const document = did(begin(1, DOCUMENT), renameField(DOCUMENT, "customer", "name", "company")).document;

  expect(formOf(document, "customer")?.title_field).toBe("company");
  expect(fieldOf(document, "customer", "company")).toBeDefined();
  expect(mentions(DOCUMENT, "visit", "amount")).toBe(1);
  expect(mentions(DOCUMENT, "customer", "email")).toBe(0);
});

test("a new form comes into the menu and leaves it again", () => {
  const title = { kind: "text", key: "name", label: { en: "Name" } };
  const form = { key: "order", label: { en: "Order" }, icon: "FormOutlined", title };
  const session = did(begin(1, DOCUMENT), addForm(DOCUMENT, form));

  expect(read(session.document, ["menu", { key: "order" }, "form"])).toBe("order");
  expect(unplaced(formOf(session.document, "order") ?? { key: "" })).toEqual([]);
  const removed = did(session, removeForm(session.document, "customer")).document;
  expect(JSON.stringify(removed)).not.toContain("customer");
});

test("a place is found again by the pointer of a problem, wherever it has moved", () => {
  const place = placeAt(DOCUMENT, "/forms/0/fields/3/fields/1/minimum");

  expect(place).toEqual([
    "forms",
    { key: "visit" },
    "fields",
    { key: "lines" },
    "fields",
    { key: "quantity" },
    "minimum",
  ]);
  expect(pointerOf(DOCUMENT, place)).toBe("/forms/0/fields/3/fields/1/minimum");
});

test("keys read like the name they are made from", () => {
  expect(suggestKey("客户名称", [], "field")).toBe("ke_hu_ming_cheng");
  expect(suggestKey("Née Müller (2)", [], "field")).toBe("nee_muller_2");
  expect(suggestKey("2024 年", [], "field")).toBe("field_2024_nian");
  expect(suggestKey("Title", [], "field")).toBe("title_2");
  expect(suggestKey("名称", ["ming_cheng"], "field")).toBe("ming_cheng_2");
});

test("chance repeats itself", () => {
  expect(pick([1, 2, 3], chance(7))).toBe(pick([1, 2, 3], chance(7)));
  expect(word()).not.toBe(word());
});

test("a field of another kind keeps its name, its key and what both kinds can be told", () => {
  const session = begin(1, DOCUMENT);
  const [field] = fieldsOf(formOf(DOCUMENT, "visit"));
  if (!field) throw new Error("The form has no field.");
  const told = { ...field, required: true, default: "1", only_before: 1 };
  const fresh = { kind: "another", key: "fresh", label: { en: "Fresh" }, own: 2 };

  const changed = did(session, changeKind("visit", null, told, fresh, ["required", "default"]));

  const now = fieldOf(changed.document, "visit", field.key);
  expect(now).toEqual({ kind: "another", key: field.key, label: field.label, own: 2, required: true });
  expect(allUndone(changed).document).toEqual(DOCUMENT);
  expect(saved(changed).saved).toEqual(changed.document);
});
