/** A draft in the hands of one builder: what the server has, what is on its way to it, and what can be undone. Every
 * function gives a new session; nothing here waits, sends or draws. */
import { applyAll, type Change, type Done, isClash, type Made, remake, reversed } from "./change";
import { type Edit, isRefusal, type Operation } from "./edit";
import { equal, type Json } from "./json";
import { type Aside, rebase, renamed } from "./rebase";

export interface Session {
  /** Of the document that the server has. */
  revision: number;
  saved: Json;
  /** Changes on their way to the server, and those that follow. */
  sent: readonly Change[];
  waiting: readonly Change[];
  /** The saved document with all of them: what the person sees. */
  document: Json;
  past: readonly Change[];
  future: readonly Change[];
  /** One's own changes that would overwrite somebody else's unseen. */
  aside: readonly Aside[];
  made: number;
}

/** What a person does: its edits, and how it is called. */
export interface Command {
  what: string;
  name?: string;
  edits: readonly Edit[];
  merges?: string | undefined;
}

/** As many steps as anybody goes back. */
const MOST_STEPS = 500;
/** Operations that go to the server at once. */
const MOST_OPERATIONS = 1_000;

export function begin(revision: number, document: Json): Session {
  return {
    revision,
    saved: document,
    sent: [],
    waiting: [],
    document,
    past: [],
    future: [],
    aside: [],
    made: 0,
  };
}

export const isSaved = (session: Session): boolean =>
  session.sent.length === 0 && session.waiting.length === 0;

/** The session after a command; the same one when it has nothing to do, or cannot be done any more. */
export function perform(session: Session, command: Command): Session {
  const made = applyAll(session.document, command.edits);
  if (isRefusal(made) || made.operations.length === 0) return session;
  const { what, name = "", merges = null } = command;
  const change: Change = { id: session.made + 1, what, name, merges, ...kept(made) };
  const last = session.past.at(-1);
  const isMore = merges !== null && last?.merges === merges && session.future.length === 0;
  const step: Change =
    isMore && last ? { ...last, id: change.id, done: joined(last.done, change.done) } : change;
  const past = isMore ? session.past.slice(0, -1) : session.past;
  return {
    ...session,
    made: change.id,
    document: made.document,
    waiting: [...session.waiting, change],
    past: [...past, step].slice(-MOST_STEPS),
    future: [],
  };
}

/** Ends what would go on as one step with what follows: a label is left and entered again. */
export function settle(session: Session): Session {
  const last = session.past.at(-1);
  if (!last?.merges) return session;
  return { ...session, past: [...session.past.slice(0, -1), { ...last, merges: null }] };
}

/** The letters of a label one after the other are one edit from the first text to the last. */
function joined(before: readonly Done[], after: readonly Done[]): readonly Done[] {
  const [first, second] = [before.at(-1), after[0]];
  if (before.length !== 1 || after.length !== 1 || !first || !second) return [...before, ...after];
  if (first.edit.do !== "set" || second.edit.do !== "set") return [...before, ...after];
  return [{ edit: second.edit, opposite: first.opposite }];
}

export interface Stepped {
  session: Session;
  /** What was undone or done again; null when there was nothing, or when somebody else has changed it since. */
  step: Change | null;
  isStale: boolean;
}

export const undo = (session: Session): Stepped => stepBack(session, "past", "future");
export const redo = (session: Session): Stepped => stepBack(session, "future", "past");

function stepBack(session: Session, from: "past" | "future", to: "past" | "future"): Stepped {
  const step = session[from].at(-1);
  if (!step) return { session, step: null, isStale: false };
  const left = { ...session, [from]: session[from].slice(0, -1) };
  const id = session.made + 1;
  const back: Change = { ...step, id, merges: null, done: reversed(step.done) };
  const made = remake(session.document, back);
  // What somebody else has changed meanwhile is theirs: it is not taken back over their head.
  if (isClash(made)) return { session: left, step: null, isStale: true };
  const change = { ...back, ...kept(made) };
  return {
    session: {
      ...left,
      made: id,
      document: made.document,
      waiting: made.operations.length > 0 ? [...session.waiting, change] : session.waiting,
      [to]: [...session[to], change],
    },
    step,
    isStale: false,
  };
}

function kept({ done, operations }: Made): Pick<Change, "done" | "operations"> {
  return { done, operations };
}

export interface Batch {
  revision: number;
  operations: readonly Operation[];
}

/** Takes what goes to the server next, while nothing else is on its way. */
export function send(session: Session): { session: Session; batch: Batch } | null {
  if (session.sent.length > 0 || session.waiting.length === 0) return null;
  let count = 0;
  let size = 0;
  for (const { operations } of session.waiting) {
    if (count > 0 && size + operations.length > MOST_OPERATIONS) break;
    size += operations.length;
    count += 1;
  }
  const sent = session.waiting.slice(0, count);
  return {
    session: { ...session, sent, waiting: session.waiting.slice(count) },
    batch: { revision: session.revision, operations: sent.flatMap(({ operations }) => operations) },
  };
}

/** What was sent did not arrive: it goes again, in front of the rest. */
export function unsend(session: Session): Session {
  return { ...session, sent: [], waiting: [...session.sent, ...session.waiting] };
}

/** The server has what was sent, and says what the draft is now. */
export function acknowledge(session: Session, revision: number, document: Json): Session {
  const saved = withChanges(session.saved, session.sent);
  const arrived = { ...session, sent: [] };
  if (saved && equal(saved, document)) return { ...arrived, revision, saved: document };
  return carried(arrived, revision, document);
}

/** Somebody else, called `by` where that is known, has changed the draft: one's own changes are carried over to it. */
export function meet(session: Session, revision: number, document: Json, by = ""): Session {
  const whole = withChanges(session.saved, session.sent);
  // What was sent had arrived; only the answer was lost.
  if (session.sent.length > 0 && whole && equal(whole, document))
    return { ...session, sent: [], revision, saved: document };
  return carried(unsend(session), revision, document, by);
}

function withChanges(document: Json, changes: readonly Change[]): Json | null {
  const made = applyAll(
    document,
    changes.flatMap(({ done }) => done.map(({ edit }) => edit)),
  );
  return isRefusal(made) ? null : made.document;
}

function carried(session: Session, revision: number, theirs: Json, by = ""): Session {
  const { document, changes, aside, renamings } = rebase(theirs, session.document, session.waiting);
  const named = (step: Change): Change => renamings.reduce(renamed, step);
  const lost = new Set(aside.map(({ change }) => change.id));
  return {
    ...session,
    revision,
    saved: theirs,
    document,
    waiting: changes,
    past: session.past.filter(({ id }) => !lost.has(id)).map(named),
    future: session.future.map(named),
    aside: [...session.aside, ...aside.map((one) => ({ ...one, by }))],
  };
}

/** Decides about a change that was laid aside: it is made after all, or let go. */
export function decide(session: Session, id: number, isInsisting: boolean): Session {
  const found = session.aside.find(({ change }) => change.id === id);
  if (!found) return session;
  const rest = { ...session, aside: session.aside.filter((one) => one !== found) };
  if (!isInsisting) return rest;
  const { what, name } = found.change;
  return perform(rest, { what, name, edits: found.insisting });
}
