/** Where the pages stand on which an application is built. */
import { addresses } from "~/runtime/addresses";

export const buildAddresses = {
  design: addresses.build,
  roles: (app: string): string => `${addresses.build(app)}/roles`,
  publish: (app: string): string => `${addresses.build(app)}/publish`,
};
