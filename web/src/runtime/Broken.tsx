/** A page that could not be drawn, with the menu still around it; after an update the new one is loaded at once, as long
 * as there is a server to load it from. */
import { useEffect, useState } from "react";
import { useRouteError } from "react-router";
import { offline } from "~/api/problem";
import { Failure } from "~/ui/Failure";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { isRenewable, isServed, reload, renew } from "./renewal";

export function Broken() {
  const thrown = useRouteError();
  const [away, setAway] = useState(false);
  const renewable = isRenewable(thrown) && !away;
  useEffect(() => {
    if (renewable) void isServed().then((served) => (served ? renew() : setAway(true)));
  }, [renewable]);
  useEffect(() => {
    if (!away) return;
    window.addEventListener("online", reload);
    return () => window.removeEventListener("online", reload);
  }, [away]);
  if (renewable) return <PageSkeleton />;
  return <Failure thrown={away ? offline() : thrown} onRetry={reload} />;
}
