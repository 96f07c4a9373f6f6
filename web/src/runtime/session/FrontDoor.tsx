/** What stands before the product: the mark, what this is, and one thing to do. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useScheme } from "~/ui/appearance";
import { CompanyLogo } from "~/ui/CompanyLogo";
import { Mark } from "~/ui/Mark";
import { LanguageSwitch, ThemeSwitch } from "../shell/AppearanceSwitch";
import styles from "./FrontDoor.module.css";
import { Joinery } from "./Joinery";
import { logoOn, useLogos } from "./logos";

interface FrontDoorProps {
  title: string;
  /** What the title does not say. */
  text?: ReactNode;
  children: ReactNode;
}

export function FrontDoor({ title, text, children }: FrontDoorProps) {
  const { t } = useTranslation("session");
  return (
    <div className={styles.page}>
      <aside className={styles.side}>
        <Joinery />
        <p className={styles.motto}>{t("motto")}</p>
        <p className={styles.text}>{t("motto_text")}</p>
      </aside>
      <main className={styles.main}>
        <div className={styles.switches}>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        <div className={styles.box}>
          <div className={styles.brand}>
            <Brand />
          </div>
          <h1 className={styles.title}>{title}</h1>
          {text ? <p className={styles.lead}>{text}</p> : null}
          {children}
        </div>
      </main>
    </div>
  );
}

/** The company's logo where it has one, ours else; nothing before that is known. */
function Brand() {
  const { t } = useTranslation("session");
  const scheme = useScheme();
  const logos = useLogos();
  const logo = logoOn(logos, scheme);
  if (!logos) return null;
  if (logo) return <CompanyLogo {...logo} on={scheme} height={48} widest={280} title={t("logo")} />;
  return (
    <>
      <Mark size={36} />
      <span>{t("product")}</span>
    </>
  );
}
