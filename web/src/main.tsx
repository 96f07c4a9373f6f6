/** Starts the page: words, theme, queries, then whoever is at the screen. */
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { builderRoutes, designRoutes } from "./builder/routes";
import { queries } from "./runtime/queries";
import { watchParts } from "./runtime/renewal";
import { routerWith } from "./runtime/routes";
import { Doorway } from "./runtime/session/Doorway";
import { storedLanguage } from "./ui/appearance";
import { bringTheRest } from "./ui/later";
import { heedFirstClicks } from "./ui/pressedOnce";
import { ThemeProvider } from "./ui/ThemeProvider";
import "./ui/page.css";
import { loadWords } from "./words";

watchParts();
heedFirstClicks();
await loadWords(storedLanguage());

const router = routerWith(builderRoutes, designRoutes);
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <ThemeProvider>
          <Doorway router={router} />
        </ThemeProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
bringTheRest(
  () => !router.state.initialized || router.state.navigation.state !== "idle" || queries.isFetching() > 0,
);
