import { plainDate } from "../calendar/plainDate.ts";
import { explained, growing, inTranches, loan, moratorium } from "../testing/explainedLoans.ts";
import { reschedule } from "./reschedule.ts";
import type { Schedule } from "./schedule.ts";

/** 300 with the second installment. */
const repaidWhenDue = (schedule: Schedule): Schedule =>
  reschedule(
    schedule,
    { kind: "prepayment", on: plainDate("2024-03-31"), amount: 300 },
    "reduceTenor",
  ).schedule;

const clears = "The last payment clears what is left.";
const nothing = "Nothing is repaid in this row.";
const shares = "A share of the balance is repaid, and at least what the least payment leaves.";
const minimum = (least: number): Schedule =>
  loan({ method: { name: "minimumDue", percentOfBalance: 3, least } });

explained([
  [
    "principal, after interest",
    () => loan({}),
    2,
    "principal",
    "installment − interest",
    "207.06 − 10.05",
    "197.01",
    "What the installment leaves after interest repays principal.",
  ],
  [
    "principal of a higher step",
    () =>
      loan({
        annualRatePercent: 0,
        // 1200 / (3 + 3 · 1.5) = 160
        method: {
          name: "stepped",
          steps: [
            { fromInstallment: 1, times: 1 },
            { fromInstallment: 4, times: "1.5" },
          ],
        },
      }),
    4,
    "principal",
    "installment − interest",
    "240.00 − 0",
    "240.00",
    "What the installment leaves after interest repays principal.",
  ],
  [
    // 1200 / 2 twice.
    "the last principal",
    () => loan({ annualRatePercent: 0, installments: 2 }),
    2,
    "principal",
    "(opening balance + lent in the period) − repaid early",
    "(600 + 0) − 0",
    "600.00",
    clears,
  ],
  [
    "the last principal, with a tranche on the way to it",
    () =>
      loan({
        annualRatePercent: 0,
        installments: 2,
        tranches: [{ on: plainDate("2024-03-15"), amount: 400 }],
      }),
    2,
    "principal",
    "(opening balance + lent in the period) − repaid early",
    // (1200 − 400) / 2 is repaid first.
    "(400 + 400) − 0",
    "800.00",
    clears,
  ],
  [
    "a down payment",
    () => loan({ downPaymentPercent: 25 }),
    1,
    "principal",
    "down payment",
    "300.00",
    "300.00",
    "The down payment is principal alone.",
  ],
  [
    "level principal",
    () => loan({ method: "equalPrincipal" }),
    3,
    "principal",
    "installment",
    "200.00",
    "200.00",
    "Each row repays the same principal.",
  ],
  [
    "interest alone",
    () => loan({ method: "interestOnly" }),
    3,
    "principal",
    "0",
    "0",
    "0.00",
    nothing,
  ],
  ["a moratorium", () => moratorium("paid"), 1, "principal", "0", "0", "0.00", nothing],
  ["a balance that grows", growing, 1, "principal", "0", "0", "0.00", nothing],
  [
    "a minimum due",
    () => minimum(40),
    1,
    "principal",
    "greatest of (rounded(((opening balance + lent in the period) − repaid before the due date) · " +
      "share of the balance); least payment − interest)",
    "greatest of (rounded(((1200 + 0) − 0.00) · 3000000/100000000); 40.00 − 12)",
    "36.00",
    shares,
  ],
  [
    "its floor",
    () => minimum(500),
    1,
    "principal",
    "greatest of (rounded(((opening balance + lent in the period) − repaid before the due date) · " +
      "share of the balance); least payment − interest)",
    "greatest of (rounded(((1200 + 0) − 0.00) · 3000000/100000000); 500.00 − 12)",
    "488.00",
    shares,
  ],
  [
    // 3 % of 1200 − 36 = 1164, whatever is repaid on the due date beside it.
    "a minimum due takes no account of what is repaid with it",
    () => repaidWhenDue(minimum(0)),
    2,
    "principal",
    "greatest of (rounded(((opening balance + lent in the period) − repaid before the due date) · " +
      "share of the balance); least payment − interest)",
    "greatest of (rounded(((1164 + 0) − 0.00) · 3000000/100000000); 0.00 − 11.64)",
    "34.92",
    shares,
  ],
  [
    // Of 1164 − 34.92 = 1129.08, 300 is repaid on 10 April: 3 % of 829.08 is 24.8724. Interest is
    // 11.2908 less 300 · 12 % · 20/360 = 2.
    "but of what was repaid before",
    () =>
      reschedule(
        loan({ dayCount: "30E/360", method: { name: "minimumDue", percentOfBalance: 3 } }),
        { kind: "prepayment", on: plainDate("2024-04-10"), amount: 300 },
        "reduceTenor",
      ).schedule,
    3,
    "principal",
    "greatest of (rounded(((opening balance + lent in the period) − repaid before the due date) · " +
      "share of the balance); least payment − interest)",
    "greatest of (rounded(((1129.08 + 0) − 300.00) · 3000000/100000000); 0.00 − 9.29)",
    "24.87",
    shares,
  ],
  [
    "a payment",
    () => loan({ fees: [{ name: "service", due: "everyInstallment", amount: "1.5" }] }),
    2,
    "payment",
    "principal + interest + fees",
    "197.01 + 10.05 + 1.5",
    "208.56",
    "A payment is its principal, its interest and its fees.",
  ],
  [
    "a balance after a tranche",
    inTranches,
    2,
    "closingBalance",
    "(opening balance + lent in the period + interest added to the balance) − (repaid early + principal)",
    "(502.22 + 600 + 0) − (0 + 218.27)",
    "883.95",
    "What is lent and added raises the balance, what is repaid lowers it.",
  ],
  [
    "a balance after interest was added to it",
    () => moratorium("capitalized"),
    2,
    "closingBalance",
    "(opening balance + lent in the period + interest added to the balance) − (repaid early + principal)",
    "(1212 + 0 + 12.12) − (0 + 0)",
    "1224.12",
    "What is lent and added raises the balance, what is repaid lowers it.",
  ],
  [
    "a balance after a prepayment",
    () => repaidWhenDue(loan({})),
    2,
    "closingBalance",
    "(opening balance + lent in the period + interest added to the balance) − (repaid early + principal)",
    "(1004.94 + 0 + 0) − (300 + 197.01)",
    "507.93",
    "What is lent and added raises the balance, what is repaid lowers it.",
  ],
]);
