/** A page that could not be drawn, with the menu still around it; after an update the new one is loaded at once, as long
 * as there is a server to load it from. */
import { useEffect, useState } from "react";
import { useRouteError } from "react-router";
import { offline, Problem } from "~/api/problem";
import { Failure } from "~/ui/Failure";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { isRenewable, isServed, reload, renew } from "./renewal";

const LOOK_MS = 3_000;

export function Broken() {
  const thrown = useRouteError();
  const [away, setAway] = useState(false);
  const renewable = isRenewable(thrown) && !away;
  // What is missing may be a part of the page or what it reads, whichever was asked for first.
  const isCutOff = away || (thrown instanceof Problem && thrown.code === "offline");
  useEffect(() => {
    if (renewable) void isServed().then((served) => (served ? renew() : setAway(true)));
  }, [renewable]);
  useEffect(() => {
    if (!isCutOff) return;
    window.addEventListener("online", reload);
    // A server that is started anew is told by no event.
    const looking = window.setInterval(reload, LOOK_MS);
    return () => {
      window.removeEventListener("online", reload);
      window.clearInterval(looking);
    };
  }, [isCutOff]);
  if (renewable) return <PageSkeleton />;
  return <Failure thrown={away ? offline() : thrown} onRetry={reload} />;
}
