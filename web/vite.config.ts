import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const often = new Set(readFileSync("src/ui/oftenIcons.ts", "utf-8").match(/\w+Outlined/g));
const isIcon = (id: string): boolean => /node_modules[\\/]@ant-design[\\/]icons/.test(id);
const nameOf = (id: string): string => id.match(/(\w+)\.js$/)?.[1] ?? "";
const server = process.env.MORTISE_SERVER ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "~": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "../platform/mortise/web",
    emptyOutDir: true,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      treeshake: {
        // Their modules do nothing but define: what a page does not use of them need not come with it.
        moduleSideEffects: [
          { test: /node_modules[\\/](antd|@rc-component|@ant-design)[\\/]/, sideEffects: false },
        ],
      },
      output: {
        // What several pages share would else bear all their names.
        chunkFileNames: ({ name }) => `assets/${name.replace(/~.*/, "")}-[hash].js`,
        codeSplitting: {
          // A page is a few files of a fair size: a hundred small ones cost a browser more than what is in them. The
          // controls that every form has are one file, and so are the icons; what else pages share comes by who needs
          // it. Parts that need one another must not be torn apart, nor may chunks be merged into circles: a module
          // would run before what it takes apart.
          groups: [
            { name: "start", tags: ["$initial"], priority: 5 },
            {
              name: "icons",
              test: (id) => isIcon(id) && !often.has(nameOf(id)),
              minShareCount: 2,
              entriesAware: true,
              entriesAwareMergeThreshold: 20000,
              priority: 3,
            },
            // These are shared with the file that names them all, too.
            {
              name: "icons",
              test: (id) => isIcon(id) && often.has(nameOf(id)),
              minShareCount: 3,
              entriesAware: true,
              entriesAwareMergeThreshold: 20000,
              priority: 3,
            },
            { name: "often", test: (id) => isIcon(id) && often.has(nameOf(id)), priority: 2 },
            {
              name: "library",
              test: /node_modules[\\/](antd|@rc-component|rc-[a-z-]+|@ant-design|dayjs)[\\/]/,
              minShareCount: 2,
              entriesAware: true,
              priority: 2,
            },
            { name: "shared", minShareCount: 2, entriesAware: true, priority: 1 },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      // The host compares Origin with its own address, so a proxied request must carry that address.
      ["/api", "/schemas"].map((path) => [
        path,
        { target: server, changeOrigin: true, headers: { origin: server } },
      ]),
    ),
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing.ts"],
    // A page and modules of its own for each file would take ten times as long as the tests.
    isolate: false,
    // A machine with other work is slow; what hangs is still told.
    testTimeout: 20_000,
  },
});
