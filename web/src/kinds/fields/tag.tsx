/** Words that people put on a record as they go; the same word has the same colour everywhere. */
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Chip } from "~/ui/Chip";
import { Select } from "~/ui/controls";
import { hues } from "~/ui/tokens";
import { i18n, type Locale } from "~/words";
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
import {
  isSought,
  type Offer,
  OptionChip,
  type OptionSettings,
  optionOf,
  optionsOf,
  optionText,
  readOption,
} from "../options";
import { useForm } from "../rows";

interface Settings extends OptionSettings {
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

/** Each word once; one that names an option is that option. */
function clean(words: readonly string[], field: FieldWith<Settings>): string[] {
  const found = new Map<string, string>();
  for (const word of words.flatMap((one) => one.split(SEPARATORS))) {
    const written = word.trim().replace(/\s+/g, " ");
    const kept = readOption(written, field) ?? written;
    const key = kept.toLowerCase();
    if (kept && !found.has(key)) found.set(key, kept);
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
  const listed = optionsOf(field).flatMap(({ key, archived }) => (archived ? [] : [key]));
  const gone = new Set(optionsOf(field).flatMap(({ key, archived }) => (archived ? [key] : [])));
  return clean([...listed, ...(field.offered ?? []), ...found], field).filter((word) => !gone.has(word));
}

function drawing(field: FieldWith<Settings>, locale: Locale): Drawing {
  return {
    chip: (word) =>
      optionOf(field, word) ? (
        <OptionChip key={word} field={field} value={word} locale={locale} />
      ) : (
        <Word key={word} word={word} />
      ),
    name: (word) => optionText(field, word, locale),
  };
}

function offers(words: readonly string[], { chip, name }: Drawing): Offer[] {
  return words.map((word) => ({ value: word, text: name(word), label: chip(word) }));
}

function Edit(props: EditProps<Value, Settings>) {
  const { field, value, onChange, onBlur, compact, autoFocus } = props;
  const drawn = drawing(field, useKinds().locale);
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
      tagRender={chosenTag(drawn)}
      tokenSeparators={[",", "，", "、", ";", "；"]}
      showSearch={{ filterOption: isSought, onSearch: setTyped }}
      options={offers(suggested, drawn)}
      notFoundContent={t("nothing")}
      onOpenChange={setOpen}
      onChange={(words) => {
        const cleaned = clean(words, field);
        onChange(cleaned.length ? cleaned : null);
        setTyped("");
      }}
      onBlur={() => onBlur?.()}
    />
  );
}

function CellEdit({ field, value, typed, onCommit }: CellEditProps<Value, Settings>) {
  const { t } = useTranslation("kind.tag");
  const drawn = drawing(field, useKinds().locale);
  const [search, setSearch] = useState(typed ?? "");
  const suggested = useSuggestions(field, search, true);
  return (
    <ChosenCellEdit
      value={wordsOf(value)}
      typed={typed}
      isSought={isSought}
      offers={() => offers(suggested, drawn)}
      onTyped={setSearch}
      clean={(words) => clean(words, field)}
      select={{
        mode: "tags",
        maxCount: field.most ?? 20,
        tagRender: chosenTag(drawn),
        tokenSeparators: [",", "，", "、", ";", "；"],
        notFoundContent: t("nothing"),
      }}
      onCommit={onCommit}
    />
  );
}

function Cell({ field, value }: CellProps<Value, Settings>) {
  const { locale } = useKinds();
  return <Chips line values={wordsOf(value)} chip={drawing(field, locale).chip} />;
}

function Read({ field, value }: CellProps<Value, Settings>) {
  const { locale } = useKinds();
  return <Chips values={wordsOf(value)} chip={drawing(field, locale).chip} />;
}

function FilterValue({ field, operand, value, onChange }: FilterValueProps<Settings>) {
  const { t } = useTranslation("kind.tag");
  const drawn = drawing(field, useKinds().locale);
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
      tagRender={chosenTag(drawn)}
      showSearch={{ filterOption: isSought, onSearch: setTyped }}
      options={offers(suggested, drawn)}
      notFoundContent={t("nothing")}
      onOpenChange={setOpen}
      onChange={(words) => {
        const cleaned = clean(words, field);
        onChange(several ? cleaned : (cleaned.at(-1) ?? null));
      }}
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
  toText: (value, field, { locale }) =>
    wordsOf(value)
      .map((word) => optionText(field, word, locale))
      .join(locale === "en" ? ", " : "、"),
  operandText: (value, _operand, field, { locale }) =>
    wordsOf(value)
      .map((word) => optionText(field, word, locale))
      .join(", "),
  fromText: (text, field) => {
    const words = clean([text], field);
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
