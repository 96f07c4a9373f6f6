/** What people say about a record. */
import { type BlockProps, defineBlock } from "../defineBlock";

function Body({ page }: BlockProps) {
  return page.comments();
}

export default defineBlock({
  kind: "comments",
  Body,
  discusses: true,
  words: { "zh-CN": { heading: "评论" }, en: { heading: "Comments" } },
});
