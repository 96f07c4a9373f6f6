/** The library's drawer for pages that begin without one. */
import type { DrawerProps } from "antd";
import { onceOpen } from "./later";

export const Drawer = onceOpen<DrawerProps>(async () => (await import("antd/es/drawer")).default);
