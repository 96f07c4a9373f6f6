const layer = (from, to, comment) => ({
  name: `${from.replace(/[^a-z]/g, "")}-imports-down`,
  severity: "error",
  comment,
  from: { path: `^src/${from}` },
  to: { path: `^src/${to}` },
});

/** The order builder > runtime > kinds > ui, api, expression > words; nothing imports upwards. */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    layer("runtime/", "builder/", "The runtime lives without the builder."),
    layer("kinds/", "(builder|runtime)/", "Kinds receive what lies above them through their context."),
    layer("(ui|api|expression)/", "(builder|runtime|kinds)/", "The lowest layers know nothing above them."),
    layer("expression/", "(ui|api|words)/", "The expression language is pure."),
    layer("words/", "(builder|runtime|kinds|ui|api|expression)/", "Words are data."),
    {
      name: "kinds-are-independent",
      severity: "error",
      comment: "A kind is one file; it asks the context to draw another kind.",
      from: { path: "^src/kinds/([a-z_]+)/" },
      to: { path: "^src/kinds/$1/", pathNot: "\\.module\\.css$" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.test\\.tsx?$" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default"],
    },
  },
};
