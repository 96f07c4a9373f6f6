/** What a kind of view asks for, drawn from what the server says of the kind. */

import { fieldOf } from "~/api/apps";
import type { FormView, ViewSetting } from "~/api/types";
import type { ViewDefinition } from "~/api/views";
import { useLocale } from "~/ui/appearance";
import { FormLine } from "~/ui/FormLine";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { systemField } from "../grid/columns";

interface ViewSettingsProps {
  form: FormView;
  settings: readonly ViewSetting[];
  definition: ViewDefinition;
  onChange: (definition: ViewDefinition) => void;
}

export function ViewSettings({ form, settings, definition, onChange }: ViewSettingsProps) {
  const app = useCurrentApp();
  const locale = useLocale();
  return settings.map(({ name, label, many, required, choices }) => {
    const id = `view-${name}`;
    const value = definition[name];
    return (
      <FormLine key={name} label={textOf(label, locale)} htmlFor={id} required={required}>
        <Select
          id={id}
          {...(many ? { mode: "multiple" as const } : {})}
          allowClear={!required}
          value={many ? (Array.isArray(value) ? value : []) : (value ?? null)}
          options={choices.map((key) => ({
            value: key,
            label: textOf((fieldOf(form, key) ?? systemField(app, key))?.label, locale) || key,
          }))}
          showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
          onChange={(next: unknown) => onChange({ ...definition, [name]: next ?? (many ? [] : null) })}
        />
      </FormLine>
    );
  });
}
