import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "examples/*/{src,test}/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    globalSetup: ["packages/adapters-postgres/src/testing/globalSetup.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

export default config;
