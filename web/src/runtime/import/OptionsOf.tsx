/** The options that were recognised in a column, which may be called otherwise. */
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "~/ui/appearance";
import { Chip } from "~/ui/Chip";
import { Panel } from "~/ui/Panel";
import { type Label, textOf } from "~/words";
import styles from "./ImportPage.module.css";

type Settings = Readonly<Record<string, unknown>>;

interface Option {
  key: string;
  label: Label;
  colour?: string;
}

interface OptionsOfProps {
  settings: Settings;
  onChange: (settings: Settings) => void;
}

const SHOWN = 3;

function optionsOf(settings: Settings): readonly Option[] {
  return Array.isArray(settings.options) ? (settings.options as Option[]) : [];
}

export function OptionsOf({ settings, onChange }: OptionsOfProps) {
  const { t } = useTranslation("import");
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const options = optionsOf(settings);
  if (options.length === 0) return null;
  const rename = (place: number, text: string) =>
    onChange({
      ...settings,
      options: options.map((option, at) =>
        at === place ? { ...option, label: { ...option.label, [locale]: text } } : option,
      ),
    });
  return (
    <span className={styles.chips}>
      <span className={styles.some}>
        {options.slice(0, SHOWN).map((option) => (
          <Chip key={option.key} hue={option.colour}>
            {textOf(option.label, locale)}
          </Chip>
        ))}
      </span>
      <Panel
        open={open}
        onOpen={setOpen}
        label={t("new.options")}
        content={
          <div className={styles.options}>
            {options.map((option, place) => (
              <Input
                key={option.key}
                size="small"
                aria-label={t("new.option", { option: textOf(option.label, locale) })}
                value={textOf(option.label, locale)}
                maxLength={100}
                onChange={(event) => rename(place, event.target.value)}
              />
            ))}
          </div>
        }
      >
        <Button type="link" size="small">
          {t("new.edit_options", { count: options.length })}
        </Button>
      </Panel>
    </span>
  );
}
