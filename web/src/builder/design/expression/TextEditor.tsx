/** A formula or condition as its author writes it: fields and functions are offered while typing, and it is checked. */
import { FunctionOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFunctions } from "~/api/designing";
import { told } from "~/api/problem";
import type { Issue } from "~/api/types";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import type { Place } from "../../document/place";
import { useDesign } from "../DesignContext";
import { useProblemsAt } from "../settings/SettingLine";
import { completionAt, type Offer, taken } from "./completion";
import styles from "./Expression.module.css";
import { FunctionHelp } from "./FunctionHelp";
import { expressionScope, inWords, keyed, parameterNames } from "./scope";
import { Trial } from "./Trial";

export interface TextEditorProps {
  id: string;
  name: string;
  value: string;
  /** Where the expression stands in the definition. */
  place: Place;
  /** The form whose records it is about, where the place does not tell. */
  form?: string;
  /** The form of the record at hand, where records of another are compared with it. */
  record?: string;
  onChange: (text: string) => void;
  onDone: () => void;
  /** Whether it says what is to hold, rather than giving a value. */
  isCondition?: boolean;
}

export function TextEditor(props: TextEditorProps) {
  const { id, name, value, place, onChange, onDone, isCondition = false } = props;
  const { t } = useTranslation("expression");
  const { document, locale } = useDesign();
  const [problem] = useProblemsAt(place);
  const functions = useFunctions().data?.items ?? NONE;
  const area = useRef<TextAreaRef>(null);
  const [choosing, setChoosing] = useState(false);
  const [caret, setCaret] = useState<number | null>(null);
  const [dismissed, setDismissed] = useState(false);
  const [marked, setMarked] = useState(0);
  const scope = [
    ...expressionScope(document, place, locale, props.form, false, props.record),
    ...parameterNames(document, locale),
  ];
  const words = inWords(value, scope);
  const completion = caret === null || dismissed ? null : completionAt(value, caret, scope, functions);
  const offers = completion?.offers ?? [];
  const chosen = Math.min(marked, offers.length - 1);

  function write(text: string, at: number): void {
    onChange(text);
    setCaret(at);
    setMarked(0);
    requestAnimationFrame(() => {
      const element = area.current?.resizableTextArea?.textArea;
      element?.focus();
      element?.setSelectionRange(at, at);
    });
  }

  function take(offer: Offer): void {
    if (!completion) return;
    const next = taken(value, completion, offer);
    write(next.text, next.caret);
    setDismissed(true);
  }

  function insert(path: string): void {
    setChoosing(false);
    const element = area.current?.resizableTextArea?.textArea;
    const from = element?.selectionStart ?? value.length;
    const to = element?.selectionEnd ?? value.length;
    write(value.slice(0, from) + path + value.slice(to), from + path.length);
  }

  function onKey(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || offers.length === 0) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const offer = offers[chosen];
    if (step !== 0) setMarked((chosen + step + offers.length) % offers.length);
    else if ((event.key === "Enter" || event.key === "Tab") && offer) take(offer);
    else if (event.key === "Escape") setDismissed(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const follow = (element: HTMLTextAreaElement): void => setCaret(element.selectionEnd);
  return (
    <>
      <div className={styles.writing}>
        <Input.TextArea
          ref={area}
          id={id}
          className={styles.text ?? ""}
          autoSize={{ minRows: 1, maxRows: 10 }}
          spellCheck={false}
          value={value}
          aria-label={name}
          aria-invalid={problem !== undefined}
          aria-autocomplete="list"
          {...(offers.length > 0
            ? { "aria-controls": `${id}-offers`, "aria-activedescendant": `${id}-offer-${chosen}` }
            : {})}
          {...(problem ? { status: "error" as const } : {})}
          placeholder={t(isCondition ? "placeholder" : "placeholder_value")}
          onChange={(event) => {
            onChange(event.target.value);
            follow(event.target);
            setDismissed(false);
            setMarked(0);
          }}
          onSelect={(event) => follow(event.currentTarget)}
          onKeyDown={onKey}
          onBlur={() => {
            setCaret(null);
            const meant = keyed(value, scope);
            if (meant !== value) onChange(meant);
            onDone();
          }}
        />
        {offers.length > 0 ? (
          <div className={styles.offers} role="listbox" id={`${id}-offers`} aria-label={t("offers")}>
            {offers.map((offer, at) => (
              <OfferLine
                key={offer.text}
                id={`${id}-offer-${at}`}
                offer={offer}
                isMarked={at === chosen}
                onTake={() => take(offer)}
              />
            ))}
          </div>
        ) : null}
      </div>
      {problem ? <Spot text={value} issue={problem.issue} /> : null}
      {caret === null ? null : <FunctionHelp text={value} caret={caret} />}
      {words.some(({ label }) => label !== null) ? (
        <p className={styles.inWords}>
          {words.map(({ text, label }, at) =>
            label === null ? (
              text
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: words repeat, and only their places tell them apart
              <span key={at} className={styles.fieldChip}>
                {label}
              </span>
            ),
          )}
        </p>
      ) : null}
      {choosing ? (
        <Select<string>
          autoFocus
          defaultOpen
          size="small"
          style={{ width: "100%" }}
          aria-label={t("insert_field_into", { name })}
          placeholder={t("insert_field")}
          showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
          options={scope.map(({ path, label }) => ({ value: path, label }))}
          onChange={insert}
          onBlur={() => setChoosing(false)}
        />
      ) : (
        <Button
          size="small"
          type="text"
          icon={<PlusOutlined aria-hidden />}
          aria-label={t("insert_field_into", { name })}
          onClick={() => setChoosing(true)}
        >
          {t("insert_field")}
        </Button>
      )}
      {value.trim() && !problem && !props.record ? (
        <Trial {...{ name, place, isCondition }} form={props.form} text={value} />
      ) : null}
    </>
  );
}

interface OfferLineProps {
  id: string;
  offer: Offer;
  isMarked: boolean;
  onTake: () => void;
}

function OfferLine({ id, offer, isMarked, onTake }: OfferLineProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the text and takes it by Enter
    // biome-ignore lint/a11y/useFocusableInteractive: the text refers to it
    <div
      id={id}
      role="option"
      aria-selected={isMarked}
      className={styles.offer}
      // The cursor stays where it is.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      {offer.isFunction ? <FunctionOutlined aria-hidden /> : null}
      <span className={styles.offerName}>{offer.label}</span>
      {offer.isFunction ? null : <code className={styles.offerPath}>{offer.text}</code>}
    </div>
  );
}

/** Where in the text the problem is, and what it is. */
function Spot({ text, issue }: { text: string; issue: Issue }) {
  const { offset } = issue.params ?? {};
  const at = typeof offset === "number" ? Math.min(offset, text.length) : null;
  const word = at === null ? "" : (/^[\p{L}\p{N}_.]+|^./u.exec(text.slice(at))?.[0] ?? "");
  return (
    <div className={styles.problem}>
      {at === null ? null : (
        <code className={styles.spot} aria-hidden>
          {text.slice(Math.max(0, at - 16), at)}
          <mark>{word || " "}</mark>
          {text.slice(at + word.length, at + word.length + 16)}
        </code>
      )}
      {told(issue)}
    </div>
  );
}

const NONE = [] as const;
