/** What flows name is read by the names that people know. */
import { describe, expect, it } from "vitest";
import { type Named, parameterNames } from "../design/expression/scope";
import type { Json } from "../document/json";
import { conditionInWords } from "./conditionWords";
import { recordSourcesOf, targetOf } from "./linked";

describe("words", () => {
  const scope: readonly Named[] = [
    {
      path: "amount",
      label: "Amount",
      field: { kind: "number", key: "amount" },
      form: "order",
      rows: null,
      by: null,
    },
    {
      path: "stage",
      label: "Stage",
      field: { kind: "choice", key: "stage", options: [{ key: "won", label: { en: "Won" } }] },
      form: "order",
      rows: null,
      by: null,
    },
  ];
  const said = (text: string): string => conditionInWords(text, scope, "en", { and: " and ", or: " or " });

  it("names fields and options, and joins what is to hold together", () => {
    expect(said('AND(amount >= 1000, stage <> "won")')).toBe("Amount ≥ 1000 and Stage ≠ Won");
    expect(said('OR(stage = "won", AND(amount > 1, amount < 5))')).toBe(
      "Stage = Won or Amount > 1 and Amount < 5",
    );
    expect(said("amount > 1000")).toBe("Amount > 1000");
  });

  it("names parameters", () => {
    const parameters = [{ key: "limit", label: { en: "Limit" }, type: "number" }];
    const names = [...scope, ...parameterNames({ parameters }, "en")];
    expect(conditionInWords("amount > PARAM.limit", names, "en", { and: " and ", or: " or " })).toBe(
      "Amount > Limit",
    );
  });

  it("leaves as it is what it cannot take apart", () => {
    expect(said('AND(amount > 1) = OR("a, (b", amount)')).toBe("AND(Amount > 1) = OR(a, (b, Amount)");
  });
});

describe("linked records", () => {
  const inverse: Json = { key: "orders", label: { en: "Orders" } };
  const document: Json = {
    forms: [
      {
        key: "order",
        fields: [
          { kind: "link", key: "buyer", form: "customer", inverse },
          { kind: "sub_table", key: "lines", fields: [] },
        ],
      },
      { key: "customer", fields: [{ kind: "text", key: "name" }] },
    ],
  };

  it("are reached by links from both sides, but not by lines", () => {
    expect(recordSourcesOf(document, "order").map(({ key }) => key)).toEqual(["buyer"]);
    expect(recordSourcesOf(document, "customer").map(({ key }) => key)).toEqual(["orders"]);
    expect(targetOf(document, "customer", { source: "orders" })?.key).toBe("order");
    expect(targetOf(document, "order", { form: "customer" })?.key).toBe("customer");
    expect(targetOf(document, "order", { source: "lines" })).toBeUndefined();
  });
});
