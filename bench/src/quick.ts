import { amortize, checkLoanTerms } from "@lendkit/engine";
import { benchLoans } from "./benchLoans.ts";
import { floatBaseline } from "./floatBaseline.ts";
import { decimalLoop } from "./decimalLoop.ts";
import { financialRows } from "./financialRows.ts";
import { sideBySide } from "./sideBySide.ts";
const loans = benchLoans({ seed: 1, count: 4000, principalCents: [1_000_000, 100_000_000], rateHundredths: [100, 1800], installments: [360, 360] }).map((l) => ({ ...l, parsed: checkLoanTerms(l.terms) }));
const ours = { run: (l: (typeof loans)[number]) => amortize(l.parsed), check: (s: any) => s.row(7).interest.toNumber() };
for (let i = 0; i < 3; i++) {
  const t = sideBySide(loans, ours, { run: (l) => floatBaseline(l.principalCents, l.annualRatePercent, l.installments), check: (s) => s.interest[7]! });
  console.log(t, t.ours / t.other);
}
const few = loans.slice(0, 100);
const t2 = sideBySide(few, ours, { run: (l) => decimalLoop(l.principalCents / 100, l.annualRatePercent, 360), check: (s) => s[7]!.interest.toNumber() });
console.log(t2, t2.other / t2.ours);
const t3 = sideBySide(few, ours, { run: (l) => financialRows(l.principalCents / 100, l.annualRatePercent, 360), check: (s) => s[7]!.interestCents });
console.log(t3, t3.other / t3.ours);
