import type { Amount } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import { creditValueOutOfRange, Unrounded } from "./creditValue.ts";
import type { Applicant, CreditRequest } from "./decision.ts";
import type { HardRule } from "./hardRule.ts";

/** What hard rules look at. */
export interface HardRuleSubject {
  readonly applicant: Applicant;
  readonly request: CreditRequest;
  readonly score: number;
  /** Percent a year, corrected. */
  readonly rate: Decimal;
  /** At that rate. */
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
  const { applicant, request, score, rate } = subject;
  switch (row.rule) {
    case "leastScore":
      return score < row.score;
    case "leastIncome":
      return applicant.monthlyIncome.lt(decimal(row.monthlyIncome));
    case "largestAmount":
      return request.principal.gt(decimal(row.principal));
    case "amountsByLoanType": {
      const lent = row.amounts.find(({ loanType }) => loanType === requireLoanType(request));
      if (lent === undefined) return true;
      return request.principal.lt(decimal(lent.least)) || request.principal.gt(decimal(lent.most));
    }
    case "leastRate":
      return rate.lt(decimal(row.annualRatePercent));
    case "leastInterest":
      return interestOf(subject).lt(decimal(row.interest));
    case "age": {
      const age = requireAge(applicant);
      return age < row.least || age > row.most;
    }
  }
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

function requireAge({ age }: Applicant): number {
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
