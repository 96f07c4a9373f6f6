/** A page that could not be drawn, with the menu still around it; loading it anew often helps after an update. */
import { useRouteError } from "react-router";
import { Failure } from "~/ui/Failure";

export function Broken() {
  return <Failure thrown={useRouteError()} onRetry={() => window.location.reload()} />;
}
