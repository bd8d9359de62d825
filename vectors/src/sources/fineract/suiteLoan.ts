/**
 * A loan as a case makes it: of its product's settings, and terms that override them.
 *
 * @module
 */
import { Absent, type SuiteLoan } from "./account.ts";
import { inputs } from "./loan.ts";
import { paymentOrder } from "./paymentOrder.ts";
import { type FutureRule, type Product, strategy } from "./product.ts";
import { suiteDate } from "./suiteDate.ts";

type Terms = Readonly<Record<string, string>>;

const graces = [
  "graceOnPrincipalPayment",
  "graceOnInterestPayment",
  "interest free period",
] as const;

/** @param rules set for kinds of payments after the product was made */
export function suiteLoan(
  product: Product,
  terms: Terms,
  rules: ReadonlyMap<string, FutureRule>,
): SuiteLoan {
  if (graces.some((grace) => Number(terms[grace] ?? 0) > 0)) throw new Absent("unstatedTerms");
  const stated = inputs.parse(inputsOf(product, terms));
  const stands = strategy.parse(
    terms["Payment strategy"] ?? product.transactionProcessingStrategyCode,
  );
  const fixed = new Map(rules);
  return {
    product,
    terms: stated,
    isEqualPrincipal: terms["amortization type"] === "EQUAL_PRINCIPAL_PAYMENTS",
    orderOf: (type) => paymentOrder(product, stands, type, fixed),
  };
}

/** What is lent, and when, is said when it is. */
function inputsOf(product: Product, terms: Terms): object {
  const rate = terms["ANNUAL interest rate %"];
  return {
    disbursed: "1",
    disbursedOn: suiteDate.parse(terms["submitted on date"]),
    config: Object.fromEntries(Object.entries(product).filter(([, value]) => value !== null)),
    rate: rate ?? product.interestRatePerPeriod,
    rateFrequency:
      terms["interestRateFrequencyType"] ??
      (rate === undefined ? product.interestRateFrequencyType : "YEAR"),
    interestType:
      terms["interest type"] ?? firstIfNumber(product.interestType, "DECLINING_BALANCE"),
    interestCalcPeriod:
      terms["interest calculation period"] ??
      firstIfNumber(product.interestCalculationPeriodType, "DAILY"),
    every: terms["repaymentEvery"] ?? product.repaymentEvery,
    everyUnit: terms["repaymentFrequencyType"] ?? product.repaymentFrequencyType,
    n: terms["numberOfRepayments"] ?? product.numberOfRepayments,
  };
}

/** Some products number their settings, from 0. */
function firstIfNumber(setting: string, first: string): string {
  return setting === "0" ? first : setting;
}
