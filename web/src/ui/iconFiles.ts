/** Every icon that a definition may name; the list alone is long, so that it comes with the first of them. */
import type { ComponentType } from "react";

const FOLDER = "../../node_modules/@ant-design/icons/es/icons";
const files = import.meta.glob<ComponentType>("../../node_modules/@ant-design/icons/es/icons/*Outlined.js", {
  import: "default",
});

export async function iconFile(name: string): Promise<ComponentType | undefined> {
  return await files[`${FOLDER}/${name}.js`]?.();
}
