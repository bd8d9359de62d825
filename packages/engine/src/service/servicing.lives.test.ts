import { createMemoryStore } from "@lendkit/adapters-memory";
import { expect, test } from "vitest";
import { runs } from "../testing/runs.ts";
import { differences, liveInStore } from "../testing/serviceLives.ts";

test("what is stored is what the facts say, after thousands of commands", async () => {
  const store = createMemoryStore();
  const size = { loans: runs(100, 1000), commands: runs(10_000, 100_000) };
  const { loanIds, accepted, refused } = await liveInStore(store, size);
  const told = `${accepted} accepted on ${loanIds.length} loans, refused ${JSON.stringify(refused)}`;
  process.stdout.write(`servicing in memory: ${told}\n`);
  expect(accepted).toBeGreaterThan(size.commands / 4);
  expect(await differences(store, loanIds)).toEqual([]);
}, 1_800_000);
