/**
 * Test support: how many random cases a test takes. `pnpm test` takes the usual number, `pnpm soak`
 * all, and `pnpm mutate` few, since it runs a test for each fault that it plants.
 *
 * @module
 */
const soak = process.env["LENDKIT_SOAK"] === "1";
const few = process.env["LENDKIT_MUTATE"] !== undefined;

/** Whether counts over the random cases mean something. */
export const countsMatter: boolean = !few;

export function runs(usual: number, all: number = usual): number {
  if (soak) return all;
  return few ? Math.ceil(usual / 50) : usual;
}
