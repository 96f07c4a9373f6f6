/** The record with which a page is drawn while it is designed: one of the published application. */
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { useParams } from "react-router";
import { useApp } from "~/api/apps";
import { keys } from "~/api/keys";
import type { Schema } from "~/api/kinds";
import { records } from "~/api/records";
import type { AppView, FormView, PageBlock, RecordData } from "~/api/types";
import type { PageAccess } from "~/kinds/defineBlock";
import { AppContext } from "~/runtime/AppContext";
import { flatten } from "~/runtime/flat";
import { KindProvider } from "~/runtime/KindProvider";
import { usePageAccess } from "~/runtime/page/usePageAccess";
import { onlyRead } from "../design/published";
import type { BlockDefinition } from "../document/commands/pages";
import { drawnBlock } from "./drawn";

export interface Shown {
  /** Null where there is no record to draw with. */
  access: PageAccess | null;
  form: FormView | null;
  record: RecordData | null;
  /** Whether the form is published. */
  isPublished: boolean;
  draw: (block: BlockDefinition, schema: Schema) => PageBlock | null;
}

const NOTHING: Shown = { access: null, form: null, record: null, isPublished: false, draw: () => null };
const ShownContext = createContext<Shown>(NOTHING);
const SPOKEN = { gone: true };

export const useShown = (): Shown => useContext(ShownContext);

interface ShownRecordProps {
  form: string;
  /** The record that was asked for, or else the one that was changed last. */
  id: number | null;
  children: ReactNode;
}

export function ShownRecord({ form: key, id, children }: ShownRecordProps) {
  const { app = "" } = useParams();
  const published = useApp(app).data;
  const found = published?.forms.find((one) => one.key === key);
  const form = useMemo(() => (found ? onlyRead(found) : null), [found]);
  const record = useQuery({
    enabled: form !== null,
    queryKey: [...keys.records(app, key), "shown", id],
    queryFn: async ({ signal }) => {
      if (!form) return null;
      const some =
        id === null ? await records.list(app, key, { sort: "-updated_at", limit: 1 }, signal) : null;
      const wanted = id ?? some?.items[0]?.id;
      return wanted === undefined ? null : flatten(form, await records.get(app, key, wanted, "*", signal));
    },
  });
  const [nowhere] = useState(() => () => undefined);
  if (!published || !form || !record.data)
    return (
      <ShownContext value={form ? { ...NOTHING, form, isPublished: true } : NOTHING}>{children}</ShownContext>
    );
  return (
    <AppContext value={published}>
      <KindProvider onOpen={nowhere}>
        <Lent app={published} form={form} record={record.data}>
          {children}
        </Lent>
      </KindProvider>
    </AppContext>
  );
}

interface LentProps {
  app: AppView;
  form: FormView;
  record: RecordData;
  children: ReactNode;
}

function Lent({ app, form, record, children }: LentProps) {
  const access = usePageAccess(form, record, SPOKEN);
  const shown: Shown = {
    access,
    form,
    record,
    isPublished: true,
    draw: (block, schema) => drawnBlock(block, schema, form, app),
  };
  return <ShownContext value={shown}>{children}</ShownContext>;
}
