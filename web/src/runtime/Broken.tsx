/** A page that could not be drawn, with the menu still around it; after an update the new one is loaded at once. */
import { useEffect } from "react";
import { useRouteError } from "react-router";
import { Failure } from "~/ui/Failure";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { isRenewable, renew } from "./renewal";

export function Broken() {
  const thrown = useRouteError();
  const renewable = isRenewable(thrown);
  useEffect(() => {
    if (renewable) renew();
  }, [renewable]);
  if (renewable) return <PageSkeleton />;
  return <Failure thrown={thrown} onRetry={() => window.location.reload()} />;
}
