/** Keeps a draft and the server of one mind: what is done is shown at once, sent after a pause, and carried over to
 * what others have done. */
import { Problem, sentenceOf } from "~/api/problem";
import type { Issue } from "~/api/types";
import type { Operation } from "./edit";
import type { Json } from "./json";
import {
  acknowledge,
  begin,
  type Command,
  decide,
  isSaved,
  meet,
  perform,
  redo,
  type Session,
  type Stepped,
  send,
  settle,
  undo,
  unsend,
} from "./session";

/** The draft as the server tells it. */
export interface DraftAnswer {
  revision: number;
  definition: Json;
  issues: readonly Issue[];
  /** Who changed it last, where that is known. */
  changed_by: { readonly title: string } | null;
  published_version: number | null;
  /** In how many parts it differs from the published version, if that is known. */
  changes: number | null;
  /** The forms and fields whose keys are final, by path (`visit.lines.item`); null where nothing is told of them. */
  published: readonly string[] | null;
}

export interface Transport {
  read: () => Promise<DraftAnswer>;
  patch: (revision: number, operations: readonly Operation[]) => Promise<DraftAnswer>;
}

export interface DraftState {
  session: Session;
  /** What the server finds wrong with the document that it has. */
  issues: readonly Issue[];
  changes: number | null;
  publishedVersion: number | null;
  published: ReadonlySet<string>;
  /** Why nothing is saved at the moment; it is tried again by itself unless it was refused. */
  trouble: { text: string; isRefused: boolean } | null;
}

const PAUSE_MS = 400;
const RETRY_MS = 3_000;
const MOST_CONFLICTS = 5;
/** The draft has moved on, or does not hold what the patch supposes. */
const CONFLICTS = [409, 412];

export class DraftStore {
  private state: DraftState;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly transport: Transport,
    answer: DraftAnswer,
  ) {
    this.state = {
      session: begin(answer.revision, answer.definition),
      issues: answer.issues,
      changes: answer.changes,
      publishedVersion: answer.published_version,
      published: new Set(answer.published),
      trouble: null,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): DraftState => this.state;

  /** Whether the command had anything to do. */
  perform(command: Command): boolean {
    const session = perform(this.state.session, command);
    if (session === this.state.session) return false;
    this.become({ session });
    this.sendSoon();
    return true;
  }

  undo(): Stepped {
    return this.step(undo(this.state.session));
  }

  redo(): Stepped {
    return this.step(redo(this.state.session));
  }

  settle(): void {
    this.become({ session: settle(this.state.session) });
  }

  decide(change: number, isInsisting: boolean): void {
    this.become({ session: decide(this.state.session, change, isInsisting) });
    this.sendSoon();
  }

  /** Sends what waits; done when the server has everything, or cannot have it now. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.sending ??= this.sendAll().finally(() => {
      this.sending = null;
    });
    await this.sending;
  }

  /** Looks whether somebody else has changed the draft. */
  async refresh(): Promise<void> {
    await this.flush();
    const answer = await this.transport.read();
    if (answer.revision !== this.state.session.revision) this.adopt(meet, answer);
    else this.become(told(answer, this.state));
    this.sendSoon();
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private step(stepped: Stepped): Stepped {
    this.become({ session: stepped.session });
    this.sendSoon();
    return stepped;
  }

  private sendSoon(wait = PAUSE_MS): void {
    clearTimeout(this.timer);
    if (isSaved(this.state.session)) return;
    this.timer = setTimeout(() => void this.flush(), wait);
  }

  private async sendAll(): Promise<void> {
    for (let conflicts = 0; ; ) {
      const sending = send(this.state.session);
      if (!sending) return;
      this.become({ session: sending.session });
      try {
        const { revision, operations } = sending.batch;
        this.adopt(acknowledge, await this.transport.patch(revision, operations));
      } catch (thrown) {
        const isConflict = thrown instanceof Problem && CONFLICTS.includes(thrown.status);
        conflicts += 1;
        if (!isConflict || conflicts > MOST_CONFLICTS || !(await this.catchUp())) {
          this.become({ session: unsend(this.state.session), trouble: troubleOf(thrown) });
          if (!this.state.trouble?.isRefused) this.sendSoon(RETRY_MS);
          return;
        }
      }
    }
  }

  private async catchUp(): Promise<boolean> {
    try {
      this.adopt(meet, await this.transport.read());
      return true;
    } catch {
      return false;
    }
  }

  private adopt(
    how: (session: Session, revision: number, document: Json, by: string) => Session,
    answer: DraftAnswer,
  ): void {
    this.become({
      session: how(this.state.session, answer.revision, answer.definition, answer.changed_by?.title ?? ""),
      ...told(answer, this.state),
      trouble: null,
    });
  }

  private become(next: Partial<DraftState>): void {
    this.state = { ...this.state, ...next };
    for (const listener of this.listeners) listener();
  }
}

/** What the server says beside the document. */
function told(answer: DraftAnswer, before: DraftState): Partial<DraftState> {
  return {
    issues: answer.issues,
    changes: answer.changes,
    publishedVersion: answer.published_version,
    published: answer.published ? new Set(answer.published) : before.published,
  };
}

function troubleOf(thrown: unknown): DraftState["trouble"] {
  const isPassing = thrown instanceof Problem && (thrown.passing || CONFLICTS.includes(thrown.status));
  return { text: sentenceOf(thrown), isRefused: !isPassing };
}
