/** A panel that comes from the bottom of a phone. */
import type { ReactNode } from "react";
import { Drawer } from "./Drawer";

const HIGHEST = "86dvh";

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
      // However much is in it, its head and its foot stay in sight.
      styles={{
        wrapper: { maxHeight: HIGHEST },
        section: { maxHeight: HIGHEST },
        body: { padding: "var(--space-4)" },
      }}
    >
      {children}
    </Drawer>
  );
}
