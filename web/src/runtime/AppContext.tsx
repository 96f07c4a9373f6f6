/** The application that is open, its definition read and at hand for everything inside it. */
import { createContext, useContext } from "react";
import { useParams } from "react-router";
import { formOf } from "~/api/apps";
import type { AppView, FormView } from "~/api/types";

export const AppContext = createContext<AppView | null>(null);

export function useCurrentApp(): AppView {
  const app = useContext(AppContext);
  if (!app) throw new Error("No application is open.");
  return app;
}

/** The form that the address names, or nothing when there is none such. */
export function useAddressedForm(): FormView | undefined {
  const { form } = useParams();
  return formOf(useCurrentApp(), form ?? "");
}
