/** One-time links by which people choose a new password. */
import { api, request } from "./client";

export interface LinkOwner {
  login: string;
  name: string;
  /** They have never chosen a password themselves. */
  first: boolean;
  expires_at: string;
}

export const passwordLinks = {
  make: (person: number) => api.post<{ path: string; expires_at: string }>(`/people/${person}/password-link`),
  read: (secret: string) => request<LinkOwner>("POST", "/password-links/read", { body: { secret } }),
  use: (secret: string, password: string) =>
    request<void>("POST", "/password-links/use", { body: { secret, password } }),
};
