/** The library's drawer for pages that begin without one. */
import type { DrawerProps } from "antd";
import type { ComponentType } from "react";
import { onceOpen } from "./later";
import { usePhone } from "./phone";

/** On a phone there is nothing beside what opens over a drawer, so the drawer stays where it is. */
function staying(Part: ComponentType<DrawerProps>) {
  return function Staying(props: DrawerProps) {
    const phone = usePhone();
    return <Part push={!phone} {...props} />;
  };
}

export const Drawer = onceOpen<DrawerProps>(async () => staying((await import("antd/es/drawer")).default));
