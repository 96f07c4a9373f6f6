/** What a decision asks for beside a comment: to whom, to which step, in which order. */
import { Radio, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Instance, OwnTask } from "~/api/flows";
import type { Titled } from "~/api/types";
import { PeopleSelect } from "../people/PeopleSelect";
import { PersonSelect } from "../people/PersonSelect";
import type { Deed } from "./deeds";
import styles from "./Instance.module.css";

export interface Asked {
  to: number | null;
  people: readonly Titled[];
  target: string | null;
  where: "before" | "after" | "beside";
  rule: "all" | "any";
  resubmission: "rerun" | "direct";
  /** For later steps that leave the choice to whoever decides before them. */
  chosen: Readonly<Record<string, readonly Titled[]>>;
}

interface DeedFieldsProps {
  deed: Deed;
  instance: Instance;
  task: OwnTask | undefined;
  given: Asked;
  tried: boolean;
  onChange: (change: Partial<Asked>) => void;
}

const WHERE = ["before", "after", "beside"] as const;
const RULES = ["all", "any"] as const;
const AFTERWARDS = ["rerun", "direct"] as const;
const ids = (people: readonly Titled[]): number[] => people.map(({ id }) => id);

export function isComplete(deed: Deed, given: Asked): boolean {
  if (deed === "transfer" || deed === "delegate") return given.to !== null;
  return deed !== "add-signer" || given.people.length > 0;
}

/** What is sent of it. */
export function sentOf(deed: Deed, given: Asked, task: OwnTask | undefined): object {
  switch (deed) {
    case "transfer":
    case "delegate":
      return { to: given.to };
    case "return":
      return {
        to: given.target,
        ...(task?.resubmission === "choose" ? { resubmission: given.resubmission } : {}),
      };
    case "add-signer":
      return { where: given.where, people: ids(given.people), rule: given.rule };
    case "approve": {
      const chosen = Object.entries(given.chosen).filter(([, people]) => people.length > 0);
      return chosen.length > 0
        ? { chosen: Object.fromEntries(chosen.map(([node, people]) => [node, ids(people)])) }
        : {};
    }
    case "comment":
      return { people: ids(given.people) };
    default:
      return {};
  }
}

export function DeedFields({ deed, instance, task, given, tried, onChange }: DeedFieldsProps) {
  const { t } = useTranslation("flows");
  const isMissing = tried && !isComplete(deed, given);
  const missing = isMissing ? (
    <p className={styles.problem} role="alert">
      {t("to_needed")}
    </p>
  ) : null;
  switch (deed) {
    case "transfer":
    case "delegate":
      return (
        <>
          <label className={styles.label} htmlFor="deed-to">
            {t("to")}
          </label>
          <PersonSelect
            id="deed-to"
            label={t("to")}
            value={given.to}
            {...(task ? { besides: task.person.id } : {})}
            onChange={(to) => onChange({ to })}
          />
          {missing}
        </>
      );
    case "return":
      return (
        <>
          <label className={styles.label} htmlFor="deed-target">
            {t("return_to")}
          </label>
          <Select<string>
            id="deed-target"
            value={given.target}
            options={(task?.targets ?? []).map(({ key, title }) => ({ value: key, label: title }))}
            onChange={(target) => onChange({ target })}
          />
          {task?.resubmission === "choose" ? (
            <Choice
              label={t("afterwards")}
              value={given.resubmission}
              options={AFTERWARDS.map((value) => ({
                value,
                label: t(value === "rerun" ? "rerun" : "direct"),
              }))}
              onChange={(resubmission) => onChange({ resubmission })}
            />
          ) : null}
        </>
      );
    case "add-signer":
      return (
        <>
          <label className={styles.label} htmlFor="deed-people">
            {t("signers")}
          </label>
          <PeopleSelect
            id="deed-people"
            label={t("signers")}
            value={given.people}
            onChange={(people) => onChange({ people })}
          />
          {missing}
          <Choice
            label={t("where")}
            value={given.where}
            options={WHERE.map((value) => ({ value, label: t(`where_is.${value}`) }))}
            onChange={(where) => onChange({ where })}
          />
          {given.where !== "beside" && given.people.length > 1 ? (
            <Choice
              label={t("rule")}
              value={given.rule}
              options={RULES.map((value) => ({ value, label: t(`rule_is.${value}`) }))}
              onChange={(rule) => onChange({ rule })}
            />
          ) : null}
        </>
      );
    case "comment":
      return (
        <>
          <label className={styles.label} htmlFor="deed-tell">
            {t("tell")}
          </label>
          <PeopleSelect
            id="deed-tell"
            label={t("tell")}
            value={given.people}
            onChange={(people) => onChange({ people })}
          />
        </>
      );
    case "approve":
      return <Choices instance={instance} given={given} onChange={onChange} />;
    default:
      return null;
  }
}

/** Who decides at the next step that leaves it to the one before. */
function Choices({ instance, given, onChange }: Pick<DeedFieldsProps, "instance" | "given" | "onChange">) {
  const { t } = useTranslation("flows");
  const stop = instance.path.find(({ when, chooser }) => when === "later" && chooser === "previous");
  if (!stop) return null;
  const { key, title } = stop.node;
  return (
    <>
      <label className={styles.label} htmlFor="deed-chosen">
        {t("choose_for", { node: title })}
      </label>
      <PeopleSelect
        id="deed-chosen"
        label={t("choose_for", { node: title })}
        value={given.chosen[key] ?? []}
        onChange={(people) => onChange({ chosen: { ...given.chosen, [key]: people } })}
      />
    </>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  options: { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, options, onChange }: ChoiceProps<Value>) {
  return (
    <>
      <span className={styles.label}>{label}</span>
      <Radio.Group
        aria-label={label}
        value={value}
        options={options}
        onChange={({ target }) => onChange(target.value as Value)}
      />
    </>
  );
}
