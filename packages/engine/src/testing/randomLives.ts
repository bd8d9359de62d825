/**
 * Random lives of random loans, for laws that hold for all of them.
 *
 * @module
 */
import fc from "fast-check";
import type { BillingTerms } from "../billing/billingTerms.ts";
import { addDays, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import type { PenaltyRule } from "../charge/penalty.ts";
import { agingBuckets, smaBuckets } from "../delinquency/bucket.ts";
import { dueKinds, unpaidOf } from "../due/due.ts";
import { isLendkitError } from "../errors.ts";
import { advance } from "../loan/advance.ts";
import type { CommandFrame, LifeCommand, OpenLoan, ReversePayment } from "../loan/commands.ts";
import { decide } from "../loan/decide.ts";
import { decideOn } from "../loan/decideOn.ts";
import { countsInOrder, evolve } from "../loan/evolve.ts";
import type { LoanFact } from "../loan/facts.ts";
import { issueBills } from "../loan/issueBills.ts";
import type { LoanState, Servicing } from "../loan/loanState.ts";
import { payoffQuote } from "../loan/payoff.ts";
import { replay } from "../loan/replay.ts";
import type { RepaymentTerms, ServicingRules } from "../loan/servicingRules.ts";
import { minorUnitsText } from "../money/amount.ts";
import type { LoanTerms } from "../schedule/loanTerms.ts";

/** One thing that may be asked; numbers from 0 to 1 become amounts and picks when it is asked. */
export interface Ask {
  readonly kind: LifeCommand["kind"] | "reversePayment" | "backdatedPayment" | "time" | "payoff";
  /** Days after the ask before. */
  readonly days: number;
  readonly part: number;
  readonly other: number;
}

export interface Life {
  readonly terms: Pick<LoanTerms, "principal" | "annualRatePercent" | "installments">;
  readonly repayment: RepaymentTerms | BillingTerms;
  readonly rules: ServicingRules;
  readonly asks: readonly Ask[];
}

/** A life as it was lived: facts as recorded, and the state that was kept beside them. */
export interface Lived {
  readonly facts: readonly LoanFact[];
  readonly state: LoanState;
  readonly refused: readonly string[];
}

const firstDay = plainDate("2024-01-31");
const recordedAt = "2024-01-31T09:30:00.000Z";

const anyRepayment: fc.Arbitrary<RepaymentTerms> = fc.record({
  frequency: fc.constantFrom("P1M", "P2W", "P30D", "P3M"),
  method: fc.constantFrom("annuity", "equalPrincipal", "interestOnly"),
  dayCount: fc.constantFrom("PLAIN_PERIOD", "ACT/365.FIXED", "30/360", "ACT/ACT.ISDA"),
  rounding: fc.constant({ mode: "halfEven" }),
  lastInstallment: fc.constant("absorb"),
  maxResidue: fc.constant("1000000"),
});

const anyBilling: fc.Arbitrary<BillingTerms> = fc.record({
  method: fc.constant("billed"),
  cycle: fc.constantFrom(
    { kind: "days", days: 30 },
    { kind: "days", days: 14 },
    { kind: "dayOfMonth", day: 31, firstAfterDays: 10 },
  ),
  payWithinDays: fc.constantFrom(5, 10),
  installment: fc.oneof(
    fc.record({
      kind: fc.constant("percentOfBalance" as const),
      percent: fc.constantFrom("0", "3", "12.5"),
      least: fc.constantFrom("0", "100.00"),
    }),
    fc.constant({ kind: "level" as const }),
  ),
  interest: fc.record({
    dayCount: fc.constantFrom("ACT/365.FIXED", "ACT/360"),
    dailyRatePlaces: fc.constantFrom(3, null),
    rounding: fc.constant("halfEven"),
  }),
  interestFree: fc.constantFrom("never", "whilePaidInFull"),
  revolving: fc.boolean(),
  overlimitPercent: fc.constantFrom("0", "10"),
});

const anyLimit = fc.option(fc.constantFrom("50.00", "500.00"), { nil: undefined });

const anyPenalty: fc.Arbitrary<PenaltyRule> = fc
  .record({
    graceDays: fc.integer({ min: 0, max: 7 }),
    graceDaysCount: fc.boolean(),
    on: fc.constantFrom("principal" as const, "principalAndInterest" as const),
    rounding: fc.constant("halfEven" as const),
    mostPerDue: anyLimit,
    mostPerLoan: anyLimit,
    rule: fc.constantFrom(
      { kind: "flat" as const, amount: "25.00" },
      { kind: "percentOnce" as const, percent: "2" },
      { kind: "percentMonthly" as const, percent: "2" },
      { kind: "annualDaily" as const, annualRatePercent: "24" },
    ),
  })
  .map(({ rule, mostPerDue, mostPerLoan, ...frame }) => ({
    ...frame,
    ...rule,
    ...(mostPerDue === undefined ? {} : { mostPerDue }),
    ...(mostPerLoan === undefined ? {} : { mostPerLoan }),
  }));

const anyRules: fc.Arbitrary<ServicingRules> = fc.record({
  waterfall: fc.record({
    direction: fc.constantFrom("vertical", "horizontal"),
    kinds: fc.shuffledSubarray([...dueKinds], { minLength: 4 }),
  }),
  excess: fc.constantFrom(
    "advance",
    "nextInstallment",
    "lastInstallment",
    "reduceTenor",
    "reduceInstallment",
    "refund",
    "refuse",
  ),
  refuseWhileEarlierUnpaid: fc.boolean(),
  penalty: fc.option(anyPenalty),
  delinquency: fc.record({
    buckets: fc.constantFrom(smaBuckets, agingBuckets),
    graceDays: fc.constantFrom(0, 3),
  }),
  payoff: fc.record({
    interest: fc.constantFrom(
      { kind: "accrued" as const },
      { kind: "remaining" as const, rebatePercent: "40" },
    ),
    chargePercent: fc.constantFrom("0", "2.5"),
  }),
  bounceCharge: fc.constantFrom("0", "5.90"),
});

/** Below 1, each thousandth as likely. */
const anyPart: fc.Arbitrary<number> = fc
  .integer({ min: 0, max: 999 })
  .map((thousandths) => thousandths / 1000);

/** Payments and time more often than the rest. */
const anyAsk: fc.Arbitrary<Ask> = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant("receivePayment" as const) },
    { weight: 3, arbitrary: fc.constantFrom("time" as const, "backdatedPayment" as const) },
    { weight: 2, arbitrary: fc.constantFrom("reversePayment" as const, "addCharge" as const) },
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        "disburse" as const,
        "waiveCharge" as const,
        "changeRate" as const,
        "rescheduleLoan" as const,
        "grantMoratorium" as const,
        "pauseDelinquency" as const,
        "refund" as const,
        "payoff" as const,
        "changeLimit" as const,
      ),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "time" as const,
        "time" as const,
        "writeOff" as const,
        "recover" as const,
        "voidLoan" as const,
      ),
    },
  ),
  days: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 45 })),
  part: anyPart,
  other: anyPart,
});

