/** Features that LendKit does not have. */
export type AbsentFeature =
  | "accrualActivity"
  | "addOnInterest"
  | "averageDailyBalance"
  | "balancesAtSeveralRates"
  | "chargeAdjustment"
  | "chargeOff"
  | "chargeback"
  | "creditBalanceRefund"
  | "expectedTranches"
  | "feeRebate"
  | "flatTranches"
  | "greatestOfMinimums"
  | "interestOnActualBalance"
  | "interestRefund"
  | "mixedPaymentOrder"
  | "movedDueDates"
  | "openEndRate"
  | "reAging"
  | "roundedMinimumDue"
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
  averageDailyBalance:
    "interest of a cycle at a monthly rate on its average balance, however many days it has",
  balancesAtSeveralRates: "balances of one credit that bear different rates",
  chargeAdjustment: "a payment by the lender that counts against one charge",
  chargeOff: "a charge-off that makes all that is owed due at once, or stops interest",
  chargeback: "a payment of which a part is taken back and owed anew on the day that it is",
  creditBalanceRefund: "a refund to a loan that was paid too much, after which the loan goes on",
  expectedTranches: "tranches that are planned before they are lent, and refused otherwise",
  feeRebate: "a fee that bears part of the balance, of which some is given back on settlement",
  flatTranches: "flat interest on money that is lent in parts",
  greatestOfMinimums:
    "a minimum due that is the greatest of several rules, one of them on all that is outstanding",
  interestOnActualBalance:
    "interest on what is really owed after payments that come early, late or in part",
  interestRefund: "interest that is given back with a refund, for the days that it was charged",
  mixedPaymentOrder: "an order of payment that pays a kind that is not due before another that is",
  movedDueDates: "due dates of a running loan that are moved while its installments stay",
  openEndRate: "the annual rate of one cycle of an open-end credit, with its transaction charges",
  reAging: "arrears that are divided into new installments",
  roundedMinimumDue: "a minimum due that is rounded up to a multiple",
  unstatedTerms: "the case states the result but not the terms that it follows from",
  waivedInstallmentCharge: "a charge within an installment that is waived after it was due",
};
