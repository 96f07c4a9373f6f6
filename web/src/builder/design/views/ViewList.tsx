/** The views of a form in the designer: chosen, added, ordered, copied, put first and removed. */
import { PlusOutlined } from "@ant-design/icons";
import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useOutline } from "~/api/designing";
import { viewKind } from "~/kinds/viewRegistry";
import { type Label, textOf } from "~/words";
import {
  addView,
  copyView,
  freeViewKey,
  moveView,
  removeView,
  type ViewDefinition,
  viewsOf,
} from "../../document/commands/views";
import type { Json } from "../../document/json";
import { fieldsOf, labelOf, sectionsOf } from "../../document/model";
import { useDesign, useDraft } from "../DesignContext";
import lists from "../Lists.module.css";
import { NamedList } from "../NamedList";
import { aView, FORM } from "../selection";
import styles from "./Views.module.css";

/** Columns that a new view begins with. */
const SHOWN_AT_FIRST = 8;

export function ViewList() {
  const { t } = useTranslation("viewing");
  const { app = "" } = useParams();
  const { document, form, locale, run, select, selection, enterSettings } = useDesign();
  const { session } = useDraft();
  const outline = useOutline(app, session.revision).data?.forms[form.key];
  const views = viewsOf(document, form.key);
  const nameOf = (view: ViewDefinition): string => textOf(labelOf(view), locale) || view.key;

  function choose(key: string): void {
    select(aView(key));
    enterSettings();
  }

  function add(kind: string): void {
    const choice = outline?.view_kinds.find((one) => one.kind === kind);
    if (!choice) return;
    const order = sectionsOf(form).flatMap(({ cells }) => cells.map(({ field }) => field));
    const settings = Object.fromEntries(
      choice.settings.flatMap(({ name, many, required, arranged, member, choices }): [string, Json][] => {
        if (many && arranged) {
          const shown = order.filter((key) => choices.includes(key)).slice(0, SHOWN_AT_FIRST);
          return [[name, shown.map((key) => (member ? { [member]: key } : key))]];
        }
        return required && choices[0] ? [[name, many ? [choices[0]] : choices[0]]] : [];
      }),
    );
    const key = freeViewKey(document, `${form.key}_${kind}`.slice(0, 36));
    const label: Label = { ...choice.title };
    if (run("add_view", textOf(label, locale), addView({ kind, key, form: form.key, label }, settings)))
      choose(key);
  }

  function copy(view: ViewDefinition): void {
    const key = freeViewKey(document, view.key);
    const label = labelOf(view);
    const suffixed: Label = {
      "zh-CN": label["zh-CN"] ? label["zh-CN"] + t("copy_suffix", { lng: "zh-CN" }) : "",
      en: label.en ? label.en + t("copy_suffix", { lng: "en" }) : "",
    };
    if (run("copy_view", nameOf(view), copyView(document, view, key, suffixed))) choose(key);
  }

  function remove(view: ViewDefinition): void {
    if (run("remove_view", nameOf(view), removeView(document, view.key))) select(FORM);
  }

  return (
    <section aria-label={t("views")}>
      <NamedList
        label={t("views")}
        items={views}
        chosen={selection.part === "view" ? selection.keys[0] : undefined}
        nameOf={nameOf}
        iconOf={({ kind }) => <KindIcon kind={kind} />}
        markOf={(view) => (view === views[0] ? <Tag>{t("first")}</Tag> : null)}
        moreOf={(name) => t("more_of", { name })}
        menuOf={(view) => [
          { key: "copy", label: t("copy"), onClick: () => copy(view) },
          {
            key: "first",
            label: t("put_first"),
            disabled: view === views[0],
            onClick: () => run("move_view", nameOf(view), moveView(view.key, views[0]?.key ?? null)),
          },
          { key: "remove", label: t("remove"), danger: true, onClick: () => remove(view) },
        ]}
        none={t("none")}
        onChoose={(key) => select(aView(key))}
        onMove={(key, before) => run("move_view", "", moveView(key, before))}
      />
      <h3 className={styles.head}>{t("add")}</h3>
      <div className={styles.kinds}>
        {outline?.view_kinds.map(({ kind, title }) => (
          <button key={kind} type="button" className={styles.kind} onClick={() => add(kind)}>
            <KindIcon kind={kind} />
            <span>{textOf(title, locale)}</span>
            <PlusOutlined aria-hidden className={styles.plus} />
          </button>
        ))}
      </div>
      {fieldsOf(form).length === 0 ? <p className={lists.quiet}>{t("no_fields")}</p> : null}
    </section>
  );
}

function KindIcon({ kind }: { kind: string }) {
  const { icon: Icon } = viewKind(kind);
  return <Icon aria-hidden />;
}
