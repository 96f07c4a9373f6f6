/** A refusal or failure as a person reads it: what happened and the way out. */
import { i18n } from "~/words";
import type { Issue } from "./types";

interface ProblemBody {
  title?: string;
  status?: number;
  code?: string;
  detail?: string;
  issues?: Issue[];
  [extra: string]: unknown;
}

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly issues: readonly Issue[];
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: ProblemBody) {
    super(body.detail || fallback(status, body.code ?? ""));
    this.name = "Problem";
    this.status = status;
    this.code = body.code ?? `http_${status}`;
    this.issues = body.issues ?? [];
    this.body = body;
  }

  /** Whether trying the same again may succeed. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

function fallback(status: number, code: string): string {
  const known = [`errors:${code}`, `errors:http_${status}`].find((key) => i18n.exists(key));
  return i18n.t(known ?? "errors:unknown");
}

export function offline(): Problem {
  return new Problem(0, { code: "offline" });
}

export async function problemOf(response: Response): Promise<Problem> {
  const isJson = /[/+]json/.test(response.headers.get("content-type") ?? "");
  const body: ProblemBody = isJson ? await response.json().catch(() => ({})) : {};
  return new Problem(response.status, body);
}

/** What an issue says, and the way out. */
export function told({ message, hint }: Pick<Issue, "message" | "hint">): string {
  return sentences([message, hint]);
}

/** Sentences one behind the other: after a Chinese full stop stands no space. */
export function sentences(parts: readonly string[]): string {
  return parts
    .filter(Boolean)
    .reduce((text, part) => text + (/(^|[。！？：；])$/.test(text) ? "" : " ") + part, "");
}

/** The sentences of whatever was thrown: first the problem itself, then the issues that stand nowhere else. */
export function sentenceOf(thrown: unknown): string {
  if (!(thrown instanceof Problem)) return i18n.t("errors:unknown");
  const [issue] = thrown.issues;
  if (thrown.issues.length === 1 && issue) return told(issue);
  return thrown.message;
}
