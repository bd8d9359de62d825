/**
 * A bill from the books of a host that keeps its own.
 *
 * @module
 */
import { daysBetween, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { type Amount, fromMinorUnits, minorUnitsText, toMinorUnits } from "../money/amount.ts";
import { type CurrencyCode, currencyPlaces } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import { cannotBill, zeroOrMore } from "./billInput.ts";
import type { BillingCycle } from "./billingCycle.ts";
import { type BillingTerms, checkBillingTerms } from "./billingTerms.ts";
import { type BalanceSegment, type InterestByDay, interestByDay } from "./interestByDay.ts";
import { minimumDueInMinorUnits } from "./minimumDue.ts";

/** The principal that is owed from the end of a day on, until the next row's day. */
export interface BalanceFrom {
  readonly from: PlainDate;
  /** Billed or not, zero or more. */
  readonly balance: Amount;
  /** Percent a year. Default: that of the bill. */
  readonly annualRatePercent?: Amount;
}

/** In the currency's major unit. What is left out is zero. */
export interface BillInput {
  readonly currency: CurrencyCode;
  readonly terms: BillingTerms;
  /** The cycle that ends with the bill; see `billingCycle`. */
  readonly cycle: BillingCycle;
  /** Percent a year; zero for a cycle that is free of interest. */
  readonly annualRatePercent: Amount;
  /** By day, the first on the first day of the cycle; the last is the principal that is billed on. */
  readonly balances: readonly BalanceFrom[];
  /** The closing balance of the bill before; below zero where money was held. */
  readonly opening?: Amount;
  /** Lent in the cycle. */
  readonly drawn?: Amount;
  /** Payments in the cycle. */
  readonly payments?: Amount;
  readonly refunded?: Amount;
  /** Charges of the cycle, which this bill asks for. */
  readonly fees?: Amount;
  /** Penalties of the cycle; where unpaid they are in `pastDue`. */
  readonly penalties?: Amount;
  readonly waived?: Amount;
  /** What earlier bills asked for and is unpaid, penalties with it. */
  readonly pastDue?: Amount;
  /** The principal in `pastDue`, which this bill does not ask for once more. */
  readonly pastDuePrincipal?: Amount;
  /** Money of the borrower that is held, and pays the bill at once. */
  readonly held?: Amount;
  /** Of a line: principal beyond it is asked for at once. Default: none. */
  readonly limit?: Amount;
  /** The level installment; for that rule, and then required. */
  readonly level?: Amount;
  /** Whether the term ends with this bill. Default: false. */
  readonly isLast?: boolean;
}

/** A bill as a borrower reads it. In the currency. */
export interface BuiltBill extends BillingCycle {
  readonly opening: Decimal;
  readonly drawn: Decimal;
  readonly payments: Decimal;
  readonly refunded: Decimal;
  readonly interest: Decimal;
  readonly fees: Decimal;
  readonly penalties: Decimal;
  readonly waived: Decimal;
  /**
   * Opening, drawn, refunded, interest, fees and penalties, less payments and what was waived.
   */
  readonly closing: Decimal;
  readonly principalDue: Decimal;
  /** Principal and interest: the cycle's installment. */
  readonly cycleDue: Decimal;
  readonly pastDue: Decimal;
  /** `cycleDue`, fees and `pastDue`, less what is held; zero or more. */
  readonly minimumDue: Decimal;
  /** Whether it asks for all that is left. */
  readonly isBalloon: boolean;
  /** The days that sum to its interest. */
  readonly interestByDay: InterestByDay;
}

/**
 * A bill by the same rules as those of a serviced loan.
 *
 * @throws LendkitError `CANNOT_BILL`; as `minimumDue` and `interestByDay`
 *
 * @example
 * const cycle = billingCycle(terms, plainDate("2024-01-01"), 1);
 * const balances = [{ from: cycle.start, balance: 5000 }];
 * buildBill({ currency: "INR", terms, cycle, annualRatePercent: 18, balances, drawn: 5000 });
 * //=> { interest: 73.50, principalDue: 150.00, minimumDue: 223.50, closing: 5073.50, … }
 */
export function buildBill(input: BillInput): BuiltBill {
  const { currency, terms, cycle, isLast = false } = input;
  const places = currencyPlaces(currency);
  checkBillingTerms(terms, places);
  const minor = (field: FlowField): number => zeroOrMore(input[field] ?? 0, places, field);
  const decimal = (minorUnits: number): Decimal => fromMinorUnits(minorUnits, places);
  const segments = segmentsOf(input);
  const byDay = interestByDay({ currency, terms: terms.interest, segments });
  const principal = toMinorUnits(segments.at(-1)?.balance ?? 0, places, "balance");
  const asked = minimumDueInMinorUnits(
    {
      ...input,
      installment: terms.installment,
      rounding: terms.interest.rounding,
      principal: minorUnitsText(principal, places),
      interest: byDay.interest,
      overlimit: minorUnitsText(overlimit(input, principal, places), places),
    },
    places,
  );
  const opening = toMinorUnits(input.opening ?? 0, places, "opening");
  const more = opening + minor("drawn") + minor("refunded") + minor("fees") + minor("penalties");
  const closing = more + asked.interest - minor("payments") - minor("waived");
  return {
    ...cycle,
    opening: decimal(opening),
    drawn: decimal(minor("drawn")),
    payments: decimal(minor("payments")),
    refunded: decimal(minor("refunded")),
    interest: decimal(asked.interest),
    fees: decimal(minor("fees")),
    penalties: decimal(minor("penalties")),
    waived: decimal(minor("waived")),
    closing: decimal(closing),
    principalDue: decimal(asked.principal),
    cycleDue: decimal(asked.principal + asked.interest),
    pastDue: decimal(minor("pastDue")),
    minimumDue: decimal(asked.minimumDue),
    isBalloon: isLast,
    interestByDay: byDay,
  };
}

type FlowField =
  | "drawn"
  | "payments"
  | "refunded"
  | "fees"
  | "penalties"
  | "waived"
  | "pastDue"
  | "limit";

function overlimit({ limit }: BillInput, principal: number, places: number): number {
  if (limit === undefined) return 0;
  return Math.max(0, principal - zeroOrMore(limit, places, "limit"));
}

/** @throws LendkitError `CANNOT_BILL` where the rows do not begin with the cycle and rise within it */
function segmentsOf({ balances, cycle, annualRatePercent }: BillInput): readonly BalanceSegment[] {
  const first = balances[0]?.from;
  if (first !== cycle.start) {
    const found = first ?? "absent";
    throw cannotBill({ field: "balances[0].from", found, expected: `${cycle.start}` });
  }
  return balances.map(({ from, balance, annualRatePercent: own = annualRatePercent }, index) => {
    const to = balances[index + 1]?.from ?? cycle.billedOn;
    if (daysBetween(plainDate(from, "from"), plainDate(to, "to")) > 0) {
      return { balance, annualRatePercent: own, from, to };
    }
    const expected = `a day before ${to}`;
    throw cannotBill({ field: `balances[${index}].from`, found: from, expected });
  });
}
