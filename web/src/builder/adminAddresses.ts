/** Where the pages of an application's administration stand. */
import { addresses } from "~/runtime/addresses";

export const adminAddresses = {
  versions: addresses.admin,
  publish: (app: string): string => `${addresses.admin(app)}/publish`,
  losses: (app: string): string => `${addresses.admin(app)}/losses`,
  usage: (app: string): string => `${addresses.admin(app)}/usage`,
  parked: (app: string): string => `${addresses.admin(app)}/parked`,
};
