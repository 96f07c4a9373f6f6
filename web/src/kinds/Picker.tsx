/** Looks a person, department or record up by part of its name, pinyin or initials. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { titles } from "~/api/titles";
import { Select } from "~/ui/controls";
import { type Choice, type SearchOptions, useKinds } from "./context";
import { useClearing } from "./control";
import styles from "./field.module.css";
import { useHurry } from "./hurry";
import { useTyped } from "./typing";

const PAUSE_MS = 120;

interface PickerProps {
  source: string;
  value: number | null;
  onChange: (id: number | null) => void;
  /** How a choice is drawn in front of its title: an avatar, an icon. */
  mark?: (title: string) => ReactNode;
  link?: SearchOptions["link"];
  placeholder?: string;
  nothing: string;
  clearable?: boolean;
  /** An editor over a cell: open at once, with what was typed. */
  over?: { typed: string | null; onKeyDown: (event: KeyboardEvent) => void };
  /** Offered before anything else while nothing is typed: oneself, say. */
  first?: Choice;
  control?: object;
  autoFocus?: boolean | undefined;
  onBlur?: (() => void) | undefined;
}

/** What a search gives, asked again after each pause in typing; an answer overtaken by a newer question is dropped. */
export function useChoices(source: string, typed: string, link: SearchOptions["link"], wanted: boolean) {
  const { search } = useKinds();
  const [found, setFound] = useState<{ asked: string; choices: Choice[] } | null>(null);
  const question = JSON.stringify([source, typed, link ?? null]);
  const latest = useRef(link);
  latest.current = link;
  useEffect(() => {
    if (!wanted) return;
    const stop = new AbortController();
    const timer = setTimeout(
      () => {
        const options = { signal: stop.signal, ...(latest.current ? { link: latest.current } : {}) };
        search(source, typed, options)
          .then((choices) => {
            if (!stop.signal.aborted) setFound({ asked: question, choices });
          })
          .catch(() => {
            if (!stop.signal.aborted) setFound({ asked: question, choices: [] });
          });
      },
      typed ? PAUSE_MS : 0,
    );
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [search, source, typed, question, wanted]);
  return { choices: found?.choices ?? [], waiting: found?.asked !== question };
}

export function Picker(props: PickerProps) {
  const { source, value, onChange, mark, over } = props;
  const { title } = useKinds();
  const clearing = useClearing(props.clearable ?? true);
  const [open, setOpen] = useState(over !== undefined);
  const [typed, setTyped] = useTyped(over?.typed);
  const { choices, waiting } = useChoices(source, typed, props.link, open);

  const listed = choices.filter((choice) => !choice.inactive || choice.id === value);
  const { first } = props;
  const offered = first && typed === "" ? [first, ...listed.filter(({ id }) => id !== first.id)] : listed;
  function take(chosen: Choice | undefined): void {
    if (chosen) titles.remember(source, [chosen]);
    onChange(chosen?.id ?? null);
  }
  const hurry = useHurry(typed, open && waiting, () => {
    const [nearest] = offered;
    if (!nearest) return;
    setOpen(false);
    setTyped("");
    take(nearest);
  });
  const drawn = (name: string) => (
    <span className={styles.named}>
      {mark?.(name)}
      <span>{name}</span>
    </span>
  );

  return (
    <Select<number>
      {...props.control}
      className={styles.full ?? ""}
      {...(over ? { variant: "borderless" as const, popupMatchSelectWidth: 280 } : {})}
      value={value}
      open={open}
      autoFocus={props.autoFocus ?? over !== undefined}
      placeholder={props.placeholder}
      allowClear={clearing}
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
      loading={open && waiting}
      notFoundContent={waiting ? <span className={styles.quiet}>…</span> : props.nothing}
      options={offered.map((choice) => ({ value: choice.id, label: choice.title, hint: choice.hint }))}
      labelRender={({ value: id }) => drawn(title(source, Number(id)) ?? "…")}
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
      onChange={(id: number | undefined) => take(offered.find((choice) => choice.id === id))}
      onInputKeyDown={(event) => {
        if (!hurry(event)) over?.onKeyDown(event);
      }}
      onBlur={() => props.onBlur?.()}
    />
  );
}
