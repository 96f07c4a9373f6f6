/** The company's logo, as it looks on light and on dark pages: chosen or dropped, replaced, removed. */
import { UploadOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { type DragEvent, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { company } from "~/api/company";
import { sentenceOf } from "~/api/problem";
import { useMe } from "~/api/session";
import { CompanyLogo } from "~/ui/CompanyLogo";
import { useFeedback } from "~/ui/Feedback";
import { FileInput } from "~/ui/FileInput";
import { palettes, type Scheme } from "~/ui/tokens";
import { logoOn } from "../session/logos";
import { readMe } from "../session/signIn";
import styles from "./LogoSettings.module.css";

const ACCEPTED = "image/png,image/jpeg,image/webp";
const LOOKS: readonly Scheme[] = ["light", "dark"];

export function LogoSettings() {
  const { t } = useTranslation("company");
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.part}>
      <h2 id={id} className={styles.section}>
        {t("logo.title")}
      </h2>
      <p className={styles.quiet}>{t("logo.text")}</p>
      <div className={styles.looks}>
        {LOOKS.map((look) => (
          <LogoOn key={look} look={look} />
        ))}
      </div>
    </section>
  );
}

function LogoOn({ look }: { look: Scheme }) {
  const { t } = useTranslation("company");
  const { message } = useFeedback();
  const { company: mine } = useMe();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const own = mine.logo[look];
  const shown = logoOn(mine.logo, look);
  const title = t(`logo.${look}`);

  const told = (sentence: string) => ({
    onSuccess: async () => {
      await readMe();
      void message.success(sentence);
    },
  });
  const setting = useMutation({
    mutationFn: (file: File) => company.setLogo(look, file),
    ...told(t("logo.kept")),
  });
  const removing = useMutation({
    mutationFn: () => company.removeLogo(look),
    ...told(t("logo.removed")),
    onError: (thrown) => void message.error(sentenceOf(thrown)),
  });
  const take = (files: FileList | null): void => {
    const [file] = files ?? [];
    if (file && !setting.isPending) setting.mutate(file);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };

  return (
    <fieldset className={styles.look}>
      <legend className={styles.legend}>{title}</legend>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: files are dropped here; the button beside chooses them. */}
      <div
        className={styles.ground}
        data-over={over}
        style={{ background: palettes[look].surface, color: palettes[look].inkQuiet }}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {shown ? (
          <CompanyLogo {...shown} on={look} height={48} widest={200} title={own ? title : ""} />
        ) : (
          t("logo.none")
        )}
      </div>
      <p className={styles.quiet}>{own ? t("logo.shown") : shown ? t("logo.other") : t("logo.kinds")}</p>
      {setting.error ? (
        <p role="alert" className={styles.problem}>
          {sentenceOf(setting.error)}
        </p>
      ) : null}
      <div className={styles.deeds}>
        <Button
          icon={<UploadOutlined aria-hidden />}
          loading={setting.isPending}
          aria-label={`${t(own ? "logo.replace" : "logo.choose")}: ${title}`}
          onClick={() => input.current?.click()}
        >
          {t(own ? "logo.replace" : "logo.choose")}
        </Button>
        {own ? (
          <Button
            type="text"
            loading={removing.isPending}
            aria-label={`${t("logo.remove")}: ${title}`}
            onClick={() => {
              setting.reset();
              removing.mutate();
            }}
          >
            {t("logo.remove")}
          </Button>
        ) : null}
      </div>
      <FileInput input={input} accepted={ACCEPTED} onFiles={take} />
    </fieldset>
  );
}
