import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { FieldView } from "~/api/types";
import { KindContext } from "~/kinds/context";
import { FilterSentence } from "./FilterSentence";

const operators = [{ key: "is", words: { en: "is" }, operands: [{ name: "choice" }] }];
const field = (key: string) => ({ key, kind: key, label: { en: key }, operators }) as unknown as FieldView;
const fields = new Map(["place", "other"].map((key) => [key, field(key)]));

test("names that come later take the place of their codes, and nothing comes that no condition needs", async () => {
  let name = "440000";
  const kind = (key: string) => ({
    toText: () => name,
    prepare: async () => {
      if (key === "other") throw new Error("Nobody asked for this.");
      name = "Guangdong";
    },
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <KindContext value={{ locale: "en", kind } as never}>
        <FilterSentence
          filter={{ all: [{ field: "place", operator: "is", value: "440000" }] }}
          fields={fields}
        />
      </KindContext>
    </QueryClientProvider>,
  );

  expect(screen.getByText("place is 440000")).toBeDefined();
  expect(await screen.findByText("place is Guangdong")).toBeDefined();
});
