/** How a grid gathers and colours its rows, beside filter and order. */
import { BgColorsOutlined, GroupOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, FormView } from "~/api/types";
import { later } from "~/ui/later";
import { Panel } from "~/ui/Panel";
import { useCurrentApp } from "../AppContext";
import { type Columns, columnFields } from "../grid/columns";
import editors from "../grid/Editors.module.css";
import toolbar from "./Toolbar.module.css";

const GroupEditor = later(async () => (await import("../grid/GroupEditor")).GroupEditor, null);
const ColourEditor = later(async () => (await import("../grid/ColourEditor")).ColourEditor, null);

interface GridButtonsProps {
  form: FormView;
  /** What conditions may compare. */
  fields: ReadonlyMap<string, FieldView>;
  columns: Columns;
  phone: boolean;
  onAllOpen: (open: boolean) => void;
}

export function GridButtons({ form, fields, columns, phone, onAllOpen }: GridButtonsProps) {
  const { t } = useTranslation("grid");
  const app = useCurrentApp();
  const [open, setOpen] = useState<"groups" | "colours" | null>(null);
  const { groups, colours } = columns.settings;
  const called = groups.length > 0 ? t("groups.count", { count: groups.length }) : t("groups.title");
  return (
    <>
      <Panel
        bring={GroupEditor.bring}
        open={open === "groups"}
        onOpen={(shown) => setOpen(shown ? "groups" : null)}
        label={t("groups.title")}
        content={
          <div className={editors.panel}>
            <GroupEditor
              fields={columnFields(app, form)}
              groups={groups}
              onChange={(next) => columns.set({ groups: next })}
            />
            {groups.length > 0 ? (
              <div className={editors.all}>
                <Button type="link" size="small" onClick={() => onAllOpen(true)}>
                  {t("groups.open_all")}
                </Button>
                <Button type="link" size="small" onClick={() => onAllOpen(false)}>
                  {t("groups.close_all")}
                </Button>
              </div>
            ) : null}
          </div>
        }
      >
        <Button
          type="text"
          icon={<GroupOutlined aria-hidden />}
          className={groups.length > 0 ? (toolbar.active ?? "") : ""}
          aria-expanded={open === "groups"}
          {...(phone ? { "aria-label": called } : {})}
        >
          {phone ? null : called}
        </Button>
      </Panel>
      {phone ? null : (
        <Panel
          bring={ColourEditor.bring}
          open={open === "colours"}
          onOpen={(shown) => setOpen(shown ? "colours" : null)}
          label={t("colours.title")}
          content={
            <div className={editors.wide}>
              <ColourEditor
                fields={fields}
                colours={colours}
                onChange={(next) => columns.set({ colours: next })}
              />
            </div>
          }
        >
          <Button
            type="text"
            icon={<BgColorsOutlined aria-hidden />}
            className={colours.length > 0 ? (toolbar.active ?? "") : ""}
            aria-expanded={open === "colours"}
          >
            {colours.length > 0 ? t("colours.count", { count: colours.length }) : t("colours.title")}
          </Button>
        </Panel>
      )}
    </>
  );
}
