/** A list of things of several kinds (sources of approvers, actions), or one of them (a rule of decision), each with the
 * settings of its kind. */
import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import type { BlockItem, DecisionItem } from "~/api/kinds";
import { Icon } from "~/ui/icons";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import frame from "../../design/Design.module.css";
import { useProblemsAt } from "../../design/settings/SettingLine";
import { isObject, type Json, type JsonObject, textIn } from "../../document/json";
import { useFlowing } from "../FlowingContext";
import styles from "../Flows.module.css";
import { useFlowWords } from "../flowWords";
import { useNamed } from "./NamedSelect";
import { type Listed, requiredOf, settingsWithUsual, takesOf } from "./takes";
import { type HoldingProps, withMember } from "./values";

interface KindListProps extends HoldingProps {
  listed: Listed;
  values: readonly Json[];
  title: string;
}

export function KindList(props: KindListProps) {
  const { listed, values, title, place, onChange } = props;
  const { t } = useTranslation("flowing");
  const { design } = useFlowing();
  const items = values.filter(isObject);
  const begun = useBegun(listed);
  const put = (next: readonly Json[], typed = false): void => onChange(next, typed);
  // What is wrong inside of one of them.
  const inner = useProblemsAt(place).filter((one) => one.place.length > place.length);
  return (
    <div className={styles.kinds}>
      {items.map((value, at) => (
        <KindCard
          // biome-ignore lint/suspicious/noArrayIndexKey: nothing else tells them apart
          key={at}
          {...props}
          value={value}
          place={[...place, String(at)]}
          onPut={(next, typed) => put(items.with(at, next), typed)}
          onRemove={() => put(items.toSpliced(at, 1))}
          onUp={at === 0 ? null : () => put(swapped(items, at - 1))}
          onDown={at === items.length - 1 ? null : () => put(swapped(items, at))}
        />
      ))}
      {inner.map(({ issue, message }) => (
        <p
          key={`${issue.pointer} ${issue.code}`}
          className={frame.settingProblem}
          data-severity={issue.severity}
        >
          {message}
        </p>
      ))}
      <Dropdown
        autoFocus
        trigger={["click"]}
        menu={{
          items: listed.items.map(({ kind, title: name, ...rest }) => ({
            key: kind,
            label: textOf(name, design.locale),
            icon: "icon" in rest ? <Icon name={String(rest.icon)} /> : null,
            disabled: begun(kind) === null,
            ...(begun(kind) === null ? { title: t("nothing_for_it") } : {}),
          })),
          onClick: ({ key }) => {
            const fresh = begun(key);
            if (fresh) put([...items, fresh]);
          },
        }}
      >
        <Button
          size="small"
          type="dashed"
          block
          icon={<PlusOutlined aria-hidden />}
          aria-label={`${t(`add.${listed.family}`)} · ${title}`}
        >
          {t(`add.${listed.family}`)}
        </Button>
      </Dropdown>
    </div>
  );
}

const swapped = (items: readonly Json[], at: number): readonly Json[] =>
  items.with(at, items[at + 1] ?? null).with(at + 1, items[at] ?? null);

/** A new thing of a kind, with the first that fits of whatever it cannot do without. */
function useBegun({ items, family }: Listed): (kind: string) => JsonObject | null {
  const named = {
    role: useNamed("role", family, ""),
    form: useNamed("form", family, ""),
    position: useNamed("position", family, ""),
    group: useNamed("group", family, ""),
    source: useNamed("source", family, ""),
  };
  const people = useFieldsOf(items, family);
  return (kind) => {
    const schema = items.find((item) => item.kind === kind)?.schema ?? {};
    const fresh: Record<string, Json> = { kind };
    for (const name of requiredOf(schema)) {
      const takes = schema.properties?.[name]?.["x-ui"] ?? "";
      if (takes === "expression") {
        fresh[name] = "";
        continue;
      }
      const first =
        takes === "field" ? people.get(kind)?.[0]?.value : named[takes as keyof typeof named]?.[0]?.value;
      if (first === undefined) return null;
      fresh[name] = first;
    }
    return fresh;
  };
}

/** Which fields each of the kinds takes that asks for one. */
function useFieldsOf(items: Listed["items"], family: string) {
  const asking = items.filter(({ schema }) =>
    requiredOf(schema).some((name) => schema.properties?.[name]?.["x-ui"] === "field"),
  );
  const [first] = asking;
  const found = useNamed("field", `${family}.${first?.kind ?? ""}`, "field");
  return new Map(asking.map(({ kind }) => [kind, found]));
}

