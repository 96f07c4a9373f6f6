/** What a list page draws of views: the tabs with their menus, the line of changes, and the dialog. */
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FormView } from "~/api/types";
import type { SavedView } from "~/api/views";
import { useLocale } from "~/ui/appearance";
import { useFeedback } from "~/ui/Feedback";
import { later } from "~/ui/later";
import { textOf } from "~/words";
import type { Columns } from "../grid/columns";
import type { ListAddress } from "../records/listAddress";
import { beginning } from "./beginning";
import type { ListState } from "./edited";
import { useViewActions } from "./useViewActions";
import { useViewMenu } from "./useViewMenu";
import type { ViewEntry, ViewsOfForm } from "./useViews";
import type { Making } from "./ViewDialog";
import { ViewsButton } from "./ViewsButton";
import { ViewTabs } from "./ViewTabs";

const ViewDialog = later(async () => (await import("./ViewDialog")).ViewDialog, null);

interface Given {
  form: FormView;
  views: ViewsOfForm;
  entry: ViewEntry | undefined;
  state: ListState;
  columns: Columns;
  address: ListAddress;
  change: (change: Partial<ListAddress>) => void;
}

interface ViewControls {
  tabs: ReactNode;
  dialog: ReactNode;
  bar: {
    gone: boolean;
    onSave: () => Promise<boolean>;
    onSaveAs: () => void;
    onDiscard: () => void;
    onForget: () => void;
  };
  unusable: { onSettings: () => void; onLeave: () => void };
}

export function useViewControls(given: Given): ViewControls {
  const { form, views, entry, state, columns, address, change } = given;
  const { t } = useTranslation("views");
  const { message } = useFeedback();
  const locale = useLocale();
  const actions = useViewActions(form, views);
  const [making, setMaking] = useState<Making | null>(null);
  const goTo = (view: string | null): void => change({ view, filter: null, sort: null });

  function discard(): void {
    change({ filter: null, sort: null });
    if (entry?.saved) columns.reset();
    else columns.regather();
  }

  async function save(): Promise<boolean> {
    if (!entry?.saved || !state.definition) return false;
    if (!(await actions.tryChange(entry.saved, { definition: state.definition }))) return false;
    discard();
    void message.success(t("saved"));
    return true;
  }

  function settings({ saved, label, kind }: ViewEntry): void {
    if (!saved) return;
    const definition = saved.definition ?? beginning(form, kind);
    setMaking({ saved, label, definition, withSettings: true });
  }

  /** Another view with what is shown: of the current one, as it was changed meanwhile. */
  function copy(from: ViewEntry, named: string): void {
    const shown = from.key === entry?.key ? state.definition : from.saved?.definition;
    const { key: _key, form: _form, label: _label, ...own } = from.view ?? { key: "", form: "", label: {} };
    const definition = shown ?? { kind: from.kind, ...own };
    setMaking({ label: { [locale]: named }, definition, withSettings: false });
  }

  function done(view: SavedView): void {
    const made = !making?.saved;
    setMaking(null);
    if (!made) return;
    if (entry?.saved) columns.reset();
    else columns.regather();
    goTo(view.key);
  }

  const menuOf = useViewMenu({
    views,
    actions,
    onSettings: settings,
    onCopy: (from) => copy(from, t("copy_of", { name: textOf(from.label, locale) })),
    onRemoved: (gone) => {
      if (gone.key === entry?.key) goTo(null);
    },
  });

  return {
    tabs: (
      <>
        <ViewsButton
          form={form}
          views={views}
          current={entry?.key ?? ""}
          actions={actions}
          menuOf={menuOf}
          onChange={goTo}
          onCreate={(kind) => setMaking({ label: {}, definition: beginning(form, kind), withSettings: true })}
        />
        <ViewTabs
          entries={views.entries}
          current={entry}
          edited={state.edited}
          menuOf={menuOf}
          onChange={goTo}
        />
      </>
    ),
    dialog: making ? (
      <ViewDialog
        form={form}
        views={views}
        making={making}
        actions={actions}
        onDone={done}
        onClose={() => setMaking(null)}
      />
    ) : null,
    bar: {
      gone: address.view !== null && entry?.key !== address.view,
      onSave: save,
      onSaveAs: () => entry && copy(entry, ""),
      onDiscard: discard,
      onForget: () => entry?.saved && void actions.tryChange(entry.saved, { forget: true }),
    },
    unusable: {
      onSettings: () => entry && settings(entry),
      onLeave: () => goTo(views.entries.find(({ view, hidden }) => view && !hidden)?.key ?? null),
    },
  };
}
