/** Which page stands at which address. */
import { createBrowserRouter } from "react-router";
import { Broken } from "./Broken";
import { Missing } from "./Missing";
import { AppFrame } from "./shell/AppFrame";
import { Shell } from "./shell/Shell";

export const router = createBrowserRouter([
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
            path: "people",
            lazy: async () => ({ Component: (await import("./people/PeoplePage")).PeoplePage }),
          },
          {
            path: "apps/:app",
            element: <AppFrame />,
            children: [
              { index: true, lazy: async () => ({ Component: (await import("./home/AppStart")).AppStart }) },
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
]);
