/** What a decision asks for beside a comment: to whom, to which step, in which order. */
import { Radio } from "antd";
import { useTranslation } from "react-i18next";
import type { Instance, OwnTask } from "~/api/flows";
import { Select } from "~/ui/Select";
import { PeopleSelect } from "../people/PeopleSelect";
import { PersonSelect } from "../people/PersonSelect";
import { type Asked, isComplete, placesToJump, spotsOf } from "./deedInput";
import type { Deed } from "./deeds";
import styles from "./Instance.module.css";

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
export function DeedFields({ deed, instance, task, given, tried, onChange }: DeedFieldsProps) {
  const { t } = useTranslation("flows");
  const isMissing = tried && !isComplete(deed, given, instance);
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
          <p className={styles.quiet}>{t(`where_explained.${given.where}`)}</p>
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
    case "replace-approver":
      return (
        <>
          <Spots instance={instance} given={given} onChange={onChange} />
          <label className={styles.label} htmlFor="deed-to">
            {t("replaced_by")}
          </label>
          <PersonSelect
            id="deed-to"
            label={t("replaced_by")}
            value={given.to}
            onChange={(to) => onChange({ to })}
          />
          {missing}
        </>
      );
    case "jump":
      return (
        <>
          <Branches instance={instance} given={given} onChange={onChange} />
          <label className={styles.label} htmlFor="deed-target">
            {t("jump_to")}
          </label>
          <Select<string>
            id="deed-target"
            value={given.target}
            placeholder={t("choose_step")}
            options={placesToJump(instance, given).map(({ key, title }) => ({ value: key, label: title }))}
            onChange={(target) => onChange({ target })}
          />
          {isMissing ? (
            <p className={styles.problem} role="alert">
              {t("step_needed")}
            </p>
          ) : null}
        </>
      );
    case "approve":
      return <Choices instance={instance} given={given} onChange={onChange} />;
    default:
      return null;
  }
}

/** Whose task goes to another, or which step gets somebody where nobody was found. */
function Spots({ instance, given, onChange }: Pick<DeedFieldsProps, "instance" | "given" | "onChange">) {
  const { t } = useTranslation("flows");
  const spots = spotsOf(instance);
  if (spots.length <= 1 && instance.waiting.length <= 1)
    return <p className={styles.label}>{spots[0]?.person ?? spots[0]?.node}</p>;
  return (
    <>
      <label className={styles.label} htmlFor="deed-spot">
        {t("instead_of")}
      </label>
      <Select<string>
        id="deed-spot"
        value={given.spot}
        options={spots.map(({ key, person, node }) => ({
          value: key,
          label: person ? t("person_at", { person, node }) : t("nobody_at", { node }),
        }))}
        onChange={(spot) => onChange({ spot })}
      />
    </>
  );
}

/** Which branch goes on elsewhere, where there are several. */
function Branches({ instance, given, onChange }: Pick<DeedFieldsProps, "instance" | "given" | "onChange">) {
  const { t } = useTranslation("flows");
  if (instance.standing.length <= 1)
    return <p className={styles.label}>{t("stands_at", { node: instance.standing[0]?.node.title ?? "" })}</p>;
  return (
    <>
      <label className={styles.label} htmlFor="deed-branch">
        {t("jump_what")}
      </label>
      <Select<number>
        id="deed-branch"
        value={given.branch ?? 0}
        options={[
          { value: 0, label: t("jump_whole") },
          ...instance.standing.map(({ token, node }) => ({
            value: token,
            label: t("jump_branch", { node: node.title }),
          })),
        ]}
        onChange={(branch) => onChange({ branch: branch || null, target: null })}
      />
    </>
  );
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
