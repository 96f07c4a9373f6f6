/** Words that people put on a record as they go; the same word has the same colour everywhere. */
import { Select } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Chip } from "~/ui/Chip";
import { matches } from "~/ui/pinyin";
import { hues } from "~/ui/tokens";
import { i18n } from "~/words";
import { Chips, ChosenCellEdit, chosenTag, type Drawing } from "../Chosen";
import { useKinds } from "../context";
import { control } from "../control";
import {
  type CellEditProps,
  type CellProps,
  defineField,
  type EditProps,
  type FieldWith,
  type FilterValueProps,
} from "../define";
import styles from "../field.module.css";
import { useForm } from "../rows";

interface Settings {
  most?: number;
  offered?: readonly string[];
}

type Value = readonly string[];

const SEPARATORS = /[,，;；、\n]/;
const LONGEST = 50;
const HUES = Object.keys(hues).filter((hue) => hue !== "grey");
const PAUSE_MS = 120;

/** A hue by the word itself, so that nobody has to choose one. */
export function hueOf(word: string): string {
  let hash = 0;
  for (const letter of word.toLowerCase()) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return HUES[hash % HUES.length] ?? "grey";
}

function Word({ word }: { word: string }) {
  return (
    <Chip hue={hueOf(word)} title={word}>
      {word}
    </Chip>
  );
}

/** What masks show is no list. */
function wordsOf(value: unknown): Value {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "string" && value ? [value] : [];
}

function clean(words: readonly string[]): string[] {
  const found = new Map<string, string>();
  for (const word of words.flatMap((one) => one.split(SEPARATORS))) {
    const written = word.trim().replace(/\s+/g, " ");
    const key = written.toLowerCase();
    if (written && !found.has(key)) found.set(key, written);
  }
  return [...found.values()];
}

/** What others have written, most used first; asked for when the list opens and after each pause in typing. */
function useSuggestions(field: FieldWith<Settings>, typed: string, open: boolean): readonly string[] {
  const { suggest, forms } = useKinds();
  const { form: own } = useForm();
  const form = own || forms.find((one) => one.fields.includes(field))?.key;
  const [found, setFound] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!open || !form) return;
    const stop = new AbortController();
    const timer = setTimeout(
      () => {
        suggest(form, field.key, typed, stop.signal)
          .then((words) => {
            if (!stop.signal.aborted) setFound(words);
          })
          .catch(() => undefined);
      },
      typed ? PAUSE_MS : 0,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [suggest, form, field.key, typed, open]);
  return clean([...(field.offered ?? []), ...found]);
}

const drawing: Drawing = {
  chip: (word) => <Word key={word} word={word} />,
  name: (word) => word,
};
const tagRender = chosenTag(drawing);

function offers(words: readonly string[]) {
  return words.map((word) => ({ value: word, label: <Word word={word} /> }));
}

function isSought(typed: string, offer: { value?: unknown } | undefined): boolean {
  return matches(String(offer?.value ?? ""), typed);
}

function Edit(props: EditProps<Value, Settings>) {
  const { field, value, onChange, onBlur, compact, autoFocus } = props;
  const { t } = useTranslation("kind.tag");
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const suggested = useSuggestions(field, typed, open);
  return (
    <Select<string[]>
      {...control(props)}
      mode="tags"
      className={styles.full ?? ""}
      value={[...wordsOf(value)]}
      maxCount={field.most ?? 20}
      autoFocus={autoFocus ?? false}
      placeholder={compact ? "" : t("add")}
      {...(compact ? { maxTagCount: "responsive" as const } : {})}
      tagRender={tagRender}
      tokenSeparators={[",", "，", "、", ";", "；"]}
      showSearch={{ filterOption: isSought, onSearch: setTyped }}
      options={offers(suggested)}
      notFoundContent={t("nothing")}
      onOpenChange={setOpen}
      onChange={(words) => {
        const cleaned = clean(words);
        onChange(cleaned.length ? cleaned : null);
        setTyped("");
      }}
      onBlur={() => onBlur?.()}
    />
  );
}

function CellEdit({ field, value, typed, onCommit }: CellEditProps<Value, Settings>) {
  const { t } = useTranslation("kind.tag");
  const [search, setSearch] = useState(typed ?? "");
  const suggested = useSuggestions(field, search, true);
  return (
    <ChosenCellEdit
      value={wordsOf(value)}
      typed={typed}
      isSought={isSought}
      offers={() => offers(suggested)}
      onTyped={setSearch}
      clean={clean}
      select={{
        mode: "tags",
        maxCount: field.most ?? 20,
        tagRender,
        tokenSeparators: [",", "，", "、", ";", "；"],
        notFoundContent: t("nothing"),
      }}
      onCommit={onCommit}
    />
  );
}

function Cell({ value }: CellProps<Value, Settings>) {
  return <Chips line values={wordsOf(value)} chip={drawing.chip} />;
}

function Read({ value }: CellProps<Value, Settings>) {
  return <Chips values={wordsOf(value)} chip={drawing.chip} />;
}

function FilterValue({ field, operand, value, onChange }: FilterValueProps<Settings>) {
  const { t } = useTranslation("kind.tag");
  const several = operand.name === "list";
  const chosen = Array.isArray(value) ? (value as string[]) : typeof value === "string" ? [value] : [];
  const [typed, setTyped] = useState("");
  const [open, setOpen] = useState(false);
  const suggested = useSuggestions(field, typed, open);
  return (
    <Select<string[]>
      mode="tags"
      aria-label={t("choose")}
      style={{ minWidth: 180 }}
      maxTagCount="responsive"
      placeholder={t("choose")}
      value={chosen}
      tagRender={tagRender}
      showSearch={{ filterOption: isSought, onSearch: setTyped }}
      options={offers(suggested)}
      notFoundContent={t("nothing")}
      onOpenChange={setOpen}
      onChange={(words) => onChange(several ? words : (words.at(-1) ?? null))}
    />
  );
}

export default defineField<Value, Settings>({
  kind: "tag",
  Edit,
  Read,
  Cell,
  CellEdit,
  FilterValue,
  toText: (value, _field, { locale }) => wordsOf(value).join(locale === "en" ? ", " : "、"),
  operandText: (value) => wordsOf(value).join(", "),
  fromText: (text, field) => {
    const words = clean([text]);
    const long = words.find((word) => [...word].length > LONGEST);
    if (long) return { problem: i18n.t("kind.tag:long", { text: long, most: LONGEST }) };
    const most = field.most ?? 20;
    if (words.length > most) return { problem: i18n.t("kind.tag:many", { most }) };
    return { value: words.length ? words : null };
  },
  toExpression: (value) => (value?.length ? value : null),
  same: (one, other) => [...wordsOf(one)].sort().join("\n") === [...wordsOf(other)].sort().join("\n"),
  width: 200,
  align: "left",
  words: {
    "zh-CN": {
      "setting.most": "最多标签数",
      add: "输入后按回车添加",
      choose: "选择标签",
      nothing: "输入新的标签，按回车添加",
      long: "标签“{{text}}”太长，最多 {{most}} 个字",
      many: "最多 {{most}} 个标签",
    },
    en: {
      "setting.most": "Most tags",
      add: "Type a tag and press Enter",
      choose: "Choose tags",
      nothing: "Type a new tag and press Enter",
      long: "The tag “{{text}}” is too long; at most {{most}} letters",
      many: "At most {{most}} tags",
    },
  },
});
