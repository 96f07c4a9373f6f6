/** One's own changes that would overwrite somebody else's: what each of them did, and the choice between the two. */
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { OPTION_SETS } from "../document/commands/optionSets";
import { isObject, type Json, objectOf } from "../document/json";
import { labelOf } from "../document/model";
import type { Place } from "../document/place";
import { read } from "../document/place";
import type { Aside } from "../document/rebase";
import styles from "./Design.module.css";
import { useBuilding, useDraft } from "./DesignContext";
import { type Selection, sharedOptions, someFields } from "./selection";

export function Asides({ onOpen }: { onOpen: (form: string, selection?: Selection) => void }) {
  const { session } = useDraft();
  if (session.aside.length === 0) return null;
  return (
    <div className={styles.asides} role="alert">
      {session.aside.map((aside) => (
        <AsideLine key={aside.change.id} aside={aside} onOpen={onOpen} />
      ))}
    </div>
  );
}

function AsideLine({
  aside,
  onOpen,
}: {
  aside: Aside;
  onOpen: (form: string, selection?: Selection) => void;
}) {
  const { t } = useTranslation("design");
  const { store } = useBuilding();
  const { session } = useDraft();
  const locale = useLocale();
  const { change, clash, insisting } = aside;
  const what = t(`did.${change.what}`, { name: change.name });
  const theirs = clash.theirs === undefined ? "" : inWords(clash.theirs, locale);
  const who = aside.by || t("somebody");
  const place = nameOfPlace(session.document, clash.at, locale);
  function open(): void {
    const [list, form, , field] = clash.at;
    if (typeof form === "object" && list === OPTION_SETS) onOpen("", sharedOptions(form.key));
    else if (typeof form === "object")
      onOpen(form.key, typeof field === "object" ? someFields([field.key]) : undefined);
  }
  return (
    <div className={styles.aside}>
      <span className={styles.asideText}>
        {clash.why === "gone"
          ? t("aside.gone", { what, who })
          : theirs && clash.at.includes("label")
            ? t("aside.named", { what, who, theirs })
            : theirs
              ? t("aside.changed_to", { what, who, place, theirs })
              : t("aside.changed", { what, who, place })}
      </span>
      <Button size="small" type="text" onClick={open}>
        {t("aside.look")}
      </Button>
      <Button size="small" onClick={() => store.decide(change.id, false)}>
        {t("aside.theirs")}
      </Button>
      {insisting.length > 0 ? (
        <Button size="small" type="primary" onClick={() => store.decide(change.id, true)}>
          {t("aside.mine")}
        </Button>
      ) : null}
    </div>
  );
}

/** "拜访 › 金额" for a place inside a field of a form. */
function nameOfPlace(document: Json, place: Place, locale: "zh-CN" | "en"): string {
  return place
    .flatMap((step, at) => {
      if (typeof step === "string") return [];
      const label = textOf(labelOf(objectOf(read(document, place.slice(0, at + 1)))), locale);
      return [label || step.key];
    })
    .join(" › ");
}

/** A value as a person reads it: a text or a label; nothing for what only the canvas can show. */
function inWords(value: Json, locale: "zh-CN" | "en"): string {
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (!isObject(value)) return "";
  const label = "label" in value ? labelOf(value) : labelOf({ label: value });
  return textOf(label, locale);
}
