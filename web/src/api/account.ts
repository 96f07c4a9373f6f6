/** One's own account: where one is signed in, and the tokens of one's programs. */
import { api } from "./client";

export interface OwnSession {
  id: string;
  current: boolean;
  created_at: string;
  last_seen_at: string;
  address: string | null;
  agent: string | null;
}

export interface Token {
  id: number;
  name: string;
  scopes: string[];
  created_at: string;
  expires_at: string;
  last_used_at: string | null;
}

export interface TokenInput {
  name: string;
  scopes: string[];
  expires_at: string;
}

export const account = {
  sessions: async (): Promise<OwnSession[]> => (await api.get<{ items: OwnSession[] }>("/me/sessions")).items,
  endSession: (id: string): Promise<void> => api.delete<void>(`/me/sessions/${id}`),
  endOtherSessions: (): Promise<void> => api.delete<void>("/me/sessions"),

  tokens: async (): Promise<Token[]> => (await api.get<{ items: Token[] }>("/tokens")).items,
  addToken: (given: TokenInput) => api.post<{ id: number; token: string }>("/tokens", given),
  revokeToken: (id: number): Promise<void> => api.delete<void>(`/tokens/${id}`),
};
