/** Gives the field kinds what lies above them: pickers, titles, other fields, opening a record. */
import { type ReactNode, useContext, useMemo } from "react";
import { useNavigate } from "react-router";
import { formOf } from "~/api/apps";
import { files } from "~/api/files";
import { useMe } from "~/api/session";
import { KindContext, type KindContextValue } from "~/kinds/context";
import { fieldKind } from "~/kinds/registry";
import { useLocale } from "~/ui/appearance";
import { AppContext } from "./AppContext";
import { addresses } from "./addresses";
import { FieldCell, FieldCellEdit, FieldEdit, FieldRead } from "./fields";
import { lookup } from "./lookup";

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

  const value = useMemo((): KindContextValue => {
    const looking = lookup(app?.key ?? "");
    const addressOf = (form: string, id: number): string => addresses.record(app?.key ?? "", form, id);
    return {
      ...looking,
      locale,
      timeZone: company.time_zone,
      baseCurrency: company.base_currency,
      rates: company.rates,
      me: { id: person.id, title: person.name, department: person.department?.id ?? null },
      forms: app?.forms ?? [],
      form: (key) => (app ? formOf(app, key) : undefined),
      addressOf,
      open: onOpen ?? ((form, id) => void navigate(addressOf(form, id))),
      upload: files.upload,
      files,
      kind: fieldKind,
      Edit: FieldEdit,
      Read: FieldRead,
      Cell: FieldCell,
      CellEdit: FieldCellEdit,
    };
  }, [app, person, company, locale, navigate, onOpen]);

  return <KindContext value={value}>{children}</KindContext>;
}
