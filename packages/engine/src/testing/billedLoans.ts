/**
 * Test support: one billed credit's life, command by command, with a day-end that issues its bills.
 *
 * @module
 */
import type { BillingTerms } from "../billing/billingTerms.ts";
import { plainDate } from "../calendar/plainDate.ts";
import { smaBuckets } from "../delinquency/bucket.ts";
import { advance } from "../loan/advance.ts";
import { agreedInstallments } from "../loan/agreedInstallments.ts";
import type { BilledCredit } from "../loan/creditState.ts";
import { decide } from "../loan/decide.ts";
import type { Bill } from "../loan/facts.ts";
import { issueBills } from "../loan/issueBills.ts";
import { replay } from "../loan/replay.ts";
import type { ServicingRules } from "../loan/servicingRules.ts";
import { type LoanLife, servicingOf, tell } from "./loanLife.ts";

/** What a test says of a credit; the rest is as in `billedTerms` and `billedRules`. */
export interface BilledSketch {
  readonly principal: string;
  readonly annualRatePercent: string;
  /** Cycles of the term; a line has no end. */
  readonly cycles: number;
  readonly startedOn: string;
  readonly terms?: Partial<BillingTerms>;
  readonly rules?: Partial<ServicingRules>;
}

/** 5000.00 at 18 % from 1 January 2024, for longer than a test. */
export const fiveThousand: BilledSketch = {
  principal: "5000",
  annualRatePercent: "18",
  cycles: 24,
  startedOn: "2024-01-01",
};

/** A bill each 30 days, payable for 15: 3 % of the principal and the interest, at least 100. */
export const billedTerms: BillingTerms = {
  method: "billed",
  cycle: { kind: "days", days: 30 },
  payWithinDays: 15,
  installment: { kind: "percentOfBalance", percent: "3", least: "100" },
  interest: { dayCount: "ACT/365.FIXED", dailyRatePlaces: 3, rounding: "halfEven" },
  interestFree: "never",
  revolving: false,
  overlimitPercent: "0",
};

/** Two percent, once, of what is overdue of a bill's principal and interest. */
export const billedRules: ServicingRules = {
  waterfall: { direction: "vertical", kinds: ["penalty", "fee", "interest", "principal"] },
  excess: "reduceInstallment",
  refuseWhileEarlierUnpaid: false,
  penalty: {
    kind: "percentOnce",
    percent: "2",
    graceDays: 0,
    graceDaysCount: true,
    on: "principalAndInterest",
    rounding: "halfEven",
  },
  delinquency: { buckets: smaBuckets, graceDays: 0 },
  payoff: { interest: { kind: "accrued" }, chargePercent: "0" },
  bounceCharge: "0",
};

/** A credit that was agreed, before money is paid out. */
export function agreed(sketch: BilledSketch): LoanLife {
  const { principal, annualRatePercent, cycles: tenorMonths, terms, rules } = sketch;
  const startedOn = plainDate(sketch.startedOn);
  const repayment = { ...billedTerms, ...terms };
  const asked = { currency: "INR", principal, annualRatePercent, tenorMonths, startedOn } as const;
  const facts = decide(undefined, {
    kind: "openLoan",
    loanId: "L-1",
    commandId: "open",
    effectiveOn: startedOn,
    recordedAt: "2024-01-01T09:30:00.000Z",
    calculationVersion: 1,
    terms: { customerId: "C-1", ...asked, ...agreedInstallments(repayment, asked) },
    servicing: { repayment, rules: { ...billedRules, ...rules } },
  });
  return { facts, state: replay(facts) };
}

/** A credit of which all was paid out on its first day. */
export function credit(sketch: BilledSketch): LoanLife {
  return tell(agreed(sketch), sketch.startedOn, { kind: "disburse" });
}

/** The day-end of a day: all bills to that day are facts. */
export function dayEnd({ facts, state }: LoanLife, on: string): LoanLife {
  const carried = advance(state, plainDate(on));
  const issued = issueBills(carried, { recordedAt: "2024-01-01T23:30:00.000Z" });
  return { facts: [...facts, ...issued.facts], state: issued.state };
}

export function billsOf({ facts }: LoanLife): readonly Bill[] {
  return facts.flatMap((fact) => (fact.kind === "billIssued" ? [fact.bill] : []));
}

/** The only bill of a cycle. */
export function billOfCycle(life: LoanLife, cycle: number): Bill {
  const [bill, second] = billsOf(life).filter((each) => each.cycle === cycle);
  if (bill === undefined || second !== undefined) throw new Error(`Not one bill of ${cycle}.`);
  return bill;
}

export function creditOf(life: LoanLife): BilledCredit {
  const { credit: found } = servicingOf(life);
  if (found === null) throw new Error("The loan is not billed.");
  return found;
}
