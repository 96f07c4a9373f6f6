/** An expression tried on a real record: which one is chosen by its name, and what comes of it is shown. */
import { ExperimentOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { designing } from "~/api/designing";
import { keys } from "~/api/keys";
import { sentenceOf, told } from "~/api/problem";
import { records } from "~/api/records";
import type { FieldView } from "~/api/types";
import type { Tree } from "~/expression/evaluate";
import { computedText } from "~/kinds/computed";
import { type KindContextValue, useKinds } from "~/kinds/context";
import { Picker } from "~/kinds/Picker";
import { flatten } from "~/runtime/flat";
import { toExpression, useFacts } from "~/runtime/form/facts";
import { formOf } from "../../document/model";
import type { Place } from "../../document/place";
import { useDesign, useDraft } from "../DesignContext";
import { fieldView, formView } from "../draftView";
import styles from "./Expression.module.css";
import { expressionScope, ownerOf } from "./scope";
import { trialValues } from "./trialValues";

interface TrialProps {
  name: string;
  text: string;
  place: Place;
  form: string | undefined;
  isCondition: boolean;
}

const SLOTS = {};
/** Validations and gates may ask what stood there before. */
const OF_A_CHANGE: readonly unknown[] = ["validations", "gates"];

export function Trial({ name, text, place, form, isCondition }: TrialProps) {
  const { t } = useTranslation("expression");
  const { document } = useDesign();
  const { published } = useDraft();
  const [open, setOpen] = useState(false);
  const [id, setId] = useState<number | null>(null);
  const owner = ownerOf(document, place, form);
  // Rows have no names to be chosen by, and what nobody has published has no records.
  if (!owner || owner.rows !== null || !published.has(owner.form)) return null;
  if (!open)
    return (
      <Button
        size="small"
        type="text"
        icon={<ExperimentOutlined aria-hidden />}
        aria-label={t("try_of", { name })}
        onClick={() => setOpen(true)}
      >
        {t("try")}
      </Button>
    );
  return (
    <div className={styles.trial}>
      <Picker
        autoFocus
        source={`form:${owner.form}`}
        value={id}
        placeholder={t("try_record")}
        nothing={t("try_none")}
        control={{ "aria-label": t("try_record") }}
        onChange={setId}
      />
      {id !== null ? <Result {...{ id, text, place, form, isCondition }} home={owner.form} /> : null}
      <p className={styles.quiet}>{t("try_help")}</p>
    </div>
  );
}

interface ResultProps extends Omit<TrialProps, "name"> {
  id: number;
  home: string;
}

function Result({ id, home, text, place, form, isCondition }: ResultProps) {
  const { t } = useTranslation("expression");
  const { app = "" } = useParams();
  const { document, kinds, locale } = useDesign();
  const { session } = useDraft();
  const context = useKinds();
  const facts = useFacts(SLOTS);
  const tried = useQuery({
    queryKey: [...keys.outline(app, session.revision), "trial", home, id, text],
    gcTime: 0,
    retry: false,
    queryFn: async () => {
      const answer = await designing.expression(app, {
        form: home,
        rows: null,
        text,
        is_condition: isCondition,
        old: OF_A_CHANGE.includes(place[2]),
      });
      const [issue] = answer.issues;
      if (issue || !answer.tree) return { problem: issue ? told(issue) : "" };
      const tree = answer.tree as Tree;
      const definition = formOf(document, home);
      const record = await records.get(app, home, id);
      const flat = definition ? flatten(formView(definition, kinds, document), record) : record;
      const found = await trialValues(tree, flat, {
        scope: expressionScope(document, place, locale, form),
        view: ({ field }) => fieldView(field, kinds, document),
        toExpression,
        roots: facts.roots,
        linked: (other, linked) => records.get(app, other, linked),
      });
      if (found.missing !== null) return { problem: t("try_impossible", { path: found.missing }) };
      return { value: facts.evaluate(tree, found.values), type: answer.type };
    },
  });
  if (tried.isPending) return <p className={styles.result}>…</p>;
  if (tried.error) return <p className={styles.problem}>{sentenceOf(tried.error)}</p>;
  const { problem, value, type } = tried.data as { problem?: string; value?: unknown; type?: unknown };
  if (problem !== undefined) return <p className={styles.problem}>{problem}</p>;
  return (
    <output className={styles.result} data-holds={isCondition ? value === true : undefined}>
      {isCondition
        ? t(value === true ? "holds" : "holds_not")
        : (value === null ? "" : shown(value, type, context)) || t("blank")}
    </output>
  );
}

/** Small enough that a figure of the screen shows every digit of it. */
const MOST_DIGITS = 12;

/** A value as people read it, by its type. */
function shown(value: unknown, type: unknown, context: KindContextValue): string {
  if (Array.isArray(value)) return value.map((one) => shown(one, elementOf(type), context)).join("、");
  const name = typeof type === "string" ? type : (Object.keys(type ?? {})[0] ?? "");
  if (typeof value === "number") {
    const source = typeof type === "string" ? type : `form:${String(Object.values(type ?? {})[0])}`;
    return context.title(source, value) ?? `#${value}`;
  }
  if (name === "number")
    return Number(value).toLocaleString(context.locale, { maximumFractionDigits: MOST_DIGITS });
  return computedText(value, { ...ANY, type: { name } } as FieldView & object, context);
}

const ANY = {
  kind: "",
  key: "",
  label: {},
  operators: [],
  aggregates: [],
  computed: true,
  sortable: false,
};

function elementOf(type: unknown): unknown {
  return typeof type === "object" && type !== null && "list" in type ? type.list : "";
}
