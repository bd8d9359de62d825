/**
 * `pnpm bench` prints a table; `pnpm bench --json <file>` also writes it as an array of
 * `{ name, ours, other, ratio, aim, holds }`: an aim holds where the ratio, ours to the other's, is at
 * most the aim.
 */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { amortize, type CheckedLoanTerms, checkLoanTerms, type Schedule } from "@lendkit/engine";
import { type BenchLoan, benchLoans } from "./benchLoans.ts";
import { decimalLoop } from "./decimalLoop.ts";
import { financialRows } from "./financialRows.ts";
import { floatBaseline } from "./floatBaseline.ts";
import { type Measurement, measurement } from "./measurement.ts";
import { type Side, sideBySide } from "./sideBySide.ts";
import { unbalancedLoans } from "./unbalancedLoans.ts";

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

const measurements: readonly Measurement[] = [
  besideFloats(),
  besideDecimals(),
  besideFinancial(),
  unbalancedLoans(anyLoans),
];

print(measurements);
const { json } = parseArgs({ options: { json: { type: "string" } } }).values;
if (json !== undefined) {
  const file = resolve(process.env["INIT_CWD"] ?? ".", json);
  writeFileSync(file, `${JSON.stringify(measurements, null, 2)}\n`);
}

function besideFloats(): Measurement {
  const floats = {
    run: ({ principalCents, annualRatePercent, installments }: CheckedLoan) =>
      floatBaseline(principalCents, annualRatePercent, installments),
    check: ({ interest }: ReturnType<typeof floatBaseline>) => interest[6] ?? Number.NaN,
  };
  const time = sideBySide(loans, ours, floats);
  return measurement("amortize 360 dated rows, ns, beside bare floats", time, 2);
}

function besideDecimals(): Measurement {
  const decimals = {
    run: ({ principalCents, annualRatePercent, installments }: CheckedLoan) =>
      decimalLoop(principalCents / 100, annualRatePercent, installments),
    check: (rows: ReturnType<typeof decimalLoop>) => rows[6]?.interest.toNumber() ?? Number.NaN,
  };
  const time = sideBySide(fewLoans, ours, decimals);
  return measurement("amortize 360 dated rows, ns, beside a decimal.js loop", time, 1 / 20);
}

function besideFinancial(): Measurement {
  const financial = {
    run: ({ principalCents, annualRatePercent, installments }: CheckedLoan) =>
      financialRows(principalCents / 100, annualRatePercent, installments),
    check: (rows: ReturnType<typeof financialRows>) => rows[6]?.interestCents ?? Number.NaN,
  };
  const time = sideBySide(fewLoans, ours, financial);
  return measurement("amortize 360 dated rows, ns, beside financial", time, 1);
}

function print(rows: readonly Measurement[]): void {
  console.table(
    rows.map(({ name, ours, other, ratio, aim, holds }) => ({
      name,
      ours: Math.round(ours),
      other: Math.round(other),
      ratio: Number(ratio.toPrecision(3)),
      aim,
      holds,
    })),
  );
}
