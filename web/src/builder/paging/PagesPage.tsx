/** The designer of record pages: what there is and can be added at the left, the page in the middle, settings at the
 * right. */
import { DesktopOutlined, HighlightOutlined, MobileOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";
import { useOutline } from "~/api/designing";
import { keys } from "~/api/keys";
import { blockKinds } from "~/api/kinds";
import { useKinds } from "~/kinds/context";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { usePhone } from "~/ui/phone";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { Asides } from "../design/Asides";
import design from "../design/Design.module.css";
import { type Design, DesignContext, useDraft } from "../design/DesignContext";
import { NarrowNote } from "../design/NarrowNote";
import { useStepKeys } from "../design/useDesignKeys";
import { useStepBack } from "../design/useStepBack";
import { UsesFrame } from "../design/uses/UsesFrame";
import { pageOf, pagesOf, standingOf, tabsOf } from "../document/commands/pages";
import { objectOf } from "../document/json";
import { formsOf, labelOf } from "../document/model";
import { RolesBar } from "../roles/RolesBar";
import { useLentDesign } from "../roles/useLentDesign";
import { BlockPalette } from "./BlockPalette";
import { BlockSettings } from "./BlockSettings";
import { PageCanvas } from "./PageCanvas";
import { PageList } from "./PageList";
import { PagePreview } from "./PagePreview";
import { PageSettings } from "./PageSettings";
import styles from "./Paging.module.css";
import { type Chosen, type Paging, PagingContext, usePaging, WHOLE_PAGE } from "./PagingContext";
import { ShownRecord } from "./ShownRecord";
import { TabSettings } from "./TabSettings";
import { linkedForms } from "./usualPage";

const FORM = "form";
const PAGE = "page";
const PART = "part";
const TEXT = "input:not([type=radio]):not([type=search]), textarea";

type Device = "design" | "desktop" | "phone";

export function PagesPage() {
  const { t } = useTranslation("paging");
  const { session } = useDraft();
  const locale = useLocale();
  const phone = usePhone();
  const [search, setSearch] = useSearchParams();
  const [device, setDevice] = useState<Device>("design");
  const [record, setRecord] = useState<number | null>(null);
  const stepBack = useStepBack();
  useStepKeys(stepBack);
  const { document } = session;
  const asked = pageOf(document, search.get(PAGE) ?? "");
  const forms = formsOf(document);
  const form = forms.find(({ key }) => key === (asked?.form ?? search.get(FORM))) ?? forms[0];
  const lent = useLentDesign(form);
  const page = asked ?? (form && pagesOf(document, form.key)[0]);
  const kinds = useQuery({
    queryKey: [...keys.kinds, "blocks"],
    queryFn: ({ signal }) => blockKinds(signal),
  });
  const show = (next: Record<string, string>): void => setSearch(next, { replace: true });

  return (
    <div className={design.page}>
      <title>{t("page_title", { app: textOf(labelOf(objectOf(document)), locale) })}</title>
      <RolesBar onStep={stepBack}>
        {page && !phone ? (
          <Segmented<Device>
            value={device}
            onChange={setDevice}
            aria-label={t("look")}
            options={[
              { value: "design", icon: <HighlightOutlined aria-hidden />, label: t("device.design") },
              { value: "desktop", icon: <DesktopOutlined aria-hidden />, label: t("device.desktop") },
              { value: "phone", icon: <MobileOutlined aria-hidden />, label: t("device.phone") },
            ]}
          />
        ) : null}
      </RolesBar>
      {phone ? <NarrowNote /> : null}
      <Asides onOpen={() => undefined} />
      {kinds.error && !kinds.data ? (
        <Failure thrown={kinds.error} onRetry={() => void kinds.refetch()} />
      ) : null}
      {lent && kinds.data ? (
        <DesignContext value={lent}>
          <UsesFrame>
            <PagingFrame
              key={`${page?.key ?? form?.key ?? ""} ${search.get(PART) ?? ""}`}
              design={lent}
              kinds={kinds.data}
              page={page}
              part={search.get(PART)}
            >
              {(paging, inspector) => {
                const whole = phone || device !== "design";
                const list = (
                  <PageList
                    design={lent}
                    kinds={kinds.data}
                    page={page}
                    onForm={(key) => {
                      setRecord(null);
                      show({ [FORM]: key });
                    }}
                    onPage={(key) => show(key ? { [PAGE]: key } : { [FORM]: lent.form.key })}
                  />
                );
                if (!paging)
                  return (
                    <div className={styles.first}>
                      <div className={styles.firstList}>
                        <h1 className={styles.firstTitle}>{t("title")}</h1>
                        <p className={styles.firstText}>{t("text")}</p>
                        {list}
                      </div>
                    </div>
                  );
                const middle = (
                  <ShownRecord form={paging.page.form} id={record}>
                    {whole ? (
                      <PagePreview device={device === "desktop" && !phone ? "desktop" : "phone"} />
                    ) : (
                      <PageCanvas />
                    )}
                  </ShownRecord>
                );
                if (whole) return middle;
                return (
                  <div className={design.desk}>
                    <aside className={design.left}>
                      {list}
                      <BlockPalette />
                    </aside>
                    <main className={styles.middle}>
                      <RecordChoice form={paging.page.form} value={record} onChange={setRecord} />
                      {middle}
                    </main>
                    <aside ref={inspector} className={design.right} aria-label={t("settings")}>
                      <Settings />
                    </aside>
                  </div>
                );
              }}
            </PagingFrame>
          </UsesFrame>
        </DesignContext>
      ) : null}
    </div>
  );
}

interface PagingFrameProps {
  design: Design;
  kinds: Paging["kinds"];
  page: Paging["page"] | undefined;
  /** The tab or block that the address asks for. */
  part: string | null;
  children: (paging: Paging | null, inspector: React.RefObject<HTMLElement | null>) => React.ReactNode;
}

function PagingFrame({ design: lent, kinds, page, part, children }: PagingFrameProps) {
  const { app = "" } = useParams();
  const { session } = useDraft();
  const outline = useOutline(app, session.revision).data;
  const [chosen, choose] = useState<Chosen>(() => chosenAt(page, part));
  const [tab, openTab] = useState(() => tabAt(page, part));
  const [entered, setEntered] = useState(0);
  const inspector = useRef<HTMLElement>(null);
  const enterSettings = useCallback(() => setEntered((before) => before + 1), []);
  useEffect(() => {
    if (entered === 0) return;
    const first = inspector.current?.querySelector<HTMLInputElement>(TEXT);
    first?.focus();
    first?.select();
  }, [entered]);
  const paging = useMemo((): Paging | null => {
    if (!page) return null;
    return {
      design: { ...lent, enterSettings },
      page,
      kinds,
      linked: linkedForms(lent.document, page.form),
      chosen,
      choose,
      tab,
      openTab,
      choices: (form, kind, setting) => outline?.forms[form]?.blocks?.[kind]?.[setting] ?? [],
    };
  }, [lent, page, kinds, chosen, tab, outline, enterSettings]);
  const content = children(paging, inspector);
  return paging ? <PagingContext value={paging}>{content}</PagingContext> : content;
}

function chosenAt(page: Paging["page"] | undefined, part: string | null): Chosen {
  if (!page || !part) return WHOLE_PAGE;
  if (standingOf(page, part)) return { part: "block", key: part };
  return tabsOf(page).some(({ key }) => key === part) ? { part: "tab", key: part } : WHOLE_PAGE;
}

/** The tab that has what the address asks for, or the first. */
function tabAt(page: Paging["page"] | undefined, part: string | null): string {
  if (!page) return "";
  const area = part ? standingOf(page, part)?.area : undefined;
  if (area?.part === "column") return area.tab;
  const tabs = tabsOf(page);
  return (tabs.find(({ key }) => key === part) ?? tabs[0])?.key ?? "";
}

/** The settings of whatever is chosen. */
function Settings() {
  const { page, chosen } = usePaging();
  if (chosen.part === "block") {
    const standing = standingOf(page, chosen.key);
    if (standing) return <BlockSettings key={chosen.key} {...standing} />;
  }
  if (chosen.part === "tab") {
    const tab = tabsOf(page).find(({ key }) => key === chosen.key);
    if (tab) return <TabSettings key={tab.key} tab={tab} />;
  }
  return <PageSettings key={page.key} />;
}

interface RecordChoiceProps {
  form: string;
  value: number | null;
  onChange: (record: number | null) => void;
}

/** With which record the page is drawn. */
function RecordChoice({ form, value, onChange }: RecordChoiceProps) {
  const { t } = useTranslation("paging");
  const { search } = useKinds();
  const [typed, setTyped] = useState("");
  const found = useQuery({
    queryKey: ["designing", "record", form, typed],
    queryFn: ({ signal }) => search(`form:${form}`, typed, { limit: 20, signal }),
    retry: false,
  });
  return (
    <div className={styles.with}>
      <span className={styles.quiet}>{t("drawn_with")}</span>
      <Select<number | null>
        size="small"
        className={styles.record ?? ""}
        allowClear
        aria-label={t("drawn_with")}
        placeholder={t("latest_record")}
        value={value}
        showSearch={{ filterOption: false, onSearch: setTyped }}
        options={(found.data ?? []).map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(next) => onChange(next ?? null)}
      />
      <span className={styles.quiet}>{t("preview_note")}</span>
    </div>
  );
}
