/** The settings of a flow as a whole: its name and mark, and what holds at all of its nodes. */
import { Input } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { textOf } from "~/words";
import design from "../../design/Design.module.css";
import { IconPicker } from "../../design/IconPicker";
import { LabelEditor } from "../../design/settings/LabelEditor";
import { SettingLine } from "../../design/settings/SettingLine";
import { flowPlace } from "../../document/commands/flows";
import { setMember, setText } from "../../document/commands/settings";
import { objectOf, textIn } from "../../document/json";
import { formOf, labelOf } from "../../document/model";
import { nameOfFlow, useFlowing } from "../FlowingContext";
import styles from "../Flows.module.css";
import { OwnProblems } from "./NodeSettings";
import { settingsWithUsual } from "./takes";
import { ValueEditor } from "./ValueEditor";

const POLICIES = "policies";

export function FlowSettings() {
  const { t } = useTranslation("flowing");
  const { flow, kinds, design: lent } = useFlowing();
  const { document, run, locale, store } = lent;
  const id = useId();
  const place = flowPlace(flow.key);
  const name = nameOfFlow(flow, locale);
  const policies = objectOf(flow.policies);
  const label = (member: string, isLong = false) => (
    <SettingLine id={`${id}-${member}`} name={t(`flow_${member}`)} place={[...place, member]}>
      <LabelEditor
        id={`${id}-${member}`}
        name={t(`flow_${member}`)}
        value={labelOf(flow, member)}
        locale={locale}
        isLong={isLong}
        onChange={(language, text) =>
          run("flow", name, setText(document, place, member, language, text), `${member} flow ${flow.key}`)
        }
        onDone={() => store.settle()}
      />
    </SettingLine>
  );
  return (
    <>
      <header className={design.settingsHead}>
        <span className={design.settingsKind}>{t("flow")}</span>
      </header>
      <OwnProblems place={place} />
      {label("label")}
      <SettingLine id={`${id}-form`} name={t("flow_form")} help={t("flow_form_help")}>
        <Input
          id={`${id}-form`}
          value={textOf(labelOf(formOf(document, flow.form)), locale) || flow.form}
          readOnly
        />
      </SettingLine>
      <SettingLine name={t("flow_icon")}>
        <IconPicker
          value={textIn(flow.icon) || "NodeIndexOutlined"}
          onChange={(icon) => run("flow", name, setMember(place, "icon", icon))}
        />
      </SettingLine>
      {label("description", true)}
      <h3 className={styles.waysTitle}>{t("policies")}</h3>
      {settingsWithUsual(kinds.policies).map((setting) => (
        <ValueEditor
          key={setting.name}
          setting={setting}
          root={kinds.policies}
          kind="flow"
          part={POLICIES}
          holder={policies}
          place={[...place, POLICIES, setting.name]}
          onChange={(value, typed = false) =>
            run(
              "flow",
              name,
              setMember([...place, POLICIES], setting.name, value),
              typed ? `${setting.name} ${flow.key}` : undefined,
            )
          }
          onDone={() => store.settle()}
        />
      ))}
      <p className={styles.quiet}>{t("canvas_help")}</p>
    </>
  );
}
