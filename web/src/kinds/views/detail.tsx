/** A list at the left and the whole record at the right; arrows go from one record to the next. */
import { ProfileOutlined } from "@ant-design/icons";
import { later } from "~/ui/later";
import type { DetailSettings } from "../DetailBody";
import { defineView } from "../defineView";

const Body = later(async () => (await import("../DetailBody")).DetailBody, null);

export default defineView<DetailSettings>({
  kind: "detail",
  icon: ProfileOutlined,
  Body,
  words: {
    "zh-CN": { untitled: "（无标题）", record: "记录" },
    en: { untitled: "(untitled)", record: "Record" },
  },
});
