/** Options that an author listed, as chips, and found by label, key, pinyin or initials. */
import type { ReactNode } from "react";
import { Chip } from "~/ui/Chip";
import { matches } from "~/ui/pinyin";
import { type Label, type Locale, textOf } from "~/words";
import type { FieldWith } from "./define";

export interface Option {
  key: string;
  label: Label;
  colour?: string;
  archived?: boolean;
}

export interface OptionSettings {
  options?: readonly Option[];
  /** Whether people may add an option of their own. */
  open?: boolean;
}

export function optionsOf(field: FieldWith<OptionSettings>): readonly Option[] {
  return field.options ?? [];
}

export function optionOf(field: FieldWith<OptionSettings>, key: string): Option | undefined {
  return optionsOf(field).find((option) => option.key === key);
}

/** An option of an open set that someone else added is not in this definition yet: its key is its name. */
export function optionText(field: FieldWith<OptionSettings>, key: string, locale: Locale): string {
  const option = optionOf(field, key);
  return option ? textOf(option.label, locale) || key : key;
}

export function OptionChip({
  field,
  value,
  locale,
}: {
  field: FieldWith<OptionSettings>;
  value: string;
  locale: Locale;
}) {
  const option = optionOf(field, value);
  const text = optionText(field, value, locale);
  return (
    <Chip hue={option?.colour} retired={option?.archived === true} title={text}>
      {text}
    </Chip>
  );
}

export interface Offer {
  value: string;
  label: ReactNode;
  text: string;
}

/** What a picker offers: what is in use may stay although it is archived. */
export function offers(field: FieldWith<OptionSettings>, locale: Locale, used: readonly string[]): Offer[] {
  const listed = optionsOf(field).filter((option) => !option.archived || used.includes(option.key));
  const keys = [...listed.map((option) => option.key), ...used.filter((key) => !optionOf(field, key))];
  return keys.map((key) => ({
    value: key,
    label: <OptionChip field={field} value={key} locale={locale} />,
    text: optionText(field, key, locale),
  }));
}

export function isSought(typed: string, offer: { text?: string; value?: unknown } | undefined): boolean {
  return matches(offer?.text ?? String(offer?.value ?? ""), typed);
}

/** The option that a pasted word names, by label in either language or by key; undefined when there is none. */
export function readOption(text: string, field: FieldWith<OptionSettings>): string | undefined {
  const wanted = fold(text);
  const live = [...optionsOf(field)].sort(
    (one, other) => Number(one.archived ?? false) - Number(other.archived ?? false),
  );
  const found = live.find((option) =>
    [option.label["zh-CN"], option.label.en, option.key].some((name) => name && fold(name) === wanted),
  );
  return found?.key ?? (field.open && text.trim() ? text.trim() : undefined);
}

function fold(text: string): string {
  return text.normalize("NFKC").trim().toLowerCase();
}

/** Options are compared in the author's order: stages go forward, not by alphabet. */
export function orderOf(field: FieldWith<OptionSettings>, key: string): number {
  const index = optionsOf(field).findIndex((option) => option.key === key);
  return index < 0 ? Number.MAX_SAFE_INTEGER : index;
}
