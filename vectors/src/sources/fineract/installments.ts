/**
 * What a loan of the suite asks for, by due date.
 *
 * @module
 */
import {
  amortize,
  Decimal,
  type LoanTerms,
  minorUnitsText,
  mulDivRound,
  type PlainDate,
  reschedule,
  type Schedule,
  type ScheduleFee,
  toMinorUnits,
  tvm,
  withArrears,
  yearFraction,
} from "@lendkit/engine";
import {
  Absent,
  type Charge,
  type Lent,
  type PlanEvents,
  type PlannedFee,
  places,
  type SuiteLoan,
} from "./account.ts";
import { planOf, termsOf } from "./loan.ts";

export interface Installment {
  /** The same whenever the plan is made anew. */
  readonly key: string;
  readonly from: PlainDate;
  readonly dueOn: PlainDate;
  readonly principal: number;
  readonly interest: number;
  readonly fee: number;
  readonly penalty: number;
  /** Those of the fees and penalties that are charges of their own day. */
  readonly charges: readonly Charge[];
}

/**
 * @param events with at least one part that was lent, in the order of their days
 * @param unpaidUntil where nothing was paid, the day to which overdue principal bears interest
 */
export function installmentsOf(
  loan: SuiteLoan,
  events: PlanEvents,
  unpaidUntil?: PlainDate,
): readonly Installment[] {
  const { lent, charges } = events;
  const planned = scheduleOf(loan, events);
  const schedule = unpaidUntil === undefined ? planned : withArrears(planned, unpaidUntil);
  const minor = (amount: Parameters<typeof toMinorUnits>[0]): number =>
    toMinorUnits(amount, places);
  const regular = [...schedule].map((row, index): Installment => {
    const due = { from: row.periodStart, dueOn: row.dueOn };
    const own = charges.filter((charge) => fallsIn(charge, due, index === 0));
    const of = (kind: Charge["of"]): number =>
      own.reduce((sum, charge) => sum + (charge.of === kind ? charge.amount : 0), 0);
    return {
      key: `installment ${index + 1}`,
      ...due,
      principal: minor(row.principal),
      interest: minor(row.interest),
      fee: minor(row.fees) + of("fee"),
      penalty: of("penalty"),
      charges: own,
    };
  });
  const last = regular.at(-1)?.dueOn;
  const later = charges.filter(({ dueOn }) => last !== undefined && dueOn > last);
  return [...downPayments(loan, lent), ...regular, ...afterLast(later, last)].sort(byDueDate);
}

/** After the period's first day; the first period holds its first day too. */
function fallsIn(
  { dueOn }: Charge,
  period: Pick<Installment, "from" | "dueOn">,
  isFirst: boolean,
): boolean {
  return dueOn <= period.dueOn && (isFirst || dueOn > period.from);
}

/** Charges after the last installment make one of their own. */
function afterLast(
  charges: readonly Charge[],
  from: PlainDate | undefined,
): readonly Installment[] {
  const latest = charges
    .map(({ dueOn }) => dueOn)
    .sort()
    .at(-1);
  if (latest === undefined || from === undefined) return [];
  const of = (kind: Charge["of"]): number =>
    charges.reduce((sum, charge) => sum + (charge.of === kind ? charge.amount : 0), 0);
  return [
    {
      key: "charges after the last installment",
      from,
      dueOn: latest,
      principal: 0,
      interest: 0,
      fee: of("fee"),
      penalty: of("penalty"),
      charges,
    },
  ];
}

function byDueDate(a: Installment, b: Installment): number {
  return a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0;
}

/** A part of each sum that is lent, due on its day. */
function downPayments(loan: SuiteLoan, lent: readonly Lent[]): readonly Installment[] {
  return lent.flatMap((part, index) => {
    const principal = downPaymentOf(loan, part);
    if (principal === 0) return [];
    const due = { from: part.on, dueOn: part.on };
    const charged = { principal, interest: 0, fee: 0, penalty: 0, charges: [] };
    return [{ key: `down payment ${index + 1}`, ...due, ...charged }];
  });
}

/** A multiple of the unit that installments are a multiple of. */
export function downPaymentOf({ product, terms }: SuiteLoan, { amount }: Lent): number {
  if (product.enableDownPayment !== true) return 0;
  const unit = toMinorUnits(terms.config.installmentAmountInMultiplesOf ?? "0.01", places);
  const percent = toMinorUnits(product.disbursedAmountPercentageForDownPayment ?? "0", places);
  return unit * mulDivRound(amount, percent, 10_000 * unit, "halfEven");
}

/** Of what is left after down payments. */
export function scheduleOf(
  loan: SuiteLoan,
  { lent, fees, rates }: Omit<PlanEvents, "charges">,
): Schedule {
  const [first] = lent;
  if (first === undefined) throw new Error("Nothing was lent.");
  const left = lent.map((part) => ({ ...part, amount: part.amount - downPaymentOf(loan, part) }));
  const total = left.reduce((sum, { amount }) => sum + amount, 0);
  const later = left.filter(({ on }) => on > first.on);
  const { downPaymentPercent: _, ...terms } = termsOf({
    ...loan.terms,
    disbursed: minorUnitsText(total, places),
    disbursedOn: first.on,
  });
  const planned: LoanTerms = {
    ...terms,
    // Without interest all methods are one, and only some take tranches.
    ...(Number(loan.terms.rate) === 0 && { method: "annuity" as const }),
    ...(loan.isEqualPrincipal && {
      method: "equalPrincipal" as const,
      rounding: { mode: terms.rounding.mode },
    }),
    ...(later.length > 0 && {
      tranches: later.map(({ on, amount }) => ({ on, amount: minorUnitsText(amount, places) })),
    }),
    ...(fees.length > 0 && { fees: fees.flatMap(scheduleFee) }),
  };
  if (planned.method === "flat" && later.length > 0) throw new Absent("flatTranches");
  const isProgressive = loan.product.loanScheduleType === "PROGRESSIVE";
  const schedule = isProgressive ? planOf(planned) : cumulativePlan(loan, planned);
  return rates.reduce((before, { from, ratePercent: annualRatePercent }) => {
    const change = { kind: "rate", from, annualRatePercent } as const;
    return reschedule(before, change, "reduceInstallment").schedule;
  }, schedule);
}

/** The last installment takes the residue, whatever it is. */
function cumulativePlan(loan: SuiteLoan, terms: LoanTerms): Schedule {
  const plan = { ...terms, lastInstallment: "absorb", maxResidue: terms.principal } as const;
  const schedule = amortize(plan);
  if (terms.method !== "annuity" || loan.terms.interestCalcPeriod !== "DAILY") return schedule;
  // With interest by days, the installment is set as if all periods were like the first.
  const { openingBalance, interest, periodStart, dueOn } = schedule.row(1);
  if (interest.isZero()) return schedule;
  const payment = tvm.pmt({
    ratePerPeriod: yearFraction("ACT/365.FIXED", periodStart, dueOn)
      .times(terms.annualRatePercent)
      .div(100),
    periods: terms.installments,
    presentValue: openingBalance.neg(),
  });
  const unit = new Decimal(loan.terms.config.installmentAmountInMultiplesOf ?? "0.01");
  const installmentUnit = payment.div(unit).round().times(unit);
  return amortize({ ...plan, rounding: { ...terms.rounding, installmentUnit } });
}

function scheduleFee({ name, due, of, value }: PlannedFee): readonly ScheduleFee[] {
  if (due === "disbursement") return [];
  return [of === "flat" ? { name, due, amount: value } : { name, due, percent: value, of }];
}
