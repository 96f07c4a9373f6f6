/** Which page of the builders stands at which address inside an application. */
import type { RouteObject } from "react-router";

export const builderRoutes: RouteObject[] = [
  {
    // No form's key has a hyphen.
    path: "app-admin",
    lazy: async () => ({ Component: (await import("./AdminFrame")).AdminFrame }),
    children: [
      { index: true, lazy: async () => ({ Component: (await import("./VersionsPage")).VersionsPage }) },
      {
        path: "publish",
        lazy: async () => ({ Component: (await import("./PublishPage")).PublishPage }),
      },
      { path: "losses", lazy: async () => ({ Component: (await import("./LossesPage")).LossesPage }) },
      { path: "parked", lazy: async () => ({ Component: (await import("./ParkedPage")).ParkedPage }) },
      { path: "usage", lazy: async () => ({ Component: (await import("./UsagePage")).UsagePage }) },
    ],
  },
];

/** Pages that need the whole window. */
export const designRoutes: RouteObject[] = [
  {
    path: "build",
    lazy: async () => ({ Component: (await import("./design/NewAppPage")).NewAppPage }),
  },
  {
    path: "build/:app",
    lazy: async () => ({ Component: (await import("./design/BuildFrame")).BuildFrame }),
    children: [
      { index: true, lazy: async () => ({ Component: (await import("./design/DesignPage")).DesignPage }) },
      { path: "pages", lazy: async () => ({ Component: (await import("./paging/PagesPage")).PagesPage }) },
      { path: "flows", lazy: async () => ({ Component: (await import("./flows/pages")).FlowsPage }) },
      { path: "flows/:flow", lazy: async () => ({ Component: (await import("./flows/pages")).FlowPage }) },
      { path: "menu", lazy: async () => ({ Component: (await import("./menu/MenuPage")).MenuPage }) },
      { path: "roles", lazy: async () => ({ Component: (await import("./roles/RolesPage")).RolesPage }) },
      {
        path: "publish",
        lazy: async () => ({ Component: (await import("./design/PublishStep")).PublishStep }),
      },
    ],
  },
];
