/** Linked records open over the page, one over the other; leaving the page closes them all. */
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { useLocation } from "react-router";
import { later } from "~/ui/later";
import { KindProvider } from "../KindProvider";

const RecordDrawer = later(async () => (await import("./RecordDrawer")).RecordDrawer, null);

interface Opened {
  form: string;
  id: number;
}

export function OpenRecords({ children }: { children: ReactNode }) {
  const [stack, setStack] = useState<readonly Opened[]>([]);
  const { pathname } = useLocation();
  const open = useCallback((form: string, id: number) => setStack((before) => [...before, { form, id }]), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is the reason, not a value that is read
  useEffect(() => setStack([]), [pathname]);

  return (
    <KindProvider onOpen={open}>
      {children}
      {stack.map(({ form, id }, depth) => (
        <RecordDrawer
          // biome-ignore lint/suspicious/noArrayIndexKey: the same record may lie in the stack twice
          key={`${depth} ${form} ${id}`}
          form={form}
          id={id}
          onClose={() => setStack((before) => before.slice(0, depth))}
        />
      ))}
    </KindProvider>
  );
}
