import type { PlainDate } from "../calendar/plainDate.ts";
import { totalOf } from "../due/due.ts";
import { fromMinorUnits, minorUnitsText } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { Decimal } from "../money/decimal.ts";
import { advance } from "./advance.ts";
import { isBilled, nextBilling, nothingOwed, principalOwed } from "./billedCredit.ts";
import { arrearsOf } from "./dues.ts";
import { evolve } from "./evolve.ts";
import type { Bill, PaymentReceived } from "./facts.ts";
import { issueBills } from "./issueBills.ts";
import type { LoanState } from "./loanState.ts";

/** A bill to come. Amounts are in the loan's currency. */
export interface ProjectedBill {
  readonly cycle: number;
  /** The day of the bill. */
  readonly date: PlainDate;
  /** The last day on which it is paid in time. */
  readonly payBy: PlainDate;
  /** What is to be paid: the bill's minimum due. */
  readonly amountDue: Decimal;
  /** The principal that the bill itself asks for. */
  readonly principal: Decimal;
  readonly interest: Decimal;
  readonly fees: Decimal;
  /** What earlier bills asked for and is unpaid; only the first can have some. */
  readonly pastDue: Decimal;
  /** The principal that is owed once it is paid. */
  readonly principalAfter: Decimal;
  readonly isBalloon: boolean;
}

export interface ProjectBillsOptions {
  /**
   * Cycles at most, whole. Default: 12 of a line, which may go on for ever; of a loan with a term
   * all that it takes.
   */
  readonly most?: number;
}

/** Where nothing else is asked for. */
const CYCLES_OF_A_LINE = 12;

/**
 * The bills to come, from what is owed: as they will be if each is paid whole on its day, and
 * nothing else happens. What is unpaid of past bills, with penalties until then, is asked for by the
 * first. None for a loan with a schedule, one that is over, or before the first drawing.
 *
 * @param asOf not before the day that the loan was carried forward to; bills after it are told
 * @throws LendkitError `DATES_OUT_OF_ORDER`; `AMOUNT_TOO_LARGE`
 *
 * @example
 * projectBills(loan, plainDate("2024-01-01"))[0];
 * //=> { date: "2024-01-31", payBy: "2024-02-15", amountDue: 223.50, principal: 150.00, interest: 73.50, … }
 */
export function projectBills(
  state: LoanState,
  asOf: PlainDate,
  { most }: ProjectBillsOptions = {},
): readonly ProjectedBill[] {
  let carried = recorded(advance(state, asOf));
  const isLine = carried.servicing?.credit?.lastCycle === null;
  const wanted = most ?? (isLine ? CYCLES_OF_A_LINE : Number.POSITIVE_INFINITY);
  const bills: ProjectedBill[] = [];
  for (let looked = 0; looked < wanted; looked += 1) {
    const on = nextBillingDay(carried);
    if (on === undefined) break;
    const billed = advance(carried, on);
    const bill = billed.servicing?.credit?.toIssue.at(-1);
    carried = recorded(billed);
    if (bill === undefined) continue;
    const amountDue = unpaidOn(carried, on);
    if (amountDue > 0) carried = evolve(carried, payment(carried, on, amountDue));
    bills.push(projected(carried, bill, amountDue));
  }
  return bills;
}

/** Undefined where no bill will come without a fact. */
function nextBillingDay({ servicing }: LoanState): PlainDate | undefined {
  if (servicing === null || servicing.status !== "active") return undefined;
  const { credit, repayment, asOf } = servicing;
  if (credit === null || !isBilled(repayment) || nothingOwed(servicing)) return undefined;
  return nextBilling(repayment, credit, asOf)?.billedOn;
}

/** Facts that are thrown away need no instant. */
function recorded(state: LoanState): LoanState {
  return issueBills(state, { recordedAt: "" }).state;
}

function unpaidOn({ servicing }: LoanState, on: PlainDate): number {
  return servicing === null ? 0 : totalOf(arrearsOf(servicing, on));
}

function payment(state: LoanState, on: PlainDate, amount: number): PaymentReceived {
  const { loanId, lastSequence, currency } = state;
  return {
    loanId,
    sequence: lastSequence + 1,
    version: 1,
    effectiveOn: on,
    bookedOn: on,
    recordedAt: "",
    commandId: "",
    kind: "paymentReceived",
    amount: minorUnitsText(amount, currencyPlaces(currency)),
    pays: "dues",
  };
}

function projected(paid: LoanState, bill: Bill, amountDue: number): ProjectedBill {
  const places = currencyPlaces(paid.currency);
  const credit = paid.servicing?.credit ?? null;
  const left = credit === null ? 0 : principalOwed(credit, paid.servicing?.dues ?? []);
  return {
    cycle: bill.cycle,
    date: bill.billedOn,
    payBy: bill.payBy,
    amountDue: fromMinorUnits(amountDue, places),
    principal: new Decimal(bill.principalDue),
    interest: new Decimal(bill.interest),
    fees: new Decimal(bill.fees),
    pastDue: new Decimal(bill.pastDue),
    principalAfter: fromMinorUnits(left, places),
    isBalloon: bill.isBalloon,
  };
}
