/** All fields of a record, as its form lays them out. */
import { type BlockProps, defineBlock } from "../defineBlock";

function Body({ page }: BlockProps) {
  return page.details();
}

export default defineBlock({
  kind: "details",
  Body,
  usual: () => [{ part: "main", key: "all_fields" }],
});
