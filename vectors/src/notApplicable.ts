/** Features that LendKit does not have. */
export type AbsentFeature =
  | "accrualActivity"
  | "addOnInterest"
  | "chargeAdjustment"
  | "chargeOff"
  | "chargeback"
  | "creditBalanceRefund"
  | "expectedTranches"
  | "feeRebate"
  | "flatTranches"
  | "interestOnActualBalance"
  | "interestRefund"
  | "mixedPaymentOrder"
  | "movedDueDates"
  | "reAging"
  | "unstatedTerms"
  | "waivedInstallmentCharge";

/**
 * Each with what it is. A case is not applicable only for one of them, never by its id.
 */
export const absentFeatures: Readonly<Record<AbsentFeature, string>> = {
  accrualActivity:
    "a posting of an installment's income on its due date, apart from what accrued day by day",
  addOnInterest:
    "level payments that pay the interest of the whole term first, and principal after it",
  chargeAdjustment: "a payment by the lender that counts against one charge",
  chargeOff: "a charge-off that makes all that is owed due at once, or stops interest",
  chargeback: "a payment of which a part is taken back and owed anew on the day that it is",
  creditBalanceRefund: "a refund to a loan that was paid too much, after which the loan goes on",
  expectedTranches: "tranches that are planned before they are lent, and refused otherwise",
  feeRebate: "a fee that bears part of the balance, of which some is given back on settlement",
  flatTranches: "flat interest on money that is lent in parts",
  interestOnActualBalance:
    "interest on what is really owed after payments that come early, late or in part",
  interestRefund: "interest that is given back with a refund, for the days that it was charged",
  mixedPaymentOrder: "an order of payment that pays a kind that is not due before another that is",
  movedDueDates: "due dates of a running loan that are moved while its installments stay",
  reAging: "arrears that are divided into new installments",
  unstatedTerms: "the case states the result but not the terms that it follows from",
  waivedInstallmentCharge: "a charge within an installment that is waived after it was due",
};
