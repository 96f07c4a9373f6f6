/** How a kind whose value is one thing known elsewhere by its id is shown, picked, filtered and pasted. */
import { type ComponentType, createElement, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { i18n, type Locale } from "~/words";
import { type Choice, type KindContextValue, useKinds, useTitle } from "./context";
import { control } from "./control";
import type { CellEditProps, CellProps, EditProps, FieldKind, FilterValueProps } from "./define";
import styles from "./field.module.css";
import { Picker } from "./Picker";
import { cellKeys, readName } from "./references";

interface Picking {
  /** The kind, which is also the source that is searched. */
  kind: string;
  /** Drawn in front of a name. */
  mark: (name: string) => ReactNode;
  /** Offered before anything else while nothing is typed. */
  first?: (kinds: KindContextValue, say: (word: string) => string) => Choice;
  width: number;
  /** `choose`, `nothing`, `nobody` and `several`, and what else the kind says. */
  words: Record<Locale, Record<string, string>>;
}

interface Picks {
  picking: Picking;
}

function usePicker({ kind, mark, first }: Picking) {
  const { t: say } = useTranslation(`kind.${kind}`);
  const kinds = useKinds();
  const common = { source: kind, mark, nothing: say("nothing") };
  return { choose: say("choose"), common: first ? { ...common, first: first(kinds, say) } : common };
}

function PickEdit({ picking, ...props }: EditProps<number> & Picks) {
  const { choose, common } = usePicker(picking);
  return (
    <Picker
      {...common}
      value={props.value}
      onChange={props.onChange}
      placeholder={props.compact ? "" : choose}
      clearable={!props.field.required}
      control={control(props)}
      autoFocus={props.autoFocus}
      onBlur={props.onBlur}
    />
  );
}

function PickCellEdit({ picking, ...props }: CellEditProps<number> & Picks) {
  const { common } = usePicker(picking);
  return (
    <div className={styles.overCell}>
      <Picker
        {...common}
        value={props.value}
        onChange={(id) => props.onCommit(id, null)}
        over={{ typed: props.typed, onKeyDown: cellKeys(props) }}
        onBlur={props.onCancel}
      />
    </div>
  );
}

function PickedCell({ picking, value }: CellProps<number> & Picks) {
  const name = useTitle(picking.kind, value);
  if (!value) return null;
  return (
    <span className={styles.named} title={name}>
      {name ? picking.mark(name) : null}
      <span>{name ?? "…"}</span>
    </span>
  );
}

function PickFilterValue({ picking, value, operand, onChange }: FilterValueProps & Picks) {
  const { choose, common } = usePicker(picking);
  const several = operand.name === "list";
  const chosen = Array.isArray(value) ? value[0] : value;
  return (
    <span className={styles.inFilter}>
      <Picker
        {...common}
        value={typeof chosen === "number" ? chosen : null}
        onChange={(id) => onChange(several && id !== null ? [id] : id)}
        placeholder={choose}
      />
    </span>
  );
}

/** A face of this kind: what all such kinds share, told which one it is. Made once per kind, when its file is read. */
function faceOf<Props extends object>(
  shared: ComponentType<Props & Picks>,
  picking: Picking,
): ComponentType<Props> {
  return (props) => createElement(shared, { ...props, picking });
}

export function pickingKind(picking: Picking): FieldKind<number> {
  const { kind, width, words } = picking;
  return {
    kind,
    Edit: faceOf<EditProps<number>>(PickEdit, picking),
    Read: faceOf<CellProps<number>>(PickedCell, picking),
    Cell: faceOf<CellProps<number>>(PickedCell, picking),
    CellEdit: faceOf<CellEditProps<number>>(PickCellEdit, picking),
    FilterValue: faceOf<FilterValueProps>(PickFilterValue, picking),
    toText: (value, _field, { title }) => (value ? (title(kind, value) ?? "") : ""),
    fromText: (text, _field, context) =>
      readName(text, kind, context, (reason) => i18n.t(`kind.${kind}:${reason}`, { text: text.trim() })),
    toExpression: (value) => value,
    source: () => kind,
    width,
    align: "left",
    words,
  };
}
