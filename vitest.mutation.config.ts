import { defineConfig, type ViteUserConfig } from "vitest/config";

/**
 * For `pnpm mutate`, which says whose tests run: without the database that other packages' tests
 * start.
 */
const config: ViteUserConfig = defineConfig({
  test: {
    include: ["**/*.test.ts"],
    setupFiles: ["scripts/seedRandomTests.ts"],
    // Few random cases: a test runs once for each fault that is planted.
    env: { LENDKIT_MUTATE: "1" },
    testTimeout: 60_000,
  },
});

export default config;
