/** A new application: what it is called and looks like; then its first form, designed from blank or made of a file. */
import { ArrowLeftOutlined, FileExcelOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Segmented, Tooltip } from "antd";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";
import { createApp, useApps } from "~/api/apps";
import { imports } from "~/api/imports";
import { keys } from "~/api/keys";
import { Problem, sentenceOf } from "~/api/problem";
import { publishing } from "~/api/publishing";
import { addresses } from "~/runtime/addresses";
import { AppIcon } from "~/ui/AppIcon";
import { useLocale } from "~/ui/appearance";
import { labelled } from "~/words";
import "../words";
import { freeKey, suggestKey } from "../document/names";
import { ColourPicker, markOf } from "./ColourPicker";
import styles from "./Design.module.css";
import { IconPicker } from "./IconPicker";
import { NameInput } from "./NameInput";
import { SettingLine } from "./settings/SettingLine";

/** The longest key that an application can have. */
const LONGEST = 30;
const TAKEN = "app_key_taken";
const FIRST_HUE = "teal";
const READABLE = ".xlsx,.xls,.ods,.csv,.tsv,.txt";

type Way = "blank" | "file";
const WAYS: readonly Way[] = ["blank", "file"];

/** The application has to be there before a file can be brought into it. */
async function bringIn(key: string, file: File): Promise<string> {
  const { revision } = await publishing.draft(key);
  await publishing.publish(key, { revision, note: "", take_back: [], accept: [] });
  const { id } = await imports.upload(key, file);
  return `${addresses.importFile(key)}?batch=${id}`;
}

export function NewAppPage() {
  const { t } = useTranslation("design");
  const locale = useLocale();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { data: apps = [] } = useApps();
  const id = useId();
  const chooser = useRef<HTMLInputElement>(null);
  const [way, setWay] = useState<Way>("blank");
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState("");
  const [icon, setIcon] = useState("AppstoreOutlined");
  const [colour, setColour] = useState(markOf(FIRST_HUE));
  const text = name.trim();

  const making = useMutation({
    mutationFn: async () => {
      const taken = apps.map(({ key }) => key);
      let key = freeKey(
        suggestKey(text, [], "app")
          .slice(0, LONGEST - 3)
          .replace(/_+$/, ""),
        taken,
      );
      // Somebody may have an application of that key which this person does not see.
      for (;;) {
        try {
          await createApp({ key, labels: labelled(text, locale), icon, colour });
          return way === "file" && file ? await bringIn(key, file) : addresses.build(key);
        } catch (thrown) {
          if (!(thrown instanceof Problem) || !thrown.issues.some(({ code }) => code === TAKEN)) throw thrown;
          taken.push(key);
          key = freeKey(key, taken);
        }
      }
    },
    onSuccess: (address) => void navigate(address),
    onSettled: () => cache.invalidateQueries({ queryKey: keys.apps }),
  });
  const isReady = text !== "" && (way === "blank" || file !== null);
  const make = (): void => {
    if (isReady && !making.isPending) making.mutate();
  };
  function choose(chosen: File | undefined): void {
    if (!chosen) return;
    setFile(chosen);
    if (!text) setName(chosen.name.replace(/\.[^.]+$/, ""));
  }

  return (
    <div className={styles.page}>
      <title>{t("new_app")}</title>
      <header className={styles.bar}>
        <Tooltip title={t("back_home")}>
          <Link to={addresses.home} className={styles.back} aria-label={t("back_home")}>
            <ArrowLeftOutlined aria-hidden />
          </Link>
        </Tooltip>
      </header>
      <main className={styles.beginning}>
        <div className={styles.beginningCard}>
          <div className={styles.beginningHead}>
            <AppIcon app={{ icon, colour }} size={48} />
            <div>
              <h1 className={styles.previewTitle}>{text || t("new_app")}</h1>
              <p className={styles.beginningText}>{t("new_app_text")}</p>
            </div>
          </div>
          <Segmented<Way>
            block
            className={styles.beginningWays ?? ""}
            value={way}
            aria-label={t("new_app_way")}
            options={WAYS.map((one) => ({ value: one, label: t(`way.${one}`) }))}
            onChange={setWay}
          />
          {way === "file" ? (
            <SettingLine name={t("app_file")} help={t("app_file_help")}>
              <input
                ref={chooser}
                type="file"
                accept={READABLE}
                aria-label={t("app_file")}
                className="visually-hidden"
                tabIndex={-1}
                onChange={(event) => choose(event.target.files?.[0])}
              />
              <Button
                block
                icon={<FileExcelOutlined aria-hidden />}
                onClick={() => chooser.current?.click()}
                onDragOver={(event) => event.preventDefault()}
                onDrop={(event) => {
                  event.preventDefault();
                  choose(event.dataTransfer.files[0]);
                }}
              >
                {file ? file.name : t("app_file_choose")}
              </Button>
            </SettingLine>
          ) : null}
          <SettingLine id={id} name={t("app_name")}>
            <NameInput
              id={id}
              value={name}
              placeholder={t("app_name_example")}
              onChange={setName}
              onMake={make}
            />
          </SettingLine>
          <SettingLine name={t("icon")}>
            <IconPicker value={icon} onChange={setIcon} />
          </SettingLine>
          <SettingLine name={t("app_colour")}>
            <ColourPicker label={t("app_colour")} value={colour} onChange={setColour} />
          </SettingLine>
          {making.error ? (
            <p className={styles.settingProblem} role="alert">
              {sentenceOf(making.error)}
            </p>
          ) : null}
          <Button type="primary" block disabled={!isReady} loading={making.isPending} onClick={make}>
            {t("new_app_make")}
          </Button>
        </div>
      </main>
    </div>
  );
}
