/** Several people, departments or records in one field: picked one after another, each of them a tag. */
import { CloseOutlined } from "@ant-design/icons";
import type { SelectProps } from "antd";
import { type ComponentType, type KeyboardEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { titles } from "~/api/titles";
import type { ValueType } from "~/api/types";
import { Select } from "~/ui/controls";
import { i18n } from "~/words";
import { type Choice, type KindContextValue, type SearchOptions, useKinds, useTitle } from "./context";
import { control } from "./control";
import type {
  CellEditProps,
  CellProps,
  EditProps,
  FieldWith,
  FilterValueProps,
  Parsed,
  Values,
} from "./define";
import styles from "./field.module.css";
import { useHurry } from "./hurry";
import { useChoices } from "./Picker";
import { readName } from "./references";
import { useTyped } from "./typing";

export type Ids = readonly number[];

/** What tells one such kind from another. */
export interface Several<Settings> {
  /** The namespace of its words. */
  words: string;
  source: (field: FieldWith<Settings>) => string;
  /** How one of them is drawn where it is only read. */
  One: ComponentType<{ field: FieldWith<Settings>; id: number; name: string | undefined }>;
  /** In front of the name in a picker. */
  mark?: (title: string) => ReactNode;
  /** Offered before anything else while nothing is typed. */
  useFirst?: () => Choice;
  /** What narrows the choice in the record that is being filled in. */
  useNarrowing?: (field: FieldWith<Settings>, values: Values) => { link?: SearchOptions["link"] };
}

const SEPARATORS = /[,，;；、\n]/;
const unnarrowed = () => ({});
const noFirst = () => undefined;

interface PickerProps {
  source: string;
  value: Ids;
  onChange: (ids: number[]) => void;
  mark?: ((title: string) => ReactNode) | undefined;
  first?: Choice | undefined;
  link?: SearchOptions["link"] | undefined;
  /** The namespace of the kind's words. */
  words: string;
  placeholder?: string;
  over?: { typed: string | null; onKeyDown: (event: KeyboardEvent) => void };
  control?: object;
  label?: string;
  oneLine?: boolean;
  autoFocus?: boolean | undefined;
  onBlur?: (() => void) | undefined;
}

function SeveralPicker(props: PickerProps) {
  const { source, value, mark, over, first } = props;
  const { t } = useTranslation(props.words);
  const { title } = useKinds();
  const [open, setOpen] = useState(over !== undefined);
  const [typed, setTyped] = useTyped(over?.typed);
  const { choices, waiting } = useChoices(source, typed, props.link, open);
  const listed = choices.filter((choice) => !choice.inactive || value.includes(choice.id));
  const offered = first && typed === "" ? [first, ...listed.filter(({ id }) => id !== first.id)] : listed;
  function take(ids: number[]): void {
    titles.remember(
      source,
      offered.filter(({ id }) => ids.includes(id) && title(source, id) === undefined),
    );
    props.onChange(ids);
  }
  const hurry = useHurry(typed, open && waiting, () => {
    const [nearest] = offered;
    if (!nearest) return;
    setTyped("");
    if (!value.includes(nearest.id)) take([...value, nearest.id]);
  });
  const tag: SelectProps["tagRender"] = ({ value: id, disabled, onClose, isMaxTag, label }) =>
    isMaxTag ? (
      <span className={styles.moreTags}>{label}</span>
    ) : (
      <Tag
        source={source}
        id={Number(id)}
        mark={mark}
        takeOff={disabled ? undefined : (name) => t("take_off", { name })}
        onTakeOff={onClose}
      />
    );
  return (
    <Select<number[]>
      {...props.control}
      {...(props.label ? { "aria-label": props.label } : {})}
      {...(over ? { variant: "borderless" as const, popupMatchSelectWidth: 280 } : {})}
      {...(props.oneLine ? { maxTagCount: "responsive" as const } : {})}
      mode="multiple"
      className={styles.full ?? ""}
      value={[...value]}
      open={open}
      autoFocus={props.autoFocus ?? over !== undefined}
      placeholder={props.placeholder ?? ""}
      tagRender={tag}
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped, autoClearSearchValue: true }}
      loading={open && waiting}
      notFoundContent={waiting ? <span className={styles.quiet}>…</span> : t("nothing")}
      options={offered.map((choice) => ({ value: choice.id, label: choice.title, hint: choice.hint }))}
      optionRender={(option) => (
        <span className={styles.offer}>
          {mark?.(String(option.data.label))}
          <span className={styles.offerTitle}>{option.data.label}</span>
          {option.data.hint ? <span className={styles.offerHint}>{option.data.hint}</span> : null}
        </span>
      )}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) setTyped("");
      }}
      onChange={take}
      onInputKeyDown={(event) => {
        if (!hurry(event)) over?.onKeyDown(event);
      }}
      onBlur={() => props.onBlur?.()}
    />
  );
}

interface TagProps {
  source: string;
  id: number;
  mark: ((title: string) => ReactNode) | undefined;
  takeOff: ((name: string) => string) | undefined;
  onTakeOff: (event?: React.MouseEvent<HTMLElement>) => void;
}

function Tag({ source, id, mark, takeOff, onTakeOff }: TagProps) {
  const name = useTitle(source, id) ?? "…";
  return (
    <span className={`${styles.tag} ${styles.pill}`}>
      <span className={styles.named} title={name}>
        {mark?.(name)}
        <span>{name}</span>
      </span>
      {takeOff ? (
        <button
          type="button"
          tabIndex={-1}
          className={styles.takeOff}
          aria-label={takeOff(name)}
          onMouseDown={(event) => event.stopPropagation()}
          onClick={onTakeOff}
        >
          <CloseOutlined aria-hidden />
        </button>
      ) : null}
    </span>
  );
}

