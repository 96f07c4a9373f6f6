/** What a role may do is read as people speak of it, and written as little as it can be. */
import { expect, test } from "vitest";
import type { Grant } from "~/schema/types";
import { roleOf, setFieldAccess, setScopes } from "../document/commands/roles";
import type { Json } from "../document/json";
import { formOf } from "../document/model";
import { begin, perform, undo } from "../document/session";
import { DOCUMENT } from "../document/trial";
import {
  ACTIONS,
  accessOf,
  fieldLines,
  grantOf,
  keptFields,
  PRESETS,
  presetGrant,
  presetOf,
  reach,
  writtenAccess,
} from "./grants";

const GRANT: Grant = {
  form: "visit",
  scopes: { view: [{ kind: "owner" }], edit: [] },
  fields: { amount: "hidden", lines: "read", "lines.quantity": "write" },
  other_fields: "masked",
};

test.each(PRESETS)("the preset %s is known again, and keeps what was said of fields", (preset) => {
  const made = presetGrant(preset, "visit", GRANT) as unknown as Grant | null;

  expect(presetOf(made)).toBe(preset);
  if (made) expect(made.fields).toEqual(GRANT.fields);
});

test("what is nobody's preset is one's own making", () => {
  expect(presetOf(GRANT)).toBeNull();
  expect(presetOf({ form: "visit", scopes: { view: [] } })).toBe("nothing");
});

test("an action reaches every record, some, or none", () => {
  expect(ACTIONS.map((action) => reach(GRANT, action)).filter((far) => far !== "none")).toEqual(["some"]);
  expect(reach({ form: "visit", scopes: { view: [{ kind: "own" }, { kind: "all" }] } }, "view")).toBe("all");
});

test("a column has at most what its sub-table has, and nobody writes what is computed", () => {
  expect(accessOf(GRANT, "amount", false)).toBe("hidden");
  expect(accessOf(GRANT, "day", false)).toBe("masked");
  expect(accessOf(GRANT, "lines.quantity", false)).toBe("read");
  expect(accessOf(GRANT, "lines.item", false)).toBe("read");
  expect(accessOf({ form: "visit" }, "amount", true)).toBe("read");
  expect(accessOf(null, "amount", false)).toBe("write");
});

test("an access that holds anyway is not written down", () => {
  expect(writtenAccess(GRANT, "day", "masked")).toBeUndefined();
  expect(writtenAccess(GRANT, "day", "write")).toBe("write");
  expect(writtenAccess(GRANT, "lines.item", "read")).toBeUndefined();
  expect(writtenAccess(null, "day", "write")).toBeUndefined();
});

test("fields that a role does not see whole are counted with the columns of sub-tables", () => {
  const form = formOf(DOCUMENT, "visit");
  if (!form) throw new Error("The trial document has visits.");

  expect(fieldLines(form).map(({ path }) => path)).toEqual([
    "name",
    "amount",
    "day",
    "lines",
    "lines.item",
    "lines.quantity",
  ]);
  expect(keptFields(GRANT, form)).toBe(3);
  expect(keptFields(null, form)).toBe(0);
});

test("rights on a form that the role had none on are undone without a trace", () => {
  const session = begin(1, DOCUMENT);
  const granted = (document: Json): Grant | null => {
    const role = roleOf(document, "seller");
    return role ? grantOf(role, "customer") : null;
  };

  const edits = [
    ...setScopes(session.document, "seller", "customer", "view", [{ kind: "all" }]),
    ...setFieldAccess(DOCUMENT, "seller", "visit", "amount", "read"),
  ];
  const done = perform(session, { what: "rights", name: "", edits });

  expect(granted(done.document)?.scopes).toEqual({ view: [{ kind: "all" }] });
  expect(granted(session.document)).toBeNull();
  expect(undo(done).session.document).toEqual(DOCUMENT);
});
