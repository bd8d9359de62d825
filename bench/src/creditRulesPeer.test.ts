import { creditApproval } from "@lendkit/engine";
import { expect, test } from "vitest";
import { creditRulesPeer, type PeerFacts } from "./creditRulesPeer.ts";

const peer = creditRulesPeer(creditApproval.credit);

/** Two loans, one of this year, all paid on time, a tenth of the limit in use. */
const facts: PeerFacts = {
  onTimePercent: 100,
  loanCount: 2,
  loansThisYear: 1,
  volumePercentOfLimit: 10,
  volume: 10_000_000,
  volumeWithProposed: 20_000_000,
  limit: 100_000_000,
  installmentPercent: 20,
  askedRate: 9,
};

// Points of the shipped scorecard: on time + use of the limit + loans this year + number of loans.
test.each<[what: string, changes: Partial<PeerFacts>, score: number]>([
  ["75 + 12 + 8 + 3", {}, 98],
  ["68: 95 % on time", { onTimePercent: 95 }, 91],
  ["60: just below", { onTimePercent: 94.999 }, 83],
  ["25: nothing due yet", { onTimePercent: null }, 48],
  ["0: use of 90 %", { volumePercentOfLimit: 90 }, 86],
  ["0: no limit", { volumePercentOfLimit: null }, 86],
  ["5: two loans this year", { loansThisYear: 2 }, 95],
  ["5: three loans", { loanCount: 3 }, 100],
  ["no history", { loanCount: 0 }, 50],
  ["over the limit, whatever else", { volume: 100_000_001 }, 0],
  ["at the limit", { volume: 100_000_000 }, 98],
])("scores %s", async (_, changes, score) => {
  expect(await peer.score({ ...facts, ...changes })).toBe(score);
});

test.each<[score: number, changes: Partial<PeerFacts>, approved: boolean, ratePercent: number]>([
  [51, {}, true, 9],
  [50, {}, true, 12],
  [30, { askedRate: 12 }, true, 12],
  [30, { askedRate: 12.5 }, true, 12.5],
  [29, {}, true, 16],
  [10, {}, true, 16],
  [9, {}, false, 9],
  [98, { volumeWithProposed: 100_000_001 }, false, 9],
  [98, { volumeWithProposed: 100_000_000 }, true, 9],
  [98, { volume: 100_000_001 }, false, 9],
  [98, { installmentPercent: 50 }, true, 9],
  [98, { installmentPercent: 50.0001 }, false, 9],
])("decides at a score of %i with %o: approved %s, at %d %", async (score, changes, ...said) => {
  const { approved, ratePercent } = await peer.decide({ ...facts, ...changes }, score);
  expect([approved, ratePercent]).toEqual(said);
});