function filled(ids: Ids): Ids | null {
  return ids.length > 0 ? ids : null;
}

async function readNames(
  text: string,
  source: string,
  context: KindContextValue,
  say: (reason: "nobody" | "several", name: string) => string,
): Promise<Parsed<Ids>> {
  const whole = text.trim() ? await context.find(source, text.trim()) : [];
  const names = whole.length === 1 ? [text] : text.split(SEPARATORS).filter((name) => name.trim());
  const found: number[] = [];
  for (const name of names) {
    const read = await readName(name, source, context, (reason) => say(reason, name.trim()));
    if ("problem" in read) return read;
    if (read.value !== null && !found.includes(read.value)) found.push(read.value);
  }
  return { value: filled(found) };
}

interface About<Settings> {
  about: Several<Settings>;
}

export function SeveralEdit<Settings>({ about, ...props }: EditProps<Ids, Settings> & About<Settings>) {
  const { source, mark, useFirst = noFirst, useNarrowing = unnarrowed } = about;
  const { t } = useTranslation(about.words);
  return (
    <SeveralPicker
      source={source(props.field)}
      value={props.value ?? []}
      onChange={(ids) => props.onChange(filled(ids))}
      mark={mark}
      first={useFirst()}
      {...useNarrowing(props.field, props.values)}
      words={about.words}
      placeholder={props.compact ? "" : t("choose")}
      oneLine={props.compact ?? false}
      control={control(props)}
      autoFocus={props.autoFocus}
      onBlur={props.onBlur}
    />
  );
}

/** Stays open while they are ticked; Tab and Esc leave with what is ticked. */
export function SeveralCellEdit<Settings>({
  about,
  ...props
}: CellEditProps<Ids, Settings> & About<Settings>) {
  const { source, mark, useFirst = noFirst, useNarrowing = unnarrowed } = about;
  const [ids, setIds] = useState<Ids>(props.value ?? []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") props.onCommit(filled(ids), null);
    if (event.key === "Tab") {
      event.preventDefault();
      props.onCommit(filled(ids), event.shiftKey ? "left" : "right");
    }
  };
  return (
    <div className={styles.overCell}>
      <SeveralPicker
        source={source(props.field)}
        value={ids}
        onChange={setIds}
        mark={mark}
        first={useFirst()}
        {...useNarrowing(props.field, props.values)}
        words={about.words}
        oneLine
        over={{ typed: props.typed, onKeyDown }}
        onBlur={() => props.onCommit(filled(ids), null)}
      />
    </div>
  );
}

function Named<Settings>({ about, field, id }: About<Settings> & { field: FieldWith<Settings>; id: number }) {
  return <about.One field={field} id={id} name={useTitle(about.source(field), id)} />;
}

export function SeveralCell<Settings>({ about, field, value }: CellProps<Ids, Settings> & About<Settings>) {
  return (
    <span className={styles.chipLine}>
      {(value ?? []).map((id) => (
        <Named key={id} about={about} field={field} id={id} />
      ))}
    </span>
  );
}

export function SeveralRead<Settings>({ about, field, value }: CellProps<Ids, Settings> & About<Settings>) {
  return (
    <span className={styles.chips}>
      {(value ?? []).map((id) => (
        <Named key={id} about={about} field={field} id={id} />
      ))}
    </span>
  );
}

export function SeveralFilterValue<Settings>({
  about,
  ...props
}: FilterValueProps<Settings> & About<Settings>) {
  const { field, operand, value, onChange } = props;
  const { source, mark, useFirst = noFirst } = about;
  const { t } = useTranslation(about.words);
  const isList = operand.name === "list";
  const chosen = (Array.isArray(value) ? value : [value]).filter((id) => typeof id === "number");
  return (
    <span style={{ display: "inline-block", minWidth: 200 }}>
      <SeveralPicker
        source={source(field)}
        value={chosen}
        onChange={(ids) => onChange(isList ? ids : (ids.at(-1) ?? null))}
        mark={mark}
        first={useFirst()}
        words={about.words}
        label={t("choose")}
        placeholder={t("choose")}
        oneLine
      />
    </span>
  );
}

/** What such kinds have in common beside how they are drawn. */
export function severalKind<Settings>(about: Several<Settings>) {
  const { source } = about;
  const named = (ids: readonly unknown[], field: FieldWith<Settings>, { title, locale }: KindContextValue) =>
    ids.map((id) => title(source(field), Number(id)) ?? "…").join(locale === "en" ? ", " : "、");
  return {
    toText: (value: Ids | null, field: FieldWith<Settings>, context: KindContextValue) =>
      named(value ?? [], field, context),
    fromText: (text: string, field: FieldWith<Settings>, context: KindContextValue) =>
      readNames(text, source(field), context, (reason, name) =>
        i18n.t(`${about.words}:${reason}`, { text: name }),
      ),
    operandText: (
      value: unknown,
      _operand: ValueType,
      field: FieldWith<Settings>,
      context: KindContextValue,
    ) => named(Array.isArray(value) ? value : [value], field, context),
    toExpression: (value: Ids | null) => value,
    source,
    lists: true,
    width: 220,
    align: "left" as const,
  };
}
