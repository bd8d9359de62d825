/** Test support: what the simulated lender lends. */
import { emiTracker, type ServicedProduct } from "@lendkit/engine";

const { repayment, rules } = emiTracker.servicing;

const prepaid: ServicedProduct = {
  ...emiTracker,
  name: "prepaid",
  servicing: {
    repayment: { ...repayment, dayCount: "ACT/365.FIXED" },
    rules: {
      ...rules,
      excess: "reduceTenor",
      refuseWhileEarlierUnpaid: false,
      penalty: {
        kind: "annualDaily",
        annualRatePercent: "24",
        graceDays: 3,
        graceDaysCount: true,
        on: "principal",
        rounding: "halfEven",
      },
      bounceCharge: "5.90",
    },
  },
};

const billed: ServicedProduct = {
  ...emiTracker,
  name: "billed",
  servicing: {
    repayment: {
      method: "billed",
      cycle: { kind: "days", days: 30 },
      payWithinDays: 10,
      installment: { kind: "percentOfBalance", percent: "12.5", least: "100" },
      interest: { dayCount: "ACT/365.FIXED", dailyRatePlaces: 3, rounding: "halfEven" },
      interestFree: "never",
      revolving: true,
      overlimitPercent: "10",
    },
    rules: { ...rules, excess: "reduceInstallment", refuseWhileEarlierUnpaid: false },
  },
};

export const products: readonly ServicedProduct[] = [emiTracker, prepaid, billed];

/** Whose service serves them all: each loan carries its own rules, and all have these reminders. */
export const served: ServicedProduct = emiTracker;
