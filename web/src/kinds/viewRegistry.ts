/** Every view kind by its file's name. */
import { addWords } from "~/words";
import type { ViewKind } from "./defineView";

const files = import.meta.glob<{ default: ViewKind }>(["./views/*.tsx", "!./views/*.test.tsx"], {
  eager: true,
});

const kinds: ReadonlyMap<string, ViewKind> = new Map(
  Object.entries(files).map(([path, file]) => {
    const name = path.replace("./views/", "").replace(".tsx", "");
    if (file.default.kind !== name) throw new Error(`${path} defines the kind "${file.default.kind}".`);
    if (file.default.words) addWords(`view.${name}`, file.default.words);
    return [name, file.default];
  }),
);

/** The kind of that name; views of a kind that this build does not know are shown as rows. */
export function viewKind(kind: string): ViewKind {
  const found = kinds.get(kind) ?? [...kinds.values()].find(({ hasColumns }) => hasColumns);
  if (!found) throw new Error("No kind of view shows rows.");
  return found;
}
