/** Every field kind by its file's name. */
import { addWords } from "~/words";
import type { FieldKind } from "./define";
import { unknownKind } from "./unknown";

const files = import.meta.glob<{ default: FieldKind }>(["./fields/*.tsx", "!./fields/*.test.tsx"], {
  eager: true,
});

const kinds: ReadonlyMap<string, FieldKind> = new Map(
  Object.entries(files).map(([path, file]) => {
    const name = path.replace("./fields/", "").replace(".tsx", "");
    if (file.default.kind !== name) throw new Error(`${path} defines the kind "${file.default.kind}".`);
    if (file.default.words) addWords(`kind.${name}`, file.default.words);
    return [name, file.default];
  }),
);

export function fieldKind(kind: string): FieldKind {
  return kinds.get(kind) ?? unknownKind;
}
