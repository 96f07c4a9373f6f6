/** Opening and closing the session, and what follows in the page. */
import { api, request } from "~/api/client";
import { Problem } from "~/api/problem";
import { session } from "~/api/session";
import type { Me } from "~/api/types";
import { chooseTheme, showLanguage } from "~/ui/appearance";
import { beginWeeksOn } from "~/ui/weekStart";
import type { Locale } from "~/words";
import { queries } from "../queries";

/** Asks who is signed in; nobody is an answer too. */
export async function readMe(): Promise<void> {
  try {
    await enter(await api.get<Me>("/me"));
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.status !== 401) throw thrown;
    session.close();
  }
}

async function enter(me: Me): Promise<void> {
  await showLanguage(me.person.language);
  if (me.person.theme) chooseTheme(me.person.theme);
  beginWeeksOn(me.company.week_start);
  session.open(me);
  const language = chosenOutside;
  if (language === null || !session.isReady()) return;
  chosenOutside = null;
  // Whoever chose one before is shown that one, also here.
  if (!me.person.has_chosen_language) await keepChoice({ language });
}

/** The language that somebody chose before coming in, who then turns out to be a person. */
let chosenOutside: Locale | null = null;

/** What was typed to come in, for as long as it must be replaced: nobody types it twice within a minute. */
let typed: string | null = null;

export async function signIn(login: string, password: string): Promise<void> {
  await request("POST", "/session", { body: { login, password } });
  const me = await request<Me>("GET", "/me");
  typed = me.person.must_change_password ? password : null;
  await enter(me);
}

export function typedPassword(): string | null {
  return typed;
}

/** Replaces one's own password; whatever waited for that goes on. */
export async function choosePassword(current: string, chosen: string): Promise<void> {
  await api.post<void>("/me/password", { current, new: chosen });
  typed = null;
  await readMe();
}

export async function signOut(): Promise<void> {
  await api.delete("/session");
  queries.clear();
  session.close();
}

/** Remembers a choice with the person, so that the next browser shows it too; this one already does. */
export async function keepChoice(choice: { language?: Locale; theme?: string }): Promise<void> {
  if (session.isReady()) await api.patch("/me", choice);
  else if (choice.language) chosenOutside = choice.language;
}
