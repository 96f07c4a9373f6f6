/** After an update the server no longer has the parts of the page that is open: then it is loaded anew, once, and the
 * page says so. */

const RENEWED = "mortise.renewed";
const TOLD = "mortise.renewed.told";
/** A second failure within this time is no update; loading the page again and again would not mend it. */
const ONCE_MS = 60_000;

const missing = new WeakSet<object>();

/** Begins to notice parts of the page that cannot be loaded. */
export function watchParts(): void {
  window.addEventListener("vite:preloadError", (event) => missing.add(event.payload));
}

export function isRenewable(thrown: unknown): boolean {
  if (typeof thrown !== "object" || thrown === null || !missing.has(thrown)) return false;
  return Date.now() - Number(sessionStorage.getItem(RENEWED) ?? 0) > ONCE_MS;
}

/** Whether the server answers: without it, loading the page again would lose what is still there. */
export async function isServed(): Promise<boolean> {
  try {
    return (await fetch("/health", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

/** Loads the page again, if that can be done. */
export function reload(): void {
  void isServed().then((served) => {
    if (served) window.location.reload();
  });
}

export function renew(): void {
  sessionStorage.setItem(RENEWED, String(Date.now()));
  sessionStorage.removeItem(TOLD);
  window.location.reload();
}

/** Whether the page was just loaded anew; the first who asks is told. */
export function takeRenewed(): boolean {
  if (!sessionStorage.getItem(RENEWED) || sessionStorage.getItem(TOLD)) return false;
  sessionStorage.setItem(TOLD, "yes");
  return true;
}
