import { buildSync, type Plugin } from "esbuild";
import { defineConfig } from "tsup";

/**
 * Keeps each module a file of its own. Out of one large file a bundler must keep all that it cannot
 * prove free of effects, zod's schemas above all; a module that nothing needs it leaves out whole.
 */
const oneFilePerModule: Plugin = {
  name: "one-file-per-module",
  setup(build) {
    const extension = build.initialOptions.format === "cjs" ? ".cjs" : ".js";
    build.onResolve({ filter: /^\.\.?\// }, ({ path, kind }) =>
      kind === "entry-point"
        ? undefined
        : { path: path.replace(/\.ts$/, extension), external: true },
    );
  },
};

const entries = ["src/index.ts", "src/schemas/schemas.ts", "src/conformance/storeConformance.ts"];

/** The entries and all that they import, which leaves out what only tests do. */
const { metafile } = buildSync({
  entryPoints: entries,
  bundle: true,
  packages: "external",
  outdir: "dist",
  write: false,
  metafile: true,
});

export default defineConfig({
  entry: Object.keys(metafile.inputs),
  format: ["esm", "cjs"],
  target: "es2022",
  dts: { entry: entries },
  clean: true,
  splitting: false,
  // Only declares a code and its message, so what nobody throws need not be in a bundle.
  pure: ["errorType"],
  esbuildPlugins: [oneFilePerModule],
});
