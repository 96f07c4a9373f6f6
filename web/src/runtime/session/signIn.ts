/** Opening and closing the session, and what follows in the page. */
import { api, request } from "~/api/client";
import { Problem } from "~/api/problem";
import { session } from "~/api/session";
import type { Me } from "~/api/types";
import { chooseTheme, showLanguage } from "~/ui/appearance";
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
  if (me.person.language) await showLanguage(me.person.language);
  if (me.person.theme) chooseTheme(me.person.theme);
  session.open(me);
}

export async function signIn(login: string, password: string): Promise<void> {
  await request("POST", "/session", { body: { login, password } });
  await enter(await request<Me>("GET", "/me"));
}

export async function signOut(): Promise<void> {
  await api.delete("/session");
  queries.clear();
  session.close();
}

/** Remembers a choice with the person, so that the next browser shows it too; this one already does. */
export async function keepChoice(choice: { language?: Locale; theme?: string }): Promise<void> {
  if (session.isOpen()) await api.patch("/me", choice);
}
