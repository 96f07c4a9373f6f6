/** The designer of a form: what can be added at the left, the form itself in the middle, the settings at the right. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { TourHost } from "~/runtime/tour/TourHost";
import { useLocale } from "~/ui/appearance";
import { usePhone } from "~/ui/phone";
import { textOf } from "~/words";
import { CHOSEN, OPTION_SET } from "../buildAddresses";
import { viewOf } from "../document/commands/views";
import { objectOf } from "../document/json";
import { formsOf, labelOf } from "../document/model";
import { Asides } from "./Asides";
import { Canvas } from "./Canvas";
import styles from "./Design.module.css";
import { DesignBar, type Device } from "./DesignBar";
import { type Design, DesignContext, type Run, useBuilding, useDraft } from "./DesignContext";
import { FirstForm } from "./FirstForm";
import { Inspector } from "./Inspector";
import { LeftSide } from "./LeftSide";
import { NarrowNote } from "./NarrowNote";
import { Preview } from "./Preview";
import { aSection, aView, FORM, type Selection, sharedOptions, someFields } from "./selection";
import { useStepKeys } from "./useDesignKeys";
import { useStepBack } from "./useStepBack";
import { UsesFrame } from "./uses/UsesFrame";
import { ViewPreview } from "./views/ViewPreview";

const STOPS = ["palette", "canvas", "settings", "views", "parts", "device", "publish"];

const FORM_IN_ADDRESS = "form";
/** Where something is written. */
const TEXT = "input:not([type=radio], [role=combobox]), textarea";

/** What the address asks to be chosen, as a text that stays the same for the same. */
function selectionIn(search: URLSearchParams): string | null {
  const [field, section, view] = CHOSEN.map((name) => search.get(name));
  const shared = search.get(OPTION_SET);
  if (shared) return JSON.stringify(sharedOptions(shared));
  if (view) return JSON.stringify(aView(view));
  if (section) return JSON.stringify(aSection(section));
  if (!field) return null;
  const [key = "", column] = field.split(".");
  return JSON.stringify(column ? someFields([column], key) : someFields([key]));
}

export function DesignPage() {
  const building = useBuilding();
  const { store } = building;
  const { session } = useDraft();
  const { t } = useTranslation("design");
  const locale = useLocale();
  const phone = usePhone();
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = useState<{ form: string; selection: Selection }>({ form: "", selection: FORM });
  const [device, setDevice] = useState<Device>("design");
  const inspector = useRef<HTMLElement>(null);
  const { document } = session;
  const forms = formsOf(document);
  const form = forms.find(({ key }) => key === search.get(FORM_IN_ADDRESS)) ?? forms[0];
  const formKey = form?.key ?? "";
  const selection = chosen.form === formKey ? chosen.selection : FORM;
  const view = selection.part === "view" ? viewOf(document, selection.keys[0] ?? "") : undefined;

  const openForm = useCallback(
    (key: string, within: Selection = FORM) => {
      // What belongs to no form is opened beside whichever is there.
      const shown = key || formKey;
      setSearch({ [FORM_IN_ADDRESS]: shown }, { replace: true });
      setChosen({ form: shown, selection: within });
    },
    [setSearch, formKey],
  );
  const asked = selectionIn(search);
  useEffect(() => {
    if (asked) openForm(formKey, JSON.parse(asked) as Selection);
  }, [asked, formKey, openForm]);
  const select = useCallback((next: Selection) => setChosen({ form: formKey, selection: next }), [formKey]);
  const run: Run = useCallback(
    (what, name, edits, merges) => store.perform({ what, name, edits, merges }),
    [store],
  );
  const [entered, setEntered] = useState(0);
  const enterSettings = useCallback(() => setEntered((before) => before + 1), []);
  useEffect(() => {
    if (entered === 0) return;
    // The settings of what was chosen in the same moment stand there now.
    const first = inspector.current?.querySelector<HTMLInputElement>(TEXT);
    first?.focus();
    first?.select();
  }, [entered]);
  const stepBack = useStepBack();
  const design = useMemo(
    (): Design | null =>
      form ? { ...building, locale, document, form, selection, select, run, enterSettings } : null,
    [building, locale, document, form, selection, select, run, enterSettings],
  );
  useStepKeys(stepBack);

  const name = textOf(labelOf(objectOf(document)), locale);
  return (
    <div className={styles.page} data-device={device}>
      <title>{t("page_title", { app: name })}</title>
      <DesignBar
        app={name}
        form={formKey}
        device={phone && device === "design" ? "phone" : device}
        onDevice={setDevice}
        onStep={stepBack}
        onOpen={openForm}
      />
      {phone ? <NarrowNote /> : null}
      <Asides onOpen={openForm} />
      {design ? (
        <DesignContext value={design}>
          <UsesFrame>
            {device === "design" && !phone ? (
              <div className={styles.desk}>
                <LeftSide onOpen={openForm} />
                {view ? <ViewPreview view={view} /> : <Canvas />}
                <Inspector
                  ref={inspector}
                  onRemoved={() => openForm(forms.find(({ key }) => key !== formKey)?.key ?? "")}
                />
              </div>
            ) : (
              <Preview key={formKey} device={device === "desktop" ? "desktop" : "phone"} />
            )}
          </UsesFrame>
          <TourHost name="design" stops={STOPS} />
        </DesignContext>
      ) : (
        <FirstForm onOpen={openForm} />
      )}
    </div>
  );
}
