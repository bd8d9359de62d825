/**
 * Import direction of the engine: a folder may import only from folders above it in this list.
 * ARCHITECTURE.md explains the order.
 */
const engineFolders = [
  "errors.ts",
  "money",
  "calendar",
  "rate",
  "tvm",
  "actus",
  "accrual",
  "billing",
  "schedule",
  "due",
  "delinquency",
  "charge",
  "repayment",
  "credit",
  "loan",
  "ledger",
  "portfolio",
  "explain",
  "products",
  "ports",
  "schemas",
  "service",
  "conformance",
];

const engine = "packages/engine/src";
const inFolder = (name) =>
  `^${engine}/${name.replace(".", "\\.")}${name.includes(".") ? "$" : "/"}`;

const direction = engineFolders.slice(0, -1).map((folder, index) => ({
  name: `engine-${folder}-imports-only-from-above`,
  severity: "error",
  from: { path: inFolder(folder) },
  to: { path: engineFolders.slice(index + 1).map(inFolder) },
}));

const listed = `^${engine}/(${engineFolders.map((f) => f.replace(".", "\\.")).join("|")}|index\\.ts)`;

export default {
  forbidden: [
    ...direction,
    {
      name: "engine-folder-has-a-place-in-the-order",
      severity: "error",
      from: {},
      to: { path: `^${engine}/`, pathNot: [listed, `^${engine}/testing/`] },
    },
    {
      name: "only-tests-import-test-support",
      severity: "error",
      from: { path: "^packages/", pathNot: "\\.test\\.ts$|/testing/" },
      to: { path: `^${engine}/testing/` },
    },
    {
      name: "service-takes-policies-as-arguments",
      severity: "error",
      from: { path: `^${engine}/service/`, pathNot: "\\.test\\.ts$" },
      to: { path: inFolder("products") },
    },
    {
      name: "inside-the-engine-import-from-the-defining-file",
      severity: "error",
      from: { path: `^${engine}/` },
      to: { path: `^${engine}/index\\.ts$` },
    },
    {
      name: "engine-does-no-input-or-output",
      severity: "error",
      from: { path: `^${engine}/`, pathNot: "\\.test\\.ts$|/conformance/" },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "packages-do-not-know-their-users",
      severity: "error",
      from: { path: "^packages/" },
      to: { path: "^(examples|bench|scripts)/" },
    },
    {
      name: "adapters-and-ingest-import-the-engine-by-its-name",
      severity: "error",
      from: { path: "^packages/([^/]+)/" },
      to: {
        path: "^packages/",
        pathNot: [
          "^packages/$1/",
          "^packages/[^/]+/src/(index|schemas/schemas|conformance/storeConformance)\\.ts$",
        ],
      },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-unresolved-imports", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(dist|node_modules|scripts/consumer)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "default"] },
  },
};
