import { type Amount, fromMinorUnits } from "../money/amount.ts";
import { type CurrencyCode, currencyPlaces } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import { type RoundingMode, roundingModes } from "../money/rounding.ts";
import { checkOption } from "../money/unknownOption.ts";
import { cannotBill, zeroOrMore } from "./billInput.ts";
import { type BilledInstallment, checkInstallment } from "./billingTerms.ts";
import { principalAsked } from "./cycleDue.ts";

/** What a bill asks for. In the currency's major unit, each amount zero or more. */
export interface MinimumDueInput {
  readonly currency: CurrencyCode;
  /** The rule for the principal. */
  readonly installment: BilledInstallment;
  /** Of the percentage of the principal. Default: `halfEven`. */
  readonly rounding?: RoundingMode;
  /** The principal that is owed on the day of the bill, asked for by earlier bills or not. */
  readonly principal: Amount;
  /** The cycle's interest, rounded. */
  readonly interest: Amount;
  /** Charges since the bill before. Default: zero. */
  readonly fees?: Amount;
  /** What earlier bills asked for and is unpaid. Default: zero. */
  readonly pastDue?: Amount;
  /**
   * The principal in `pastDue`, which this bill does not ask for once more: at most `pastDue` and
   * `principal`. Default: zero.
   */
  readonly pastDuePrincipal?: Amount;
  /** Money of the borrower that is held, and pays the bill at once. Default: zero. */
  readonly held?: Amount;
  /** Principal beyond the limit of a line, which is asked for at once. Default: zero. */
  readonly overlimit?: Amount;
  /** The level installment; for that rule, and then required. */
  readonly level?: Amount;
  /** Whether the term ends with this bill, so that it asks for all principal. Default: false. */
  readonly isLast?: boolean;
}

/** In the currency. */
export interface MinimumDue {
  /** The principal that the bill asks for. */
  readonly principal: Decimal;
  readonly interest: Decimal;
  /** Principal and interest: the cycle's installment. */
  readonly cycleDue: Decimal;
  /** `cycleDue`, fees and past due, less what is held; zero or more. */
  readonly minimumDue: Decimal;
}

/**
 * The least that is to be paid on a bill.
 *
 * @throws LendkitError `CANNOT_BILL`, `INVALID_BILLING_TERMS`, `UNKNOWN_OPTION`, `UNKNOWN_CURRENCY`;
 *   of amounts
 *
 * @example
 * const installment = { kind: "percentOfBalance", percent: 3, least: 100 } as const;
 * minimumDue({ currency: "INR", installment, principal: 5000, interest: "73.50" }).minimumDue;
 * //=> 223.50: 3 % of 5000, and the interest
 */
export function minimumDue(input: MinimumDueInput): MinimumDue {
  const places = currencyPlaces(input.currency);
  const minor = minimumDueInMinorUnits(input, places);
  return {
    principal: fromMinorUnits(minor.principal, places),
    interest: fromMinorUnits(minor.interest, places),
    cycleDue: fromMinorUnits(minor.principal + minor.interest, places),
    minimumDue: fromMinorUnits(minor.minimumDue, places),
  };
}

/** The same in whole minor units. */
export function minimumDueInMinorUnits(
  input: MinimumDueInput,
  places: number,
): { readonly principal: number; readonly interest: number; readonly minimumDue: number } {
  const { installment, rounding = "halfEven", isLast = false } = input;
  checkInstallment(installment, places);
  checkOption("rounding", rounding, roundingModes);
  const minor = (field: AmountField): number => zeroOrMore(input[field] ?? 0, places, field);
  const [owed, interest, pastDue] = [minor("principal"), minor("interest"), minor("pastDue")];
  const billed = minor("pastDuePrincipal");
  if (billed > Math.min(owed, pastDue)) {
    const found = String(input.pastDuePrincipal);
    throw cannotBill({ field: "pastDuePrincipal", found, expected: "a part of both wholes" });
  }
  if (installment.kind === "level" && input.level === undefined) {
    throw cannotBill({ field: "level", found: "absent", expected: "the level installment" });
  }
  const of = { owed, unbilled: owed - billed, interest, overlimit: minor("overlimit") };
  const asked = { ...of, level: minor("level"), isLast };
  const principal = principalAsked(installment, asked, places, rounding);
  const all = principal + interest + minor("fees") + pastDue;
  return { principal, interest, minimumDue: Math.max(0, all - minor("held")) };
}

type AmountField =
  | "principal"
  | "interest"
  | "fees"
  | "pastDue"
  | "pastDuePrincipal"
  | "held"
  | "overlimit"
  | "level";
