/** Which page stands at which address. */
import { createBrowserRouter, type RouteObject } from "react-router";
import { Broken } from "./Broken";
import { Missing } from "./Missing";
import { Shell } from "./shell/Shell";

const APP = "app";

const routes: RouteObject[] = [
  {
    element: <Shell />,
    HydrateFallback: () => null,
    children: [
      {
        errorElement: <Broken />,
        children: [
          { index: true, lazy: async () => ({ Component: (await import("./home/HomePage")).HomePage }) },
          { path: "me", lazy: async () => ({ Component: (await import("./me/MePage")).MePage }) },
          {
            path: "shared",
            lazy: async () => ({ Component: (await import("./sharing/SharedPage")).SharedPage }),
          },
          { path: "inbox", lazy: async () => ({ Component: (await import("./flows/InboxPage")).InboxPage }) },
          {
            path: "people",
            lazy: async () => ({ Component: (await import("./people/PeoplePage")).PeoplePage }),
          },
          {
            path: "people/import",
            lazy: async () => ({
              Component: (await import("./people/import/OrganisationImportPage")).OrganisationImportPage,
            }),
          },
          {
            path: "people/positions",
            lazy: async () => ({ Component: (await import("./people/PositionsPage")).PositionsPage }),
          },
          {
            path: "people/groups",
            lazy: async () => ({ Component: (await import("./people/GroupsPage")).GroupsPage }),
          },
          {
            path: "company",
            lazy: async () => ({ Component: (await import("./company/CompanyPage")).CompanyPage }),
          },
          {
            id: APP,
            path: "apps/:app",
            lazy: async () => ({ Component: (await import("./shell/AppFrame")).AppFrame }),
            children: [
              { index: true, lazy: async () => ({ Component: (await import("./home/AppStart")).AppStart }) },
              {
                path: "app-flows",
                lazy: async () => ({
                  Component: (await import("./overseeing/OverseeingPage")).OverseeingPage,
                }),
              },
              {
                path: "import-file",
                lazy: async () => ({ Component: (await import("./import/NewFormPage")).NewFormPage }),
              },
              {
                path: ":form",
                lazy: async () => ({ Component: (await import("./records/ListPage")).ListPage }),
              },
              {
                path: ":form/import",
                lazy: async () => ({ Component: (await import("./import/ImportPage")).ImportPage }),
              },
              {
                path: ":form/new",
                lazy: async () => ({ Component: (await import("./record/NewRecordPage")).NewRecordPage }),
              },
              {
                path: ":form/:id",
                lazy: async () => ({ Component: (await import("./record/RecordPage")).RecordPage }),
              },
              {
                path: ":form/bin",
                lazy: async () => ({ Component: (await import("./records/BinPage")).BinPage }),
              },
            ],
          },
          { path: "*", element: <Missing /> },
        ],
      },
    ],
  },
];

/** With more pages inside an application, from above the runtime. */
function extended(route: RouteObject, pages: RouteObject[]): RouteObject {
  if (!route.children) return route;
  const children = route.children.map((child) => extended(child, pages));
  return { ...route, children: route.id === APP ? [...children, ...pages] : children };
}

/** `inApp` are more pages inside an application, `beside` such as need the whole window. */
export const routerWith = (inApp: RouteObject[], beside: RouteObject[]) =>
  createBrowserRouter([
    ...routes.map((route) => extended(route, inApp)),
    { errorElement: <Broken />, hydrateFallbackElement: null, children: beside },
  ]);
