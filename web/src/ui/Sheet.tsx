/** A panel that comes from the bottom of a phone. */
import { Drawer } from "antd";
import type { ReactNode } from "react";

interface SheetProps {
  open: boolean;
  title?: ReactNode;
  footer?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

export function Sheet({ open, title, footer, onClose, children }: SheetProps) {
  return (
    <Drawer
      open={open}
      placement="bottom"
      size="auto"
      title={title}
      footer={footer}
      onClose={onClose}
      styles={{ wrapper: { maxHeight: "86dvh" }, body: { padding: "var(--space-4)" } }}
    >
      {children}
    </Drawer>
  );
}
