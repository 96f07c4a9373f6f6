/** The one way to the server: typed requests, problems as exceptions, and a lost session asked for again. */
import { i18n } from "~/words";
import { offline, problemOf } from "./problem";
import { session } from "./session";

export type Query = Record<string, string | number | boolean | null | undefined>;

export interface RequestOptions {
  query?: Query;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

export function addressOf(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== "",
  );
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `/api${path}${text ? `?${text}` : ""}`;
}

async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  const isForm = options.body instanceof FormData;
  const init: RequestInit = {
    method,
    credentials: "same-origin",
    headers: {
      Accept: "application/json",
      "Accept-Language": i18n.language,
      ...(options.body === undefined || isForm ? {} : { "Content-Type": "application/json" }),
      ...options.headers,
    },
  };
  if (options.signal) init.signal = options.signal;
  if (options.body !== undefined)
    init.body = isForm ? (options.body as FormData) : JSON.stringify(options.body);
  try {
    return await fetch(addressOf(path, options.query), init);
  } catch (thrown) {
    if (options.signal?.aborted) throw thrown;
    throw offline();
  }
}

const CHANGE_REQUIRED = "password_change_required";

/** Sends a request and gives the answer's JSON. When the session has ended, or the person must choose a new password
 * first, it waits until that is done and sends the request again, so that nothing typed is lost. */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  let response = await send(method, path, options);
  if (response.status === 401 && session.isOpen()) {
    await session.renewed();
    response = await send(method, path, options);
  }
  if (!response.ok) {
    const problem = await problemOf(response);
    if (problem.code !== CHANGE_REQUIRED || !session.isOpen()) throw problem;
    await session.passwordChosen();
    return request<T>(method, path, options);
  }
  return (response.status === 204 ? undefined : await response.json()) as T;
}

export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
    request<T>("GET", path, { ...(query ? { query } : {}), ...(signal ? { signal } : {}) }),
  post: <T>(path: string, body?: unknown, options: RequestOptions = {}): Promise<T> =>
    request<T>("POST", path, { ...options, body }),
  put: <T>(path: string, body: unknown): Promise<T> => request<T>("PUT", path, { body }),
  patch: <T>(path: string, body: unknown): Promise<T> => request<T>("PATCH", path, { body }),
  delete: <T>(path: string, query?: Query): Promise<T> => request<T>("DELETE", path, query ? { query } : {}),
};
