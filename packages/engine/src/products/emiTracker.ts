import { smaBuckets } from "../delinquency/bucket.ts";
import type { ServicedProduct } from "../loan/product.ts";
import type { RepaymentTerms } from "../loan/servicingRules.ts";

/**
 * Loans with monthly installments that a borrower tracks: an annuity at a twelfth of the annual
 * rate, first due one month after the start; 2 % of an overdue installment once, without grace;
 * money beyond what is due pays the next installments. Borrowers are reminded three days before a
 * due date, on it, and on the day after.
 */
export const emiTracker: ServicedProduct<RepaymentTerms> = {
  name: "emiTracker",
  currency: "INR",
  calculationVersion: 1,
  servicing: {
    repayment: {
      frequency: "P1M",
      method: "annuity",
      dayCount: "PLAIN_PERIOD",
      rounding: { mode: "halfEven" },
      lastInstallment: "absorb",
    },
    rules: {
      waterfall: { direction: "vertical", kinds: ["penalty", "fee", "interest", "principal"] },
      excess: "nextInstallment",
      refuseWhileEarlierUnpaid: true,
      penalty: {
        kind: "percentOnce",
        percent: "2",
        graceDays: 0,
        graceDaysCount: true,
        on: "principalAndInterest",
        rounding: "halfEven",
      },
      delinquency: { buckets: smaBuckets, graceDays: 0 },
      payoff: { interest: { kind: "accrued" }, chargePercent: "0" },
      bounceCharge: "0",
    },
  },
  reminders: { daysBeforeDue: 3 },
};
