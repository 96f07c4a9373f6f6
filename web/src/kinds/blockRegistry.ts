/** Every kind of block by its file's name. */
import { addWords } from "~/words";
import type { BlockKind } from "./defineBlock";

const files = import.meta.glob<{ default: BlockKind }>(["./blocks/*.tsx", "!./blocks/*.test.tsx"], {
  eager: true,
});

const kinds: ReadonlyMap<string, BlockKind> = new Map(
  Object.entries(files).map(([path, file]) => {
    const name = path.replace("./blocks/", "").replace(".tsx", "");
    if (file.default.kind !== name) throw new Error(`${path} defines the kind "${file.default.kind}".`);
    if (file.default.words) addWords(`block.${name}`, file.default.words);
    return [name, file.default];
  }),
);

/** The kind of that name; a page leaves out blocks of a kind that this build does not know. */
export function blockKind(kind: string): BlockKind | undefined {
  return kinds.get(kind);
}
