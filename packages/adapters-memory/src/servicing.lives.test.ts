import { differences, liveInStore } from "@lendkit/engine/conformance";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createMemoryStore } from "./createMemoryStore.ts";

test("what is stored is what the facts say, after thousands of commands", async () => {
  const store = createMemoryStore();
  const soak = process.env["LENDKIT_SOAK"] === "1";
  const seed = fc.readConfigureGlobal()?.seed ?? 1;
  const size = { loans: soak ? 1000 : 100, commands: soak ? 100_000 : 10_000, seed };
  const { loanIds, accepted, refused } = await liveInStore(store, size);
  const told = `${accepted} accepted on ${loanIds.length} loans, refused ${JSON.stringify(refused)}`;
  process.stdout.write(`servicing in memory: ${told}, seed ${seed}\n`);
  expect(accepted).toBeGreaterThan(size.commands / 4);
  expect(await differences(store, loanIds)).toEqual([]);
}, 1_800_000);
