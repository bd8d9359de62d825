import { plainDate } from "@lendkit/engine";
import type { BenchLoan } from "./benchLoans.ts";
import { type Measurement, measurement } from "./measurement.ts";
import { sideBySide } from "./sideBySide.ts";
import {
  type BenchFlows,
  flowsOf,
  formulajsFound,
  loanFlows,
  oursFound,
  peerFound,
} from "./xirrFlows.ts";

/** Flows whose rate is known by other means, each hard in its own way. */
const hard: readonly { readonly flows: BenchFlows; readonly rate: number }[] = [
  // All but a thousandth is lost within a year: 0.001 − 1.
  { flows: yearly([-1000, 1]), rate: -0.999 },
  // A thousandfold in a day: 1000^365 − 1 is beyond doubles; in a year it is 999.
  { flows: yearly([-1, 1000]), rate: 999 },
  // Ten years without a flow, then a tenth: 0.1^(1/10) − 1.
  { flows: yearly([-1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100]), rate: 0.1 ** 0.1 - 1 },
  // Half is lost in the first year, the rest doubles: 0 % in all.
  { flows: yearly([-100, 0, 100]), rate: 0 },
];

export function xirrBesidePeers(loans: readonly BenchLoan[]): readonly Measurement[] {
  const flows = loans.map(loanFlows).filter((each) => !Number.isNaN(peerFound(each)));
  const beside = (find: (flows: BenchFlows) => number): { ours: number; other: number } =>
    sideBySide(
      flows,
      { run: oursFound, check: (rate) => rate },
      { run: find, check: (rate) => rate },
    );
  const few = flows.slice(0, 10);
  const slow = sideBySide(
    few,
    { run: oursFound, check: (rate) => rate },
    { run: formulajsFound, check: (rate) => rate },
  );
  const misses = (find: (flows: BenchFlows) => number): number =>
    [
      ...loans.map((loan) => ({ flows: loanFlows(loan), rate: oursFound(loanFlows(loan)) })),
      ...hard,
    ].filter((each) => !(Math.abs(find(each.flows) - each.rate) < 1e-6 * (1 + Math.abs(each.rate))))
      .length;
  const wrong = misses(oursFound);
  return [
    measurement("xirr of 361 flows, ns, beside xirr", beside(peerFound), 1 / 5),
    measurement("xirr of 361 flows, ns, beside @formulajs/formulajs", slow, 1 / 50),
    measurement(
      "flows whose rate is not found, beside xirr",
      { ours: wrong, other: misses(peerFound) },
      0,
    ),
    measurement(
      "flows whose rate is not found, beside @formulajs/formulajs",
      { ours: wrong, other: misses(formulajsFound) },
      0,
    ),
  ];
}

/** One flow every 365 days. */
function yearly(amounts: readonly number[]): BenchFlows {
  const start = Date.parse("2001-01-01");
  const day = (index: number): string =>
    new Date(start + index * 365 * 86_400_000).toISOString().slice(0, 10);
  return flowsOf(
    amounts,
    amounts.map((_, index) => plainDate(day(index))),
  );
}
