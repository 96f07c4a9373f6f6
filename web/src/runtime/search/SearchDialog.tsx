/** The search over everything: what is typed is looked for in every form; arrows choose, Enter opens. */
import { SearchOutlined } from "@ant-design/icons";
import { Input, type InputRef, Modal } from "antd";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useDelayed } from "~/ui/delay";
import { usePhone } from "~/ui/phone";
import { addresses } from "../addresses";
import { type Line, linesOf, type Recent, useFound, useRecent } from "./found";
import { Results } from "./Results";
import styles from "./Search.module.css";

const PAUSE = 120;

interface SearchDialogProps {
  open: boolean;
  onClose: () => void;
}

export function SearchDialog({ open, onClose }: SearchDialogProps) {
  const { t } = useTranslation("search");
  const phone = usePhone();
  const input = useRef<InputRef>(null);
  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={phone}
      width={phone ? "100%" : 640}
      destroyOnHidden
      className={phone ? (styles.phone ?? "") : (styles.dialog ?? "")}
      title={<span className="visually-hidden">{t("title")}</span>}
      afterOpenChange={(shown) => shown && input.current?.focus()}
      styles={{ body: { padding: 0 }, header: { margin: 0 } }}
    >
      <Search input={input} onClose={onClose} />
    </Modal>
  );
}

/** What was typed, after a pause, and never while a Chinese text is being composed. */
function useNeedle(typed: string, composing: boolean): string {
  const [needle, setNeedle] = useState("");
  useEffect(() => {
    if (composing) return;
    const timer = setTimeout(() => setNeedle(typed.trim()), typed.trim() ? PAUSE : 0);
    return () => clearTimeout(timer);
  }, [typed, composing]);
  return needle;
}

interface SearchProps {
  input: React.RefObject<InputRef | null>;
  onClose: () => void;
}

function Search({ input, onClose }: SearchProps) {
  const { t } = useTranslation("search");
  const navigate = useNavigate();
  const list = useId();
  const [typed, setTyped] = useState("");
  const [composing, setComposing] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const needle = useNeedle(typed, composing);
  const found = useFound(needle, true);
  const { recent } = useRecent(needle === "");
  const slow = useDelayed(found.isPending && needle !== "");

  const groups = needle ? (found.data?.groups ?? []) : [];
  const lines = linesOf(groups);
  const names = needle ? lines.map(({ name }) => name) : recent.map(nameOfRecent);
  const current = chosen !== null && names.includes(chosen) ? chosen : (names[0] ?? null);
  const optionId = (name: string): string => `${list}-${name}`;

  function go(address: string): void {
    onClose();
    void navigate(address);
  }

  function open(name: string | null): void {
    const line = lines.find((one) => one.name === name);
    const before = recent.find((one) => nameOfRecent(one) === name);
    if (needle && line) go(addressOf(line, needle));
    else if (!needle && before) go(addresses.record(before.app, before.form, before.id));
  }

  function press(event: KeyboardEvent): void {
    // Enter and arrows belong to the input method while it offers characters.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && names.length > 0) {
      event.preventDefault();
      const at = names.indexOf(current ?? "");
      const next = names[(at + step + names.length) % names.length] ?? null;
      setChosen(next);
      if (next) document.getElementById(optionId(next))?.scrollIntoView({ block: "nearest" });
    }
    if (event.key === "Enter") {
      event.preventDefault();
      // What is shown may still be the answer to what was typed before.
      if (typed.trim() === needle && !found.isPlaceholderData) open(current);
    }
  }

  return (
    <div className={styles.search}>
      <Input
        ref={input}
        size="large"
        variant="borderless"
        prefix={<SearchOutlined aria-hidden />}
        className={styles.input ?? ""}
        placeholder={t("placeholder")}
        maxLength={200}
        allowClear
        role="combobox"
        aria-label={t("title")}
        aria-expanded={names.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        {...(current ? { "aria-activedescendant": optionId(current) } : {})}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(null);
        }}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={(event) => {
          setComposing(false);
          setTyped(event.currentTarget.value);
        }}
        onKeyDown={press}
      />
      <Results
        id={list}
        needle={needle}
        groups={groups}
        recent={recent}
        waiting={slow}
        thrown={needle && found.isError ? found.error : null}
        done={found.data !== undefined && !found.isPlaceholderData}
        truncated={needle !== "" && (found.data?.truncated ?? false)}
        current={current}
        optionId={optionId}
        onHover={setChosen}
        onOpen={open}
        onRetry={() => void found.refetch()}
      />
      <p className={styles.keys} aria-hidden>
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {t("keys.choose")}
        </span>
        <span>
          <kbd>Enter</kbd> {t("keys.open")}
        </span>
        <span>
          <kbd>Esc</kbd> {t("keys.close")}
        </span>
      </p>
    </div>
  );
}

function nameOfRecent({ app, form, id }: Recent): string {
  return `${app}-${form}-${id}`;
}

function addressOf({ group, hit }: Line, needle: string): string {
  if (hit) return addresses.record(group.app, group.form, hit.id);
  return `${addresses.list(group.app, group.form)}?${new URLSearchParams({ search: needle })}`;
}