interface KindCardProps extends Omit<KindListProps, "values"> {
  value: JsonObject;
  onPut: (value: JsonObject, typed?: boolean) => void;
  onRemove: () => void;
  onUp: (() => void) | null;
  onDown: (() => void) | null;
}

function KindCard({
  Editor,
  listed,
  value,
  holder,
  place,
  onPut,
  onRemove,
  onUp,
  onDown,
  onDone,
}: KindCardProps) {
  const { t } = useTranslation("flowing");
  const { design } = useFlowing();
  const item = listed.items.find(({ kind }) => kind === value.kind);
  const name = textOf(item?.title, design.locale) || textIn(value.kind);
  return (
    <section className={styles.kind} aria-label={name}>
      <header className={styles.kindHead}>
        {item && "icon" in item ? <Icon name={item.icon} /> : null}
        <strong className={styles.kindName}>{name}</strong>
        {onUp ? (
          <Button
            type="text"
            size="small"
            icon={<ArrowUpOutlined aria-hidden />}
            aria-label={t("up", { name })}
            onClick={onUp}
          />
        ) : null}
        {onDown ? (
          <Button
            type="text"
            size="small"
            icon={<ArrowDownOutlined aria-hidden />}
            aria-label={t("down", { name })}
            onClick={onDown}
          />
        ) : null}
        <Button
          type="text"
          size="small"
          icon={<DeleteOutlined aria-hidden />}
          aria-label={t("remove_this", { name })}
          onClick={onRemove}
        />
      </header>
      {item ? (
        <KindSettings
          Editor={Editor}
          item={item}
          family={listed.family}
          value={value}
          outer={holder}
          place={place}
          onPut={onPut}
          onDone={onDone}
        />
      ) : null}
    </section>
  );
}

interface KindSettingsProps extends Pick<HoldingProps, "Editor" | "place" | "onDone"> {
  item: BlockItem | DecisionItem;
  family: Listed["family"];
  value: JsonObject;
  /** The node that has it. */
  outer: JsonObject;
  onPut: (value: JsonObject, typed?: boolean) => void;
}

function KindSettings({ Editor, item, family, value, outer, place, onPut, onDone }: KindSettingsProps) {
  const { kinds } = useFlowing();
  const words = useFlowWords(`${family}.${item.kind}`);
  const settings = settingsWithUsual(item.schema).filter((setting) =>
    isAsked(setting.name, takesOf(setting)),
  );
  /** Groups and weights mean something to some rules of decision only. */
  function isAsked(name: string, takes: string | null): boolean {
    const rule = kinds.decisions.find(
      ({ kind }) => kind === (outer.decision as JsonObject | undefined)?.kind,
    );
    if (takes === "approver_group" && family === "approver") return rule?.counts_groups === true;
    if (name === "weight") return rule?.schema.properties?.threshold !== undefined;
    return true;
  }
  return (
    <>
      {words.hint && settings.length === 0 ? <p className={styles.quiet}>{words.hint}</p> : null}
      {settings.map((setting) => (
        <Editor
          key={`${item.kind} ${setting.name}`}
          setting={setting}
          root={item.schema}
          kind={`${family}.${item.kind}`}
          holder={value}
          place={[...place, setting.name]}
          onChange={(next, typed) => onPut(withMember(value, setting.name, next), typed)}
          onDone={onDone}
        />
      ))}
    </>
  );
}

interface KindEditorProps extends HoldingProps {
  id: string;
  listed: Listed;
  value: JsonObject;
  title: string;
}

/** One of several kinds: which, and its settings below. */
export function KindEditor({
  Editor,
  id,
  listed,
  value,
  title,
  holder,
  place,
  onChange,
  onDone,
}: KindEditorProps) {
  const { design } = useFlowing();
  const item = listed.items.find(({ kind }) => kind === value.kind);
  const words = useFlowWords(`${listed.family}.${item?.kind ?? ""}`);
  return (
    <div className={styles.kinds}>
      <Select<string>
        id={id}
        aria-label={title}
        value={textIn(value.kind)}
        options={listed.items.map((one) => ({ value: one.kind, label: textOf(one.title, design.locale) }))}
        onChange={(kind) => onChange({ kind })}
      />
      {words.hint ? <p className={styles.quiet}>{words.hint}</p> : null}
      {item ? (
        <KindSettings
          Editor={Editor}
          item={item}
          family={listed.family}
          value={value}
          outer={holder}
          place={place}
          onPut={(next, typed) => onChange(next, typed)}
          onDone={onDone}
        />
      ) : null}
    </div>
  );
}
