/** Removes and renames parts of the draft together with what uses them; each is one step that is undone at once. */
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useParams } from "react-router";
import { sentenceOf } from "~/api/problem";
import { type Part, type Removal, uses } from "~/api/uses";
import { useFeedback } from "~/ui/Feedback";
import { editsBetween } from "../../document/between";
import type { Json } from "../../document/json";
import { useDesign } from "../DesignContext";
import { RemovalDialog } from "./RemovalDialog";
import { type Leaving, UsesContext, type UsesDeeds } from "./UsesContext";
import { told as toldUses } from "./usePlaces";

export function UsesFrame({ children }: { children: ReactNode }) {
  const { app = "" } = useParams();
  const { message } = useFeedback();
  const { store, run } = useDesign();
  const [asked, setAsked] = useState<{ leaving: Leaving; removal: Removal } | null>(null);

  /** What the server says of the draft as it is here. */
  const told = useCallback(
    async <T extends { revision: number }>(ask: () => Promise<T>): Promise<T> => {
      await store.flush();
      const answer = await ask();
      if (answer.revision === store.snapshot().session.revision) return answer;
      await store.refresh();
      return ask();
    },
    [store],
  );
  const become = useCallback(
    (what: string, name: string, definition: unknown): boolean =>
      run(what, name, editsBetween(store.snapshot().session.saved, definition as Json)),
    [store, run],
  );
  const finish = useCallback(
    ({ what, name, onGone }: Leaving, { definition }: Removal): void => {
      setAsked(null);
      if (become(what, name, definition)) onGone();
    },
    [become],
  );

  const remove = useCallback(
    (leaving: Leaving): void => {
      told(() => uses.removal(app, leaving.parts))
        .then((removal) => {
          const isPlain = toldUses(removal.items).length === 0;
          if (isPlain && !leaving.isGrave) finish(leaving, removal);
          else setAsked({ leaving, removal });
        })
        .catch((thrown: unknown) => void message.error(sentenceOf(thrown)));
    },
    [app, told, finish, message],
  );
  const rename = useCallback(
    async (part: Part, to: string, name: string): Promise<boolean> => {
      try {
        const { definition } = await told(() => uses.renaming(app, part, to));
        return become("key", name, definition);
      } catch (thrown) {
        void message.error(sentenceOf(thrown));
        return false;
      }
    },
    [app, told, become, message],
  );
  const deeds = useMemo((): UsesDeeds => ({ remove, rename }), [remove, rename]);

  return (
    <UsesContext value={deeds}>
      {children}
      {asked ? (
        <RemovalDialog
          {...asked}
          onClose={() => setAsked(null)}
          onRemove={(removal) => finish(asked.leaving, removal)}
        />
      ) : null}
    </UsesContext>
  );
}