const anyTerms: fc.Arbitrary<Life["terms"]> = fc.record({
  principal: fc
    .integer({ min: 100_00, max: 5_000_000_00 })
    .map((cents) => minorUnitsText(cents, 2)),
  annualRatePercent: fc
    .integer({ min: 0, max: 3600 })
    .map((hundredths) => minorUnitsText(hundredths, 2)),
  installments: fc.integer({ min: 2, max: 36 }),
});

const anyAsks = fc.array(anyAsk, { minLength: 1, maxLength: 30, size: "max" });

/** Of a loan with a schedule. */
export const anyLife: fc.Arbitrary<Life> = fc.record({
  terms: anyTerms,
  repayment: anyRepayment,
  rules: anyRules,
  asks: anyAsks,
});

/** Of a billed credit. */
export const anyBilledLife: fc.Arbitrary<Life> = fc.record({
  terms: anyTerms,
  repayment: anyBilling,
  rules: anyRules.map((rules) => ({
    ...rules,
    excess: rules.excess.endsWith("Installment") ? "reduceInstallment" : rules.excess,
    payoff: { ...rules.payoff, interest: { kind: "accrued" } },
  })),
  asks: anyAsks,
});

export function opening(life: Life): OpenLoan {
  return {
    kind: "openLoan",
    loanId: "L-1",
    commandId: "open",
    effectiveOn: firstDay,
    recordedAt,
    calculationVersion: 1,
    terms: {
      customerId: "C-1",
      currency: "INR",
      principal: life.terms.principal,
      annualRatePercent: life.terms.annualRatePercent,
      tenorMonths: life.terms.installments,
      installment: "1",
      startedOn: firstDay,
      endsOn: plainDate("2034-01-31"),
    },
    servicing: { repayment: life.repayment, rules: life.rules },
  };
}

