/** Reads the application that the address names and puts its definition under its pages. */
import { Outlet, useParams } from "react-router";
import { useApp } from "~/api/apps";
import { useSavedViews } from "~/api/views";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { AppContext } from "../AppContext";
import { OpenRecords } from "../record/OpenRecords";

export function AppFrame() {
  const { app: key = "" } = useParams();
  const app = useApp(key);
  // Asked for beside the definition, not after it: lists begin with one of them.
  useSavedViews(key);
  const waiting = useDelayed(app.isPending);

  if (app.error && !app.data) return <Failure thrown={app.error} onRetry={() => void app.refetch()} />;
  if (!app.data) return waiting ? <PageSkeleton /> : null;
  return (
    <AppContext value={app.data}>
      <OpenRecords>
        <Outlet />
      </OpenRecords>
    </AppContext>
  );
}
