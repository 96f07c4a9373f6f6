/** Records as cards with a picture, as many in a line as there is room for; only those in sight are loaded. */
import { PictureOutlined } from "@ant-design/icons";
import { later } from "~/ui/later";
import { defineView } from "../defineView";
import type { GallerySettings } from "../GalleryBody";

const Body = later(async () => (await import("../GalleryBody")).GalleryBody, null);

export default defineView<GallerySettings>({
  kind: "gallery",
  icon: PictureOutlined,
  Body,
  words: {
    "zh-CN": { untitled: "（无标题）" },
    en: { untitled: "(untitled)" },
  },
});
