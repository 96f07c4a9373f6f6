/** When a table reads again what others changed: soon, not too often, and not while somebody types. */

export interface Heard {
  id: number;
  action: string;
  version?: number;
}

/** Everybody waits a little differently, so that not all who see a change ask at once. */
const SOON_MS = 150;
/** Reading again and again takes a part of the time, never all of it. */
const REST = 4;
const LEAST_REST_MS = 1_000;

export class Learning {
  private wanted = false;
  private held = false;
  private restUntil = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly refresh: () => Promise<void>) {}

  want(): void {
    this.wanted = true;
    this.plan();
  }

  hold(typing: boolean): void {
    if (this.held === typing) return;
    this.held = typing;
    this.plan();
  }

  close(): void {
    clearTimeout(this.timer);
    this.wanted = false;
  }

  private plan(): void {
    if (!this.wanted || this.held) return;
    clearTimeout(this.timer);
    const soon = SOON_MS * (1 + Math.random());
    this.timer = setTimeout(() => void this.read(), Math.max(soon, this.restUntil - Date.now()));
  }

  private async read(): Promise<void> {
    if (this.held) return;
    this.wanted = false;
    const began = Date.now();
    await this.refresh();
    this.restUntil = Date.now() + Math.max(LEAST_REST_MS, REST * (Date.now() - began));
  }
}
