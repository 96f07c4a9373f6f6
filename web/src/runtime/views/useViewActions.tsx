/** What can be done with views: kept, changed, arranged, taken away and brought back. */
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { Problem, sentenceOf } from "~/api/problem";
import type { FormView } from "~/api/types";
import {
  type Arrangement,
  views as doors,
  keepView,
  type NewView,
  type SavedView,
  type ViewChange,
  type Views,
} from "~/api/views";
import { useLocale } from "~/ui/appearance";
import { useFeedback } from "~/ui/Feedback";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import type { ViewEntry, ViewsOfForm } from "./useViews";

export interface ViewActions {
  /** The view that was made; what is wrong is thrown. */
  create: (view: NewView, once: string) => Promise<SavedView>;
  /** The view as it is now; what is wrong is thrown. */
  change: (view: SavedView, change: ViewChange) => Promise<SavedView>;
  /** The same, telling what is wrong; whether it was done. */
  tryChange: (view: SavedView, change: ViewChange) => Promise<boolean>;
  remove: (view: SavedView) => Promise<boolean>;
  arrange: (change: Partial<Arrangement>) => void;
  setFirst: (key: string | null, company: boolean) => void;
  /** Moves a view to another place within its group. */
  move: (entry: ViewEntry, to: number) => void;
  setHidden: (entry: ViewEntry, hidden: boolean) => void;
}

export function useViewActions(form: FormView, views: ViewsOfForm): ViewActions {
  const { t } = useTranslation("views");
  const { message } = useFeedback();
  const cache = useQueryClient();
  const locale = useLocale();
  const app = useCurrentApp().key;
  const name = keys.views(app);
  const refresh = () => cache.invalidateQueries({ queryKey: name });

  async function change(view: SavedView, change: ViewChange): Promise<SavedView> {
    try {
      const changed = await doors.change(app, view, change);
      await keepView(cache, app, changed);
      return changed;
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.status === 409) await refresh();
      throw thrown;
    }
  }

  async function bringBack(view: SavedView): Promise<void> {
    try {
      await keepView(cache, app, await doors.restore(app, view.id));
    } catch (thrown) {
      void message.error(sentenceOf(thrown));
    }
  }

  async function remove(view: SavedView): Promise<boolean> {
    try {
      await doors.remove(app, view.id);
    } catch (thrown) {
      void message.error(sentenceOf(thrown));
      return false;
    }
    await refresh();
    const key = `view-${view.id}`;
    const undo = () => {
      message.destroy(key);
      void bringBack(view);
    };
    void message.success({
      key,
      duration: 8,
      content: (
        <>
          {t("deleted", { name: textOf(view.label, locale) })}
          <Button type="link" size="small" onClick={undo}>
            {t("undo")}
          </Button>
        </>
      ),
    });
    return true;
  }

  async function keep(arrangement: Arrangement, company: boolean): Promise<void> {
    const whose = company ? "company" : "own";
    await cache.cancelQueries({ queryKey: name });
    cache.setQueryData<Views>(name, (known) => known && arranged(known, form.key, whose, arrangement));
    try {
      await doors.arrange(app, form.key, arrangement, company);
    } catch (thrown) {
      void message.error(sentenceOf(thrown));
      await refresh();
    }
  }

  const arrange = (part: Partial<Arrangement>) => void keep({ ...views.arrangement, ...part }, false);

  return {
    create: async (view, once) => {
      const made = await doors.create(app, view, once);
      await keepView(cache, app, made);
      return made;
    },
    change,
    tryChange: async (view, wanted) => {
      try {
        await change(view, wanted);
        return true;
      } catch (thrown) {
        void message.error(sentenceOf(thrown));
        return false;
      }
    },
    remove,
    arrange,
    setFirst: (key, company) => {
      if (company) void keep({ ...views.companyArrangement, first: key }, true);
      else arrange({ first: key });
    },
    move: (entry, to) => {
      const group = views.entries.filter((one) => one.group === entry.group).map(({ key }) => key);
      const others = group.filter((key) => key !== entry.key);
      const moved = [...others.slice(0, to), entry.key, ...others.slice(to)];
      const order = views.entries.flatMap(({ key, group: where }) => (where === entry.group ? [] : [key]));
      arrange({ order: [...order, ...moved].filter(Boolean) });
    },
    setHidden: (entry, hidden) => {
      const others = views.arrangement.hidden.filter((key) => key !== entry.key);
      arrange({ hidden: hidden ? [...others, entry.key] : others });
    },
  };
}

function arranged(known: Views, form: string, whose: "own" | "company", arrangement: Arrangement): Views {
  const arrangements = {
    ...known.arrangements,
    [form]: { ...known.arrangements[form], [whose]: arrangement },
  };
  return { ...known, arrangements };
}