/**
 * Lives a life command by command, as a service does: the state is carried on by `evolve`, and
 * replayed only where a fact does not count in order.
 *
 * @returns undefined where the loan itself is refused
 */
export function live(
  life: Life,
  seen: (lived: Lived) => void = () => undefined,
): Lived | undefined {
  let lived: Lived;
  try {
    const facts = decide(undefined, opening(life));
    lived = { facts, state: replay(facts), refused: [] };
    lived = asked(lived, disbursal(life), firstDay, 0);
  } catch (error) {
    if (isLendkitError(error)) return undefined;
    throw error;
  }
  let today = firstDay;
  life.asks.forEach((ask, index) => {
    today = addDays(today, ask.days);
    const command = commandOf(ask, lived, today, index + 1);
    if (command !== undefined) lived = asked(lived, command, today, index + 1);
    seen(lived);
  });
  return lived;
}

/** All at once, or a first tranche. */
function disbursal({ asks, terms }: Life): LifeCommand {
  const part = asks[0]?.part ?? 0;
  const frame = frameOf(firstDay, 0);
  if (part < 0.7) return { ...frame, kind: "disburse" };
  return {
    ...frame,
    kind: "disburse",
    amount: minorUnitsText(Math.ceil(Number(terms.principal) * 100 * part), 2),
  };
}

function frameOf(effectiveOn: PlainDate, index: number): CommandFrame {
  return {
    loanId: "L-1",
    commandId: `command ${index}`,
    effectiveOn,
    recordedAt,
  };
}

/** Time that a day-end follows, which issues bills, or that nobody saw pass. */
interface Time {
  readonly kind: "time";
  readonly isUnseen: boolean;
}

type AnyCommand = LifeCommand | ReversePayment | Time;

function asked(lived: Lived, command: AnyCommand, today: PlainDate, index: number): Lived {
  const { facts, state, refused } = lived;
  if (command.kind === "time") {
    const carried = advance(state, today);
    if (command.isUnseen) return { ...lived, state: carried };
    const { facts: bills, state: billed } = issueBills(carried, { recordedAt });
    return { facts: [...facts, ...bills], state: billed, refused };
  }
  try {
    if (command.kind === "reversePayment" || command.effectiveOn < today) {
      const decided = decideOn(facts, command, today);
      return { facts: [...facts, ...decided.facts], state: decided.state, refused };
    }
    const news = decide(state, command);
    const all = [...facts, ...news];
    const inOrder = news.every((fact) => countsInOrder(state, fact));
    return {
      facts: all,
      state: inOrder ? news.reduce(evolve, state) : replay(all, today),
      refused,
    };
  } catch (error) {
    if (!isLendkitError(error)) throw error;
    return { ...lived, refused: [...refused, `${index} ${command.kind}: ${error.code}`] };
  }
}

/** An amount from one cent up to one and a half times what is usual. */
function amountOf(servicing: Servicing, part: number): string {
  const arrears = servicing.dues.reduce(
    (sum, due) => sum + Object.values(unpaidOf(due)).reduce((all, each) => all + each, 0),
    0,
  );
  const usual = Math.max(arrears, servicing.lentMinor / 10);
  return minorUnitsText(Math.max(1, Math.round(usual * part * 1.5)), 2);
}

