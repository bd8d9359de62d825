/**
 * `pnpm bench` prints a table; `pnpm bench --json <file>` also writes it as an array of
 * `{ name, ours, other, ratio, aim, holds }`: an aim holds where the ratio, ours to the other's, is at
 * most the aim.
 */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  amortize,
  type CheckedLoanTerms,
  checkLoanTerms,
  type Schedule,
  type ScheduleJson,
  type ScheduleRow,
} from "@lendkit/engine";
import { type BenchLoan, benchLoans } from "./benchLoans.ts";
import { bookAtScale } from "./bookAtScale.ts";
import { creditDecisions } from "./creditDecisions.ts";
import { dayEnd } from "./dayEndColumns.ts";
import { dayEndOnPostgres } from "./dayEndOnPostgres.ts";
import { decimalLoop } from "./decimalLoop.ts";
import { floatBaseline } from "./floatBaseline.ts";
import { linearCost } from "./linearCost.ts";
import { loanLife } from "./loanLife.ts";
import { type Measurement, measurement } from "./measurement.ts";
import { pages } from "./pages.ts";
import { payments } from "./payments.ts";
import { financialSide, formulajsSide, loanjsSide } from "./peers.ts";
import { type Side, sideBySide } from "./sideBySide.ts";
import { unbalancedLoans } from "./unbalancedLoans.ts";
import { xirrBesidePeers } from "./xirrBesidePeers.ts";

type CheckedLoan = BenchLoan & { readonly checked: CheckedLoanTerms };

/** Thirty years of months, so that fixed costs do not hide those of a row. */
const loans: readonly CheckedLoan[] = benchLoans({
  seed: 1,
  count: 4000,
  principalCents: [1_000_000, 100_000_000],
  rateHundredths: [100, 1800],
  installments: [360, 360],
}).map((loan) => ({ ...loan, checked: checkLoanTerms(loan.terms) }));

const fewLoans = loans.slice(0, 100);
const fewSchedules = fewLoans.map((loan) => ({ ...loan, schedule: amortize(loan.checked) }));

const anyLoans = benchLoans({
  seed: 2,
  count: 1000,
  principalCents: [10_000, 100_000_000],
  rateHundredths: [1, 6000],
  installments: [1, 480],
});

const ours: Side<CheckedLoan, Schedule> = {
  run: ({ checked }) => amortize(checked),
  check: (schedule) => schedule.row(7).interest.toNumber(),
};

const asJson: Side<CheckedLoan, ScheduleJson> = {
  run: ({ checked }) => amortize(checked).toJSON(),
  check: ({ rows }) => Number(rows[6]?.interest),
};

const madeBefore: Side<CheckedLoan & { readonly schedule: Schedule }, ScheduleJson> = {
  run: ({ schedule }) => schedule.toJSON(),
  check: ({ rows }) => Number(rows[6]?.interest),
};

const asDecimals: Side<CheckedLoan, readonly ScheduleRow[]> = {
  run: ({ checked }) => [...amortize(checked)],
  check: (rows) => rows[6]?.interest.toNumber() ?? Number.NaN,
};

/** Where 31 days of interest are always less than the installment, also over thirty years. */
const datedLoans: readonly CheckedLoan[] = benchLoans({
  seed: 3,
  count: 4000,
  principalCents: [1_000_000, 100_000_000],
  rateHundredths: [100, 1000],
  installments: [360, 360],
}).map((loan) => ({
  ...loan,
  checked: checkLoanTerms({ ...loan.terms, dayCount: "ACT/365.FIXED" }),
}));

const measurements: readonly Measurement[] = [
  besideFloats("plain periods", loans, 1.75),
  besideFloats("ACT/365", datedLoans, 3),
  besideDecimals("amortize 360 dated rows", fewLoans, ours, 1 / 30),
  besideDecimals("toJSON of 360 rows", fewSchedules, madeBefore, 1 / 10),
  besideDecimals("amortize and toJSON of 360 rows", fewLoans, asJson),
  besideDecimals("amortize and 360 rows as Decimals", fewLoans, asDecimals),
  beside("financial", financialSide),
  beside("@formulajs/formulajs", formulajsSide),
  beside("loanjs", loanjsSide),
  ...linearCost(),
  ...xirrBesidePeers(loans.slice(0, 200)),
  unbalancedLoans(anyLoans),
  ...loanLife(),
  ...(await creditDecisions()),
  ...bookAtScale(),
  ...dayEnd(),
  ...(await payments()),
  ...(await dayEndOnPostgres()),
  ...(await pages()),
];

print(measurements);
const { json } = parseArgs({ options: { json: { type: "string" } } }).values;
if (json !== undefined) {
  const file = resolve(process.env["INIT_CWD"] ?? ".", json);
  writeFileSync(file, `${JSON.stringify(measurements, null, 2)}\n`);
}

function besideFloats(name: string, inputs: readonly CheckedLoan[], aim: number): Measurement {
  const floats = {
    run: ({ principalCents, annualRatePercent, installments }: CheckedLoan) =>
      floatBaseline(principalCents, annualRatePercent, installments),
    check: ({ interest }: ReturnType<typeof floatBaseline>) => interest[6] ?? Number.NaN,
  };
  const time = sideBySide(inputs, ours, floats);
  return measurement(`amortize 360 dated rows, ${name}, ns, beside bare floats`, time, aim);
}

function besideDecimals<Input extends CheckedLoan, Result>(
  name: string,
  inputs: readonly Input[],
  side: Side<Input, Result>,
  aim?: number,
): Measurement {
  const decimals = {
    run: ({ principalCents, annualRatePercent, installments }: CheckedLoan) =>
      decimalLoop(principalCents / 100, annualRatePercent, installments),
    check: (rows: ReturnType<typeof decimalLoop>) => rows[6]?.interest.toNumber() ?? Number.NaN,
  };
  const time = sideBySide(inputs, side, decimals);
  return measurement(`${name}, ns, beside a decimal.js loop`, time, aim);
}

function beside<Result>(peer: string, side: Side<BenchLoan, Result>): Measurement {
  const time = sideBySide(fewLoans, ours, side);
  return measurement(`amortize 360 dated rows, ns, beside ${peer}`, time, 1);
}

function print(rows: readonly Measurement[]): void {
  console.table(
    rows.map(({ name, ours, other, ratio, aim, holds }) => ({
      name,
      ours: Math.round(ours),
      other: Math.round(other),
      ratio: Number(ratio.toPrecision(3)),
      aim: aim ?? "none",
      holds,
    })),
  );
}
