/** Opens the draft of an application and keeps it in hand while its builder goes from page to page. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useEffect, useMemo, useState } from "react";
import { Outlet, useParams } from "react-router";
import { keys } from "~/api/keys";
import { fieldKinds } from "~/api/kinds";
import { publishing, type WholeDraft } from "~/api/publishing";
import { useMe } from "~/api/session";
import { AppContext } from "~/runtime/AppContext";
import { KindProvider } from "~/runtime/KindProvider";
import { SeeAsBar } from "~/runtime/rights/SeeAsBar";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { PageSkeleton } from "~/ui/PageSkeleton";
import "../words";
import type { Json } from "../document/json";
import { isSaved } from "../document/session";
import { type DraftAnswer, DraftStore } from "../document/store";
import { type Building, BuildingContext, useBuilding, useDraft } from "./DesignContext";
import { appView } from "./draftView";

const OPENED = "opened";

const answerOf = ({ definition, ...draft }: WholeDraft): DraftAnswer => ({
  ...draft,
  definition: definition as Json,
});

export function BuildFrame() {
  const { app = "" } = useParams();
  const { is_looking: isLooking } = useMe();
  const draft = useQuery({
    queryKey: [...keys.draft(app), OPENED],
    queryFn: ({ signal }) => publishing.draft(app, signal),
    // Once it is open the store keeps it; an answer from before would be another's work undone.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const kinds = useQuery({ queryKey: keys.kinds, queryFn: ({ signal }) => fieldKinds(signal) });
  const waiting = useDelayed(draft.isPending || kinds.isPending);
  const failed = (!draft.data && draft.error) || (!kinds.data && kinds.error);

  const store = useMemo(() => {
    if (!draft.data) return null;
    return new DraftStore(
      {
        read: async () => answerOf(await publishing.draft(app)),
        patch: async (revision, operations) => answerOf(await publishing.change(app, revision, operations)),
      },
      answerOf(draft.data),
    );
  }, [app, draft.data]);
  const building = useMemo((): Building | null => {
    if (!store || !kinds.data) return null;
    return { store, kindList: kinds.data, kinds: new Map(kinds.data.map((item) => [item.kind, item])) };
  }, [store, kinds.data]);

  if (failed)
    return (
      <>
        {isLooking ? <SeeAsBar /> : null}
        <Failure
          thrown={failed}
          onRetry={() => {
            void draft.refetch();
            void kinds.refetch();
          }}
        />
      </>
    );
  if (!building) return waiting ? <PageSkeleton lines={8} /> : null;
  return (
    <BuildingContext value={building}>
      <KeptSafe />
      <DraftApp>
        <Outlet />
      </DraftApp>
    </BuildingContext>
  );
}

/** The draft as an application, for everything that the runtime lends to the builder. */
function DraftApp({ children }: { children: ReactNode }) {
  const { session, publishedVersion } = useDraft();
  const { kinds } = useBuilding();
  // The field at hand is drawn at once; what only reads the whole may follow.
  const document = useDeferredValue(session.document);
  const app = useMemo(
    () => appView(document, kinds, publishedVersion ?? 0),
    [document, kinds, publishedVersion],
  );
  const [nowhere] = useState(() => () => undefined);
  return (
    <AppContext value={app}>
      <KindProvider onOpen={nowhere}>{children}</KindProvider>
    </AppContext>
  );
}

/** Nothing is left behind: what waits is sent when the page goes out of sight, and looked after when it comes back. */
function KeptSafe() {
  const { store } = useBuilding();
  useEffect(() => {
    const onHide = (): void => {
      if (document.visibilityState === "hidden") void store.flush();
      else void store.refresh().catch(() => undefined);
    };
    const onLeave = (event: BeforeUnloadEvent): void => {
      if (!isSaved(store.snapshot().session)) event.preventDefault();
    };
    document.addEventListener("visibilitychange", onHide);
    // Two windows beside each other are both visible all the time.
    window.addEventListener("focus", onHide);
    window.addEventListener("beforeunload", onLeave);
    return () => {
      document.removeEventListener("visibilitychange", onHide);
      window.removeEventListener("focus", onHide);
      window.removeEventListener("beforeunload", onLeave);
      void store.flush();
    };
  }, [store]);
  return null;
}