function commandOf(ask: Ask, lived: Lived, on: PlainDate, index: number): AnyCommand | undefined {
  const { servicing } = lived.state;
  if (servicing === null) return undefined;
  const frame = frameOf(on, index);
  const amount = amountOf(servicing, ask.part);
  const pick = Math.floor(ask.other * 12);
  switch (ask.kind) {
    case "time":
      return { kind: "time", isUnseen: ask.part < 0.3 };
    case "changeLimit":
      return { ...frame, kind: ask.kind, limit: amount };
    case "receivePayment":
    case "payoff":
    case "backdatedPayment":
    case "reversePayment":
      return paymentOf(ask, lived, frame, amount);
    case "changeRate":
    case "rescheduleLoan":
    case "grantMoratorium":
      return termsOf({ ...ask, kind: ask.kind }, frame, pick);
    case "addCharge":
      return {
        ...{ ...frame, kind: ask.kind, name: "visit", amount: "99.50" },
        ...(servicing.credit === null ? { dueOn: addDays(on, pick) } : {}),
      };
    case "waiveCharge": {
      const due = servicing.dues[Math.floor(ask.other * servicing.dues.length)];
      const of = (["penalty", "fee", "interest"] as const)[Math.floor(ask.part * 3)] ?? "fee";
      return { ...frame, kind: ask.kind, dueId: due?.id ?? "none", of };
    }
    case "pauseDelinquency":
      return { ...frame, kind: ask.kind, until: addDays(on, pick) };
    case "refund":
      return { ...frame, kind: ask.kind, amount: ask.part < 0.5 ? amount : "0.01" };
    case "writeOff":
    case "voidLoan":
      return { ...frame, kind: ask.kind };
    case "disburse":
    case "recover":
      return { ...frame, kind: ask.kind, amount };
    default:
      return undefined;
  }
}

function paymentOf(
  { kind, other }: Ask,
  { facts, state }: Lived,
  frame: CommandFrame,
  amount: string,
): AnyCommand {
  const on = frame.effectiveOn;
  switch (kind) {
    case "payoff":
      return other < 0.5
        ? { ...frame, kind: "receivePayment", amount: quoted(state, on), pays: "payoff" }
        : { kind: "time", isUnseen: false };
    case "backdatedPayment": {
      const effectiveOn = addDays(on, -Math.floor(other * 60));
      return { ...frame, kind: "receivePayment", effectiveOn, bookedOn: on, amount };
    }
    case "reversePayment": {
      const payments = facts.filter((fact) => fact.kind === "paymentReceived");
      const payment = payments[Math.floor(other * payments.length)]?.sequence ?? 99;
      return { ...frame, kind: "reversePayment", payment };
    }
    default:
      return other < 0.25
        ? {
            ...frame,
            kind: "receivePayment",
            amount,
            pays: { installment: 1 + Math.floor(other * 40) },
          }
        : { ...frame, kind: "receivePayment", amount };
  }
}

function termsOf(
  {
    kind,
    part,
    other,
  }: Ask & { readonly kind: "changeRate" | "rescheduleLoan" | "grantMoratorium" },
  frame: CommandFrame,
  pick: number,
): AnyCommand {
  switch (kind) {
    case "changeRate":
      return {
        ...frame,
        kind,
        annualRatePercent: minorUnitsText(Math.round(part * 3000), 2),
        policy: other < 0.5 ? "reduceTenor" : "reduceInstallment",
      };
    case "rescheduleLoan":
      return {
        ...frame,
        kind,
        installments: 1 + pick,
        annualRatePercent: "12",
        firstDueOn: addDays(frame.effectiveOn, 20 + pick),
        arrears: part < 0.5 ? "keep" : "capitalize",
      };
    case "grantMoratorium":
      return {
        ...frame,
        kind,
        installments: 1 + (pick % 3),
        interest: (["paid", "capitalized", "waived"] as const)[Math.floor(part * 3)] ?? "paid",
        extendsTenor: other < 0.5,
      };
  }
}

function quoted(state: LoanState, on: PlainDate): string {
  try {
    return payoffQuote(state, on).total.toFixed(2);
  } catch (error) {
    if (isLendkitError(error)) return "0";
    throw error;
  }
}
