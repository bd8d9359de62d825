import type { Store } from "@lendkit/engine";

/**
 * Where a process dies: before its transaction number `at` begins, when its work is done but not
 * committed, or when it has committed and nobody has heard of it.
 */
export interface Death {
  readonly at: number;
  readonly when: "before" | "within" | "after";
}

export class Killed extends Error {}

/** The store as a process sees it that dies; what the process did before is there. */
export function dyingStore(store: Store, { at, when }: Death): Store {
  let begun = 0;
  return {
    async transact(work) {
      begun += 1;
      if (begun < at) return store.transact(work);
      if (begun > at || when === "before") throw new Killed();
      await store.transact(async (unit) => {
        await work(unit);
        if (when === "within") throw new Killed();
      });
      throw new Killed();
    },
  };
}
