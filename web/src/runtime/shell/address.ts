/** Where in the product the reader is, read from the address. */
import { matchPath, useLocation } from "react-router";

export interface Address {
  app: string | null;
  form: string | null;
  /** What follows the form: a record's id, "new", "import", "bin". */
  rest: string | null;
}

export function useAddress(): Address {
  const { pathname } = useLocation();
  const match = matchPath("/apps/:app/:form?/:rest?", pathname);
  return {
    app: match?.params.app ?? null,
    form: match?.params.form ?? null,
    rest: match?.params.rest ?? null,
  };
}
