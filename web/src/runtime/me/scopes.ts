/** How far a token reaches, as choices and in words. The server reads "<app>:<action>"; either may be "*". */
import type { TFunction } from "i18next";
import type { AppSummary } from "~/api/types";
import { type Locale, textOf } from "~/words";

const EVERY = "*";
/** What a token may be allowed: reading, or everything that its owner may do. */
const ACTIONS = ["view", EVERY] as const;

function appName(key: string, apps: readonly AppSummary[], locale: Locale, say: TFunction<"me">): string {
  if (key === EVERY) return say("reach_every_app");
  return textOf(apps.find((app) => app.key === key)?.label, locale) || key;
}

export function reachOf(
  scope: string,
  apps: readonly AppSummary[],
  locale: Locale,
  say: TFunction<"me">,
): string {
  const [app = "", action] = scope.split(":");
  if (action === undefined)
    return scope === "organisation" ? say("reach_organisation") : say("reach_install");
  const name = appName(app, apps, locale, say);
  if (action === EVERY) return say("reach_all", { app: name });
  return action === "view" ? say("reach_view", { app: name }) : say("reach_action", { app: name, action });
}

/** Every reach that is offered, the narrowest first; administrators may also let a token manage the installation. */
export function reaches(apps: readonly AppSummary[], isAdministrator: boolean): string[] {
  const own = [...apps.map(({ key }) => key), EVERY].flatMap((app) =>
    ACTIONS.map((action) => `${app}:${action}`),
  );
  return isAdministrator ? [...own, "organisation", "install"] : own;
}
