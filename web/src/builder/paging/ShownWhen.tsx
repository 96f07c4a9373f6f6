/** When a tab or a block is shown: a condition over the record. */
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { ConditionEditor } from "../design/expression/ConditionEditor";
import { SettingLine } from "../design/settings/SettingLine";
import { setMember } from "../document/commands/settings";
import { type JsonObject, textIn } from "../document/json";
import type { Place } from "../document/place";
import { usePaging } from "./PagingContext";

interface ShownWhenProps {
  holder: JsonObject;
  place: Place;
  name: string;
}

const MEMBER = "visible_when";

export function ShownWhen({ holder, place, name }: ShownWhenProps) {
  const { t } = useTranslation("paging");
  const { design, page } = usePaging();
  const id = useId();
  const at = [...place, MEMBER];
  return (
    <SettingLine id={id} name={t("shown_when")} place={at} help={t("shown_when_help")}>
      <ConditionEditor
        id={id}
        name={t("shown_when")}
        value={textIn(holder[MEMBER])}
        place={at}
        form={page.form}
        onChange={(text) =>
          design.run("block", name, setMember(place, MEMBER, text || undefined), `when ${JSON.stringify(at)}`)
        }
        onDone={() => design.store.settle()}
      />
    </SettingLine>
  );
}
