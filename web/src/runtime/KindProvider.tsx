/** Gives the field kinds what lies above them: pickers, titles, other fields, opening a record. */
import { type ReactNode, useContext, useMemo, useState } from "react";
import { useNavigate } from "react-router";
import { formOf } from "~/api/apps";
import { files } from "~/api/files";
import { useMe } from "~/api/session";
import { KindContext, type KindContextValue } from "~/kinds/context";
import { fieldKind } from "~/kinds/registry";
import { useLocale } from "~/ui/appearance";
import { later } from "~/ui/later";
import { weekStartOf } from "~/ui/weekStart";
import { AppContext } from "./AppContext";
import { addresses } from "./addresses";
import { FieldCell, FieldCellEdit, FieldEdit, FieldRead } from "./fields";
import { lookup } from "./lookup";
import type { Pressed } from "./record/Pressing";

const Listed = later(async () => (await import("./record/ListedRecords")).ListedRecords, null);
const Pressing = later(async () => (await import("./record/Pressing")).Pressing, null);

interface KindProviderProps {
  /** Opens a linked record; by default its own page. */
  onOpen?: (form: string, id: number) => void;
  children: ReactNode;
}

export function KindProvider({ onOpen, children }: KindProviderProps) {
  const app = useContext(AppContext);
  const { person, company } = useMe();
  const locale = useLocale();
  const navigate = useNavigate();
  const [pressed, setPressed] = useState<Pressed | null>(null);

  const value = useMemo((): KindContextValue => {
    const looking = lookup(app?.key ?? "");
    const addressOf = (form: string, id: number): string => addresses.record(app?.key ?? "", form, id);
    return {
      ...looking,
      locale,
      timeZone: company.time_zone,
      weekStart: weekStartOf(company.week_start),
      baseCurrency: company.base_currency,
      rates: company.rates,
      me: { id: person.id, title: person.name, department: person.department?.id ?? null },
      forms: app?.forms ?? [],
      form: (key) => (app ? formOf(app, key) : undefined),
      addressOf,
      open: onOpen ?? ((form, id) => void navigate(addressOf(form, id))),
      press: (key, record, button) => {
        const form = app && formOf(app, key);
        if (form) setPressed({ form, record, button });
      },
      upload: files.upload,
      files,
      Listed,
      kind: fieldKind,
      Edit: FieldEdit,
      Read: FieldRead,
      Cell: FieldCell,
      CellEdit: FieldCellEdit,
    };
  }, [app, person, company, locale, navigate, onOpen]);

  return (
    <KindContext value={value}>
      {children}
      {pressed ? (
        <Pressing
          key={`${pressed.form.key} ${pressed.record.id} ${pressed.button.key}`}
          {...pressed}
          onEnd={() => setPressed(null)}
        />
      ) : null}
    </KindContext>
  );
}
