/** Nothing is at this address. */
import { Problem } from "~/api/problem";
import { Failure } from "~/ui/Failure";

export function Missing() {
  return <Failure thrown={new Problem(404, {})} />;
}
