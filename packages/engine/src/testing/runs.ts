/**
 * Test support: how many random cases a test takes. `pnpm test` takes the usual number, and a part of
 * it when it runs the same tests again in other time zones; `pnpm soak` all; `pnpm mutate` few, since it
 * runs a test for each fault that it plants.
 *
 * @module
 */
const soak = process.env["LENDKIT_SOAK"] === "1";
const share =
  process.env["LENDKIT_MUTATE"] !== undefined
    ? 50
    : process.env["LENDKIT_ZONE"] !== undefined
      ? 5
      : 1;

/** Whether counts over the random cases mean something. */
export const countsMatter: boolean = share === 1;

export function runs(usual: number, all: number = usual): number {
  return soak ? all : Math.ceil(usual / share);
}
