/** Becoming somebody else for a while, and oneself again: the whole page begins anew, in every tab. */
import { useQuery } from "@tanstack/react-query";
import { keys } from "~/api/keys";
import { type Guise, type SeeingAs, seeAs } from "~/api/seeAs";
import { useMe } from "~/api/session";
import { addresses } from "../addresses";

const CHANGED = "mortise.seeing";

/** Tells the other tabs, whose cookies are the same, that they are somebody else now. */
function tellOthers(): void {
  localStorage.setItem(CHANGED, String(Date.now()));
}

export function reloadWithOthers(): () => void {
  const onChange = (event: StorageEvent): void => {
    if (event.key === CHANGED) window.location.reload();
  };
  window.addEventListener("storage", onChange);
  return () => window.removeEventListener("storage", onChange);
}

export async function beginSeeing(app: string, guise: Guise, place = addresses.app(app)): Promise<void> {
  await seeAs.begin(app, guise);
  tellOthers();
  window.location.assign(place);
}

export async function endSeeing(): Promise<void> {
  await seeAs.end();
  tellOthers();
  window.location.reload();
}

/** As whom the application is seen; nothing while one is oneself. */
export function useSeeing(): SeeingAs | null {
  const { is_looking: isLooking } = useMe();
  const { data } = useQuery({
    queryKey: keys.seeingAs,
    queryFn: ({ signal }) => seeAs.read(signal),
    enabled: isLooking === true,
  });
  return data ?? null;
}
