/** The one stream of events that a page holds open while somebody looks at it; it comes back by itself. */
import { api } from "~/api/client";

/** Records in one's lists that changed; of many at once no more is said than that they are many. */
export interface RecordsNews {
  app: string;
  form: string;
  changes?: readonly RecordNews[];
  many?: boolean;
}

export interface RecordNews {
  id: number;
  action: "create" | "update" | "delete" | "restore";
  /** Not given where only computed values changed. */
  version?: number;
}

/** What is told, by name. `reread` is said by this page itself: what stands here may be older than the stream. */
export interface News {
  records: RecordsNews;
  app: { app: string; version: number };
  import: { id: number; state: string };
  publication: { id: number; state: string };
  notification: Record<string, unknown>;
  tasks: Record<string, never>;
  reset: Record<string, never>;
  reread: Record<string, never>;
}

export type Topic = keyof News;
/** Lost: the server was asked and does not answer. */
export type Standing = "starting" | "open" | "lost";

type Listener = (news: never) => void;

const TOPICS: readonly Topic[] = [
  "records",
  "app",
  "import",
  "publication",
  "notification",
  "tasks",
  "reset",
];
/** The server is silent for 20 seconds at most. */
const SILENCE_MS = 50_000;
/** A page that nobody looked at for so long holds no stream. */
const UNSEEN_MS = 60_000;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 30_000;

export class LiveStream {
  private source: EventSource | null = null;
  private listeners = new Map<Topic, Set<Listener>>();
  private watchers = new Set<() => void>();
  private standing: Standing = "starting";
  private last = "";
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private running = false;

  get = (): Standing => this.standing;

  subscribe = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  listen<Name extends Topic>(topic: Name, listener: (news: News[Name]) => void): () => void {
    const all = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, all);
    all.add(listener as Listener);
    return () => all.delete(listener as Listener);
  }

  start(): () => void {
    this.running = true;
    document.addEventListener("visibilitychange", this.look);
    window.addEventListener("online", this.hurry);
    this.open();
    return () => {
      this.running = false;
      document.removeEventListener("visibilitychange", this.look);
      window.removeEventListener("online", this.hurry);
      this.close();
      this.last = "";
    };
  }

  /** A page out of sight lets its stream go after a while, and goes on from there when it is looked at again. */
  private look = (): void => {
    clearTimeout(this.timer);
    if (document.visibilityState === "hidden") this.timer = setTimeout(() => this.close(), UNSEEN_MS);
    else if (!this.source) this.open();
  };

  private hurry = (): void => {
    if (this.source) return;
    clearTimeout(this.timer);
    void this.comeBack();
  };

  private open(): void {
    this.close();
    const fresh = this.last === "";
    const source = new EventSource(fresh ? "/api/events" : `/api/events?after=${this.last}`);
    this.source = source;
    const on = (name: string, act: (data: unknown) => void): void =>
      source.addEventListener(name, (event: MessageEvent<string>) => {
        if (this.source !== source) return;
        this.heard(event.lastEventId);
        act(JSON.parse(event.data));
      });
    on("begin", () => {
      this.failures = 0;
      this.become("open");
      if (fresh) this.tell("reread", {});
    });
    on("beat", () => undefined);
    on("end", (data) => this.ended((data as { reason: string }).reason));
    for (const topic of TOPICS) on(topic, (data) => this.tell(topic, data));
    source.onerror = () => {
      if (this.source === source) this.retry();
    };
    this.heard("");
  }

  private heard(id: string): void {
    if (id) this.last = id;
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.retry(), SILENCE_MS);
  }

  private ended(reason: string): void {
    this.close();
    if (reason === "replaced") return;
    if (reason === "signed_out") void this.comeBack();
    else this.retry();
  }

  private retry(): void {
    this.close();
    if (!this.running) return;
    // Those who lost the server together do not come back together.
    const pause = Math.min(SHORTEST_MS * 2 ** this.failures, LONGEST_MS) * (0.5 + Math.random());
    this.failures += 1;
    this.timer = setTimeout(() => void this.comeBack(), pause);
  }

  /** A stream cannot say why it is refused: another question finds out whether the session has ended, which is then
   * asked for, or the server is away. */
  private async comeBack(): Promise<void> {
    try {
      await api.get("/me");
    } catch {
      if (!this.running) return;
      this.become("lost");
      this.retry();
      return;
    }
    if (this.running && !this.source && document.visibilityState !== "hidden") this.open();
  }

  private close(): void {
    clearTimeout(this.timer);
    clearTimeout(this.silence);
    this.source?.close();
    this.source = null;
  }

  private tell(topic: Topic, data: unknown): void {
    for (const listener of this.listeners.get(topic) ?? []) listener(data as never);
  }

  private become(standing: Standing): void {
    if (this.standing === standing) return;
    this.standing = standing;
    for (const watcher of this.watchers) watcher();
  }
}

export const live = new LiveStream();
