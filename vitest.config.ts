import { existsSync } from "node:fs";
import { configDefaults, defineConfig, type ViteUserConfig } from "vitest/config";

/** Public workbooks that the repository does not carry; they are looked for beside it. */
const publicData = new URL("../shared/data", import.meta.url);
const testsOnPublicData = [
  "packages/ingest/src/rows/realFiles.test.ts",
  "examples/express-api/test/realWorkbooks.test.ts",
];

const config: ViteUserConfig = defineConfig({
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "examples/*/{src,test}/**/*.test.ts",
      "bench/src/**/*.test.ts",
    ],
    exclude: [...configDefaults.exclude, ...(existsSync(publicData) ? [] : testsOnPublicData)],
    setupFiles: ["scripts/seedRandomTests.ts"],
    globalSetup: ["packages/adapters-postgres/src/testing/globalSetup.ts"],
    // By default one core is left free, which on two is half of them.
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

export default config;
