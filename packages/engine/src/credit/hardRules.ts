import type { Amount } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import { creditValueOutOfRange, Unrounded } from "./creditValue.ts";
import type { CreditRequest } from "./decision.ts";
import type { HardRule } from "./hardRule.ts";

/** What hard rules look at. Sums and products of amounts are exact. */
export interface HardRuleSubject {
  readonly request: CreditRequest;
  readonly score: number;
  readonly annualIncome: Decimal;
  /** Of current loans, monthly. */
  readonly currentInstallments: Decimal;
  readonly age: number | undefined;
  /** Percent a year, corrected. */
  readonly rate: Decimal;
  /** Of the proposed loan, at that rate. */
  readonly installment: Decimal;
}

/**
 * Whether a rule refuses. Rules that are off never do.
 *
 * @throws LendkitError `CREDIT_VALUE_OUT_OF_RANGE` where the age or the type of loan that a rule
 *   needs is not there
 */
export function hardRuleRefuses(row: HardRule, subject: HardRuleSubject): boolean {
  if (!row.on) return false;
  const { request, score, annualIncome, rate } = subject;
  switch (row.rule) {
    case "leastScore":
      return score < row.score;
    case "leastIncome":
      return annualIncome.lt(aYearOf(row.monthlyIncome));
    case "leastAnnualIncome":
      return annualIncome.lt(decimal(row.annualIncome));
    case "largestAmount":
      return request.principal.gt(decimal(row.principal));
    case "amountsByLoanType": {
      const lent = row.amounts.find(({ loanType }) => loanType === requireLoanType(request));
      if (lent === undefined) return true;
      return request.principal.lt(decimal(lent.least)) || request.principal.gt(decimal(lent.most));
    }
    case "leastRate":
      return rate.lt(decimal(row.annualRatePercent));
    case "mostRate":
      return rate.gt(decimal(row.annualRatePercent));
    case "leastInterest":
      return interestOf(subject).lt(decimal(row.interest));
    case "installmentsOfIncome":
      return isOverShare(subject, row.percentOfIncome);
    case "age": {
      const age = requireAge(subject.age);
      return age < row.least || age > row.most;
    }
  }
}

/** A monthly amount twelve times, exactly. */
export function aYearOf(monthly: Amount): Decimal {
  return new Unrounded(String(monthly)).times(12);
}

/** The largest principal that a row lets pass, where it bounds it. */
export function mostPrincipal(row: HardRule, { loanType }: CreditRequest): Decimal | undefined {
  if (!row.on) return undefined;
  if (row.rule === "largestAmount") return decimal(row.principal);
  if (row.rule !== "amountsByLoanType") return undefined;
  const lent = row.amounts.find((each) => each.loanType === loanType);
  return lent && decimal(lent.most);
}

/** The interest of the whole loan, as its installments give it. */
function interestOf({ installment, request }: HardRuleSubject): Decimal {
  return new Unrounded(installment).times(request.tenorMonths).minus(request.principal);
}

/** Whether the installments of a year are above a part of its income. */
function isOverShare(subject: HardRuleSubject, percentOfIncome: Amount): boolean {
  const { annualIncome, currentInstallments, installment } = subject;
  const yearly = new Unrounded(currentInstallments).plus(installment).times(12);
  return yearly.times(100).gt(new Unrounded(annualIncome).times(decimal(percentOfIncome)));
}

function requireAge(age: number | undefined): number {
  if (age !== undefined && Number.isSafeInteger(age) && age >= 0) return age;
  const expected = "a whole number of years, 0 or more, since a hard rule asks for it";
  throw creditValueOutOfRange({ field: "age", found: String(age), expected });
}

function requireLoanType({ loanType }: CreditRequest): string {
  if (loanType !== undefined) return loanType;
  const expected = "a type of loan, since a hard rule asks for it";
  throw creditValueOutOfRange({ field: "loanType", found: "undefined", expected });
}

function decimal(amount: Amount): Decimal {
  return new Decimal(String(amount));
}
