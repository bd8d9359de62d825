import { plainPeriodsPerYear } from "../calendar/frequency.ts";
import { addDays, type PlainDate } from "../calendar/plainDate.ts";
import { isUnpaid, totalOf, unpaidOf } from "../due/due.ts";
import { advance } from "../loan/advance.ts";
import { outstandingPrincipal } from "../loan/diffReplay.ts";
import { dueRows } from "../loan/dueRows.ts";
import type { LoanState, Servicing } from "../loan/loanState.ts";
import { levelAt } from "../loan/repaymentPlan.ts";
import { fromMinorUnits } from "../money/amount.ts";
import { type CurrencyCode, currencyPlaces } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import { mulDivRound } from "../money/minorUnits.ts";

/** The loans of one currency on a day. */
export interface PortfolioSummary {
  readonly currency: CurrencyCode;
  readonly asOf: PlainDate;
  readonly activeLoans: number;
  /** The level installments of active loans; those of other frequencies as they come to a month. */
  readonly totalMonthlyEmi: Decimal;
  /** Dues of days before `asOf` of which something is unpaid. */
  readonly overdue: {
    readonly count: number;
    /** Without penalties. */
    readonly amount: Decimal;
    readonly penalties: Decimal;
  };
  /** What is due from `asOf` on, to 30 days later, both included; by day. */
  readonly upcoming: readonly UpcomingPayment[];
  readonly outstanding: {
    /** Principal, due or not. */
    readonly principal: Decimal;
    /** Unpaid of dues up to `asOf`. */
    readonly interest: Decimal;
    readonly fees: Decimal;
    readonly penalties: Decimal;
  };
}

export interface UpcomingPayment {
  readonly loanId: string;
  readonly installment: number | null;
  readonly dueOn: PlainDate;
  readonly unpaid: Decimal;
}

/** Days from the day of the summary to the last day of what is upcoming. */
const UPCOMING_DAYS = 30;

/**
 * The figures of a dashboard: one summary for each currency, by its code. Loans that are not
 * serviced, or begin later, have no figures and are left out.
 *
 * @param asOf not before the day that a loan was carried forward to
 * @throws LendkitError `DATES_OUT_OF_ORDER`
 */
export function summarize(
  loans: readonly LoanState[],
  asOf: PlainDate,
): readonly PortfolioSummary[] {
  const byCurrency = new Map<CurrencyCode, ServicedLoan[]>();
  for (const loan of loans.filter(({ startedOn }) => startedOn <= asOf)) {
    const state = advance(loan, asOf);
    if (state.servicing === null) continue;
    const same = byCurrency.get(state.currency) ?? [];
    byCurrency.set(state.currency, [...same, { state, servicing: state.servicing }]);
  }
  return [...byCurrency]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, serviced]) => summaryOf(currency, serviced, asOf));
}

interface ServicedLoan {
  readonly state: LoanState;
  readonly servicing: Servicing;
}

function summaryOf(
  currency: CurrencyCode,
  loans: readonly ServicedLoan[],
  asOf: PlainDate,
): PortfolioSummary {
  const places = currencyPlaces(currency);
  const decimal = (minorUnits: number): Decimal => fromMinorUnits(minorUnits, places);
  const active = loans.filter(({ servicing }) => servicing.status === "active");
  const dues = active.flatMap(({ servicing }) => servicing.dues.filter(isUnpaid));
  const overdue = dues.filter(({ dueOn }) => dueOn < asOf).map(unpaidOf);
  const due = dues.filter(({ dueOn }) => dueOn <= asOf).map(unpaidOf);
  const sum = <T>(of: readonly T[], amount: (each: T) => number): number =>
    of.reduce((total, each) => total + amount(each), 0);
  return {
    currency,
    asOf,
    activeLoans: active.length,
    totalMonthlyEmi: decimal(sum(active, ({ servicing }) => monthlyInstallment(servicing))),
    overdue: {
      count: overdue.length,
      amount: decimal(sum(overdue, (unpaid) => totalOf(unpaid) - unpaid.penalty)),
      penalties: decimal(sum(overdue, ({ penalty }) => penalty)),
    },
    upcoming: upcomingOf(active, asOf, decimal),
    outstanding: {
      principal: decimal(sum(active, ({ servicing }) => outstandingPrincipal(servicing))),
      interest: decimal(sum(due, ({ interest }) => interest)),
      fees: decimal(sum(due, ({ fee }) => fee)),
      penalties: decimal(sum(due, ({ penalty }) => penalty)),
    },
  };
}

function monthlyInstallment({ plan, rowsDue }: Servicing): number {
  if (plan === null) return 0;
  const { numerator, denominator } = plainPeriodsPerYear(plan.terms.frequency);
  const { mode } = plan.terms.rounding;
  return mulDivRound(levelAt(plan, rowsDue), numerator, 12 * denominator, mode);
}

function upcomingOf(
  loans: readonly ServicedLoan[],
  asOf: PlainDate,
  decimal: (minorUnits: number) => Decimal,
): readonly UpcomingPayment[] {
  const last = addDays(asOf, UPCOMING_DAYS);
  return loans
    .flatMap(({ state }) => dueRows(state))
    .filter(({ dueOn, unpaid }) => dueOn >= asOf && dueOn <= last && unpaid > 0)
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))
    .map(({ loanId, installment, dueOn, unpaid }) => ({
      loanId,
      installment,
      dueOn,
      unpaid: decimal(unpaid),
    }));
}
