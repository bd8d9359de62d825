import { plainDate } from "@lendkit/engine";
import { expect, test } from "vitest";
import { dueConditions } from "./dueConditions.ts";

const [first, second] = [plainDate("2024-02-01"), plainDate("2024-02-02")];
const place = { dueOn: second, loanId: "loan-1", dueId: "installment 1" };

// PostgreSQL 15 begins at the one that it meets first, and may read all that is between the two.
test.each([
  ["a day", { dueFrom: first }, 1],
  ["a place", { after: place }, 1],
  ["a place after the day", { dueFrom: first, after: place }, 1],
  ["a place on the day", { dueFrom: second, after: place }, 1],
  ["a place before the day", { dueFrom: plainDate("2024-02-03"), after: place }, 2],
])("%s gives no more beginnings than it takes", (_what, query, beginnings) => {
  for (const customerIds of [undefined, ["customer-1"]]) {
    const given = { ...query, ...(customerIds && { customerIds }), limit: 9 };
    expect(dueConditions(given).where.match(/ >=? /g)).toHaveLength(beginnings);
  }
});

test.each([
  [["customer-1"], "due.customer_id, due.due_on, due.loan_id, due.due_id"],
  [["customer-1", "customer-1"], "due.customer_id, due.due_on, due.loan_id, due.due_id"],
  [["customer-1", "customer-2"], "due.due_on, due.loan_id, due.due_id"],
  [[], "due.due_on, due.loan_id, due.due_id"],
])("dues of %j are in the order of one index", (customerIds, order) => {
  expect(dueConditions({ customerIds, limit: 9 }).order).toBe(order);
});
