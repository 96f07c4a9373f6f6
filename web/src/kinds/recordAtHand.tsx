/** The record in whose row, card or page fields are drawn: what is pressed there is pressed on it. */
import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { RecordData } from "~/api/types";

interface RecordAtHand {
  form: string;
  record: RecordData;
  /** Whether the keyboard goes through its fields one by one; in a grid it goes from cell to cell. */
  isReached: boolean;
}

const RecordContext = createContext<RecordAtHand | null>(null);

interface AtRecordProps {
  form: string;
  record: RecordData;
  isReached?: boolean;
  children: ReactNode;
}

export function AtRecord({ form, record, isReached = true, children }: AtRecordProps) {
  const value = useMemo(() => ({ form, record, isReached }), [form, record, isReached]);
  return <RecordContext value={value}>{children}</RecordContext>;
}

export function useRecordAtHand(): RecordAtHand | null {
  return useContext(RecordContext);
}
