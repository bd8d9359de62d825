/**
 * Random lives of billed credits, for laws that hold for all of them.
 *
 * @module
 */
import fc from "fast-check";
import type { BilledInstallment, BillingTerms } from "../billing/billingTerms.ts";
import { addDays, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { totalOf, unpaidOf } from "../due/due.ts";
import { isLendkitError } from "../errors.ts";
import { principalOwed } from "../loan/billedCredit.ts";
import type { ServicingRules } from "../loan/servicingRules.ts";
import { minorUnitsText } from "../money/amount.ts";
import { type BilledSketch, billedRules, billedTerms, credit, dayEnd } from "./billedLoans.ts";
import { type LoanLife, servicingOf, type Told, tell } from "./loanLife.ts";

/** One thing that may be asked; parts from 0 to 1 become amounts and picks when it is asked. */
export interface BilledAsk {
  readonly kind:
    | "payBill"
    | "payPart"
    | "payLate"
    | "reverse"
    | "charge"
    | "waive"
    | "draw"
    | "rate"
    | "limit"
    | "refund"
    | "payOff"
    | "dayEnd";
  /** Days after the ask before. */
  readonly days: number;
  readonly part: number;
}

export interface BilledLife {
  readonly sketch: BilledSketch;
  readonly asks: readonly BilledAsk[];
}

const anyInstallment: fc.Arbitrary<BilledInstallment> = fc.oneof(
  fc.record({
    kind: fc.constant("percentOfBalance" as const),
    percent: fc.constantFrom("3", "5", "2.5", "0"),
    least: fc.constantFrom("0", "100"),
  }),
  fc.constant({ kind: "level" as const }),
);

const anyTerms: fc.Arbitrary<BillingTerms> = fc.record({
  method: fc.constant("billed" as const),
  cycle: fc.oneof(
    fc.constant({ kind: "days" as const, days: 30 }),
    fc.record({
      kind: fc.constant("dayOfMonth" as const),
      day: fc.constantFrom(1, 15, 31),
      firstAfterDays: fc.constantFrom(15, 30),
    }),
  ),
  payWithinDays: fc.constantFrom(10, 15, 21),
  installment: anyInstallment,
  interest: fc.constantFrom(
    billedTerms.interest,
    { ...billedTerms.interest, dailyRatePlaces: null },
    { dayCount: "ACT/ACT.ISDA" as const, dailyRatePlaces: null, rounding: "up" as const },
  ),
  interestFree: fc.constantFrom("never" as const, "whilePaidInFull" as const),
  revolving: fc.boolean(),
  overlimitPercent: fc.constantFrom("0", "10"),
});

const anyRules: fc.Arbitrary<Partial<ServicingRules>> = fc.record({
  excess: fc.constantFrom("advance", "reduceTenor", "reduceInstallment", "refund"),
  penalty: fc.constantFrom(null, billedRules.penalty),
});

/** Payments more often than the rest. */
const anyKind: fc.Arbitrary<BilledAsk["kind"]> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("payBill" as const, "payPart" as const) },
  { weight: 3, arbitrary: fc.constantFrom("payLate" as const, "dayEnd" as const) },
  {
    weight: 3,
    arbitrary: fc.constantFrom("reverse" as const, "charge" as const, "draw" as const),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "waive" as const,
      "rate" as const,
      "limit" as const,
      "refund" as const,
      "payOff" as const,
    ),
  },
);

/** Terms whose level installment does not work out are left to the laws to skip. */
export const anyBilledLife: fc.Arbitrary<BilledLife> = fc.record({
  sketch: fc.record({
    principal: fc
      .integer({ min: 50_00, max: 50_000_00 })
      .map((minorUnits) => minorUnitsText(minorUnits, 2)),
    annualRatePercent: fc.constantFrom("18", "0", "36.5", "11.99"),
    cycles: fc.integer({ min: 1, max: 8 }),
    startedOn: fc.constantFrom("2023-12-31", "2024-01-15"),
    terms: anyTerms,
    rules: anyRules,
  }),
  asks: fc.array(
    fc.record({
      kind: anyKind,
      days: fc.constantFrom(0, 1, 9, 15, 16, 30, 31),
      part: fc.integer({ min: 0, max: 999 }).map((thousandths) => thousandths / 1000),
    }),
    { minLength: 1, maxLength: 14, size: "max" },
  ),
});

/** Lives a life command by command; each day is ended before its commands. */
export function liveBilled(
  { sketch, asks }: BilledLife,
  seen: (life: LoanLife, today: PlainDate) => void = () => undefined,
): LoanLife | undefined {
  let life: LoanLife;
  try {
    life = credit(sketch);
  } catch (error) {
    if (isLendkitError(error)) return undefined;
    throw error;
  }
  let today = plainDate(sketch.startedOn);
  for (const ask of asks) {
    today = addDays(today, ask.days);
    life = asked(ask.days === 1 ? life : dayEnd(life, today), ask, today);
    seen(life, today);
  }
  return dayEnd(life, today);
}

function asked(life: LoanLife, ask: BilledAsk, today: PlainDate): LoanLife {
  const told = toldBy(life, ask, today);
  if (told === undefined) return life;
  try {
    return tell(life, told.effectiveOn ?? today, told);
  } catch (error) {
    if (isLendkitError(error)) return life;
    throw error;
  }
}

function toldBy(life: LoanLife, { kind, part }: BilledAsk, today: PlainDate): Told | undefined {
  const { dues, credit: billed } = servicingOf(life);
  const due = dues.reduce((sum, each) => sum + totalOf(unpaidOf(each)), 0);
  const owed = billed === null ? 0 : principalOwed(billed, dues);
  const text = (minorUnits: number): string =>
    minorUnitsText(Math.max(1, Math.ceil(minorUnits)), 2);
  switch (kind) {
    case "payBill":
      return { kind: "receivePayment", amount: text(due) };
    case "payPart":
      return { kind: "receivePayment", amount: text(owed * part * 0.4) };
    case "payLate": {
      const effectiveOn = addDays(today, -Math.floor(part * 50));
      const amount = text(owed * part * 0.3);
      return { kind: "receivePayment", amount, effectiveOn, bookedOn: today };
    }
    case "reverse": {
      const payments = life.facts.filter((fact) => fact.kind === "paymentReceived");
      const payment = payments[Math.floor(part * payments.length)]?.sequence;
      return payment === undefined ? undefined : { kind: "reversePayment", payment };
    }
    case "charge":
      return { kind: "addCharge", name: "visit", amount: text(part * 9900) };
    case "waive":
      return {
        kind: "waiveCharge",
        dueId: dues[0]?.id ?? "none",
        of: part < 0.5 ? "fee" : "interest",
      };
    case "draw":
      return { kind: "disburse", amount: text(owed * part) };
    case "rate": {
      const policy = part < 0.5 ? "reduceTenor" : "reduceInstallment";
      return { kind: "changeRate", annualRatePercent: text(part * 3000), policy };
    }
    case "limit":
      return { kind: "changeLimit", limit: text(owed * part * 1.5) };
    case "refund":
      return { kind: "refund", amount: text(part * 100) };
    case "payOff":
      return { kind: "receivePayment", amount: text(owed * 1.1), pays: "payoff" };
    case "dayEnd":
      return undefined;
  }
}
