/** How answers are kept and asked for again. */
import { QueryClient } from "@tanstack/react-query";
import { Problem } from "~/api/problem";

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, thrown) => count < 2 && thrown instanceof Problem && thrown.passing,
    },
    // A change that cannot be sent fails at once; kept back, it would go out long after it was cancelled.
    mutations: { networkMode: "always" },
  },
});
