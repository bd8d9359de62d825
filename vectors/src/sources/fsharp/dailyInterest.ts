/**
 * Interest day by day on what is really owed, from payment to payment. It is kept unrounded, and
 * rounded down where it is paid.
 *
 * @module
 */
import {
  type AccrualSegment,
  accrueSegments,
  addDays,
  allocate,
  Decimal,
  type PlainDate,
  plainDate,
} from "@lendkit/engine";
import type { StatedTerms } from "./schedules.ts";

/** Rates beside that of the loan, as the suite writes them. */
export interface DailyRates {
  /** Of what the lender owes: "zero", "8 % per year". */
  readonly rateOnNegativeBalance: string;
  /** "2024-10-01 to 2024-10-31 at zero". */
  readonly promotionalRates: string;
}

/** A day on which something is paid, charged or only looked at. */
export interface Step {
  readonly day: number;
  readonly charges: Decimal;
  /** What it takes to owe nothing, where the suite generates the payment. */
  readonly paid: string | "settlement";
}

export interface Figures {
  readonly day: number;
  readonly paid: string;
  readonly status: string;
  readonly charges: string;
  readonly accrued: string;
  readonly newInterest: string;
  readonly interest: string;
  readonly principal: string;
  readonly chargesLeft: string;
  readonly interestLeft: string;
  readonly principalLeft: string;
  readonly settlement: string;
}

interface Owed {
  readonly charges: Decimal;
  readonly interest: Decimal;
  readonly principal: Decimal;
}

export function lifeOf(
  basic: StatedTerms,
  advanced: DailyRates,
  steps: readonly Step[],
): readonly Figures[] {
  let owed: Owed = {
    charges: new Decimal(0),
    interest: new Decimal(0),
    principal: new Decimal(basic.principal),
  };
  let from = basic.startDate;
  let earned = new Decimal(0);
  return steps.map(({ day, charges, paid: amount }) => {
    const on = addDays(basic.startDate, day);
    const accrued = accruedTo(basic, advanced, owed.principal, from, on, earned);
    from = on;
    earned = earned.plus(accrued);
    const before: Owed = {
      charges: owed.charges.plus(charges),
      interest: owed.interest.plus(accrued),
      principal: owed.principal,
    };
    const paid = amount === "settlement" ? settlementOf(before) : new Decimal(amount);
    const parts = apply(before, paid);
    owed = parts.left;
    return {
      day,
      paid: paid.toFixed(2),
      status: statusOf(owed),
      charges: parts.charges.toFixed(2),
      accrued: accrued.toFixed(4),
      newInterest: accrued.toFixed(4),
      interest: parts.interest.toFixed(2),
      principal: parts.principal.toFixed(2),
      chargesLeft: owed.charges.toFixed(2),
      interestLeft: owed.interest.toFixed(4),
      principalLeft: owed.principal.toFixed(2),
      settlement: settlementOf(owed).toFixed(2),
    };
  });
}

function settlementOf({ charges, interest, principal }: Owed): Decimal {
  return charges.plus(interest).plus(principal).toDecimalPlaces(2, Decimal.ROUND_FLOOR);
}

function statusOf({ principal }: Owed): string {
  if (principal.isZero()) return "closed";
  return principal.isNegative() ? "refund due" : "open";
}

/** Charges first, then interest, then principal, which may be paid too much. */
function apply(owed: Owed, paid: Decimal): Owed & { readonly left: Owed } {
  const interest = owed.interest.toDecimalPlaces(2, Decimal.ROUND_FLOOR);
  if (paid.isNegative()) {
    const principal = paid.minus(interest);
    const none = new Decimal(0);
    const left = { charges: none, interest: none, principal: owed.principal.minus(principal) };
    return { charges: none, interest, principal, left };
  }
  const due = plainDate("2000-01-01");
  const owing = Decimal.max(0, owed.principal);
  const { totals, remainder } = allocate({
    currency: "GBP",
    dues: [
      {
        id: "balance",
        dueOn: due,
        unpaid: { fee: owed.charges, interest: Decimal.max(0, interest), principal: owing },
      },
    ],
    amount: paid,
    waterfall: { direction: "vertical", kinds: ["fee", "penalty", "interest", "principal"] },
    asOf: due,
  });
  const isCleared = paid.isPositive() && !paid.isZero() && totals.interest.eq(interest);
  const principal = totals.principal.plus(remainder);
  const left = {
    charges: owed.charges.minus(totals.fee),
    interest: isCleared ? new Decimal(0) : owed.interest.minus(totals.interest),
    principal: owed.principal.minus(principal),
  };
  return { charges: totals.fee, interest: totals.interest, principal, left };
}

/** Never more in all than the cap, which is a percentage of the principal. */
function accruedTo(
  basic: StatedTerms,
  advanced: DailyRates,
  balance: Decimal,
  from: PlainDate,
  to: PlainDate,
  earned: Decimal,
): Decimal {
  const segments = segmentsOf(basic, advanced, balance, from, to);
  const { unrounded } = accrueSegments({ dayCount: "ACT/365.FIXED", currency: "GBP" }, segments);
  const [, percent] = /total ([\d.]+) %/.exec(basic.cap) ?? [];
  if (percent === undefined) return unrounded;
  const most = new Decimal(basic.principal).times(percent).div(100);
  return Decimal.min(unrounded, most.minus(earned));
}

/** A promotional rate holds for its days, both included; interest of a day is earned at its end. */
function segmentsOf(
  basic: StatedTerms,
  { rateOnNegativeBalance, promotionalRates }: DailyRates,
  balance: Decimal,
  from: PlainDate,
  to: PlainDate,
): readonly AccrualSegment[] {
  const rate = percentAYear(balance.isNegative() ? rateOnNegativeBalance : basic.rate);
  const promotions = [...promotionalRates.matchAll(promotion)].map(([, first, last, text]) => ({
    from: addDays(plainDate(first ?? ""), -1),
    to: plainDate(last ?? ""),
    annualRatePercent: percentAYear(text ?? ""),
  }));
  const days = [...new Set([from, to, ...promotions.flatMap((each) => [each.from, each.to])])]
    .filter((day) => day >= from && day <= to)
    .sort();
  return days.slice(1).map((end, index) => {
    const start = days[index] ?? from;
    const special = promotions.find((each) => each.from <= start && end <= each.to);
    return { balance, annualRatePercent: special?.annualRatePercent ?? rate, from: start, to: end };
  });
}

const promotion = /(\d{4}-\d{2}-\d{2}) to (\d{4}-\d{2}-\d{2}) at (zero|[\d.]+ % per (?:day|year))/g;

/** "zero", "0.8 % per day", "8 % per year". */
function percentAYear(text: string): Decimal {
  const [, size = "0", per] = /^([\d.]+) % per (day|year)$/.exec(text) ?? [];
  return new Decimal(size).times(per === "day" ? 365 : 1);
}
