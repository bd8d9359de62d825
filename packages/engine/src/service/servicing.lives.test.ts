import { createMemoryStore } from "@lendkit/adapters-memory";
import fc from "fast-check";
import { expect, test } from "vitest";
import { differences, liveInStore } from "../conformance/serviceLives.ts";
import { runs } from "../testing/runs.ts";

test("what is stored is what the facts say, after thousands of commands", async () => {
  const store = createMemoryStore();
  const seed = fc.readConfigureGlobal()?.seed ?? 1;
  const size = { loans: runs(100, 1000), commands: runs(10_000, 100_000), seed };
  const { loanIds, accepted, refused } = await liveInStore(store, size);
  const told = `${accepted} accepted on ${loanIds.length} loans, refused ${JSON.stringify(refused)}`;
  process.stdout.write(`servicing in memory: ${told}, seed ${seed}\n`);
  expect(accepted).toBeGreaterThan(size.commands / 4);
  expect(await differences(store, loanIds)).toEqual([]);
}, 1_800_000);
