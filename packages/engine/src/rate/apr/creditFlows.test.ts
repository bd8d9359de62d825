import { describe, expect, test } from "vitest";
import { invalidDate, type PlainDate, plainDate } from "../../calendar/plainDate.ts";
import { type Amount, notANumber } from "../../money/amount.ts";
import type { DatedFlow } from "../xirr.ts";
import {
  type CreditTerms,
  creditFlowOutOfRange,
  creditFlows,
  noCreditFlow,
} from "./creditFlows.ts";

const flow = (on: string, amount: Amount): DatedFlow => ({ on: plainDate(on), amount });
const advances = [flow("2024-01-01", 100)];
const payments = [flow("2024-02-01", 60), flow("2024-03-01", 60)];
const refused = (changes: Partial<CreditTerms>, error: Error): void =>
  expect(() => creditFlows({ advances, payments, ...changes })).toThrow(error);

test("flows come in the order of their days, and charges are kept back from the earliest", () => {
  const flows = creditFlows({
    advances: [flow("1970-01-11", 50), flow("1970-01-01", "100"), flow("1970-01-05", 10)],
    payments: [flow("1970-02-01", 80), flow("1970-01-06", 75)],
    chargesKeptBack: "2.50",
  });
  // Epoch days: 1 January 1970 is day 0, and 1 February day 31. 100 − 2.50 = 97.50.
  expect(flows).toEqual([
    { day: 0, amount: 97.5 },
    { day: 4, amount: 10 },
    { day: 5, amount: -75 },
    { day: 10, amount: 50 },
    { day: 31, amount: -80 },
  ]);
});

test("days before 1970 are in order too", () => {
  const flows = creditFlows({
    advances: [flow("1969-12-31", 50), flow("1969-12-30", 100)],
    payments: [flow("1970-01-01", 80), flow("1969-12-31", 75)],
  });
  expect(flows.map(({ day }) => day)).toEqual([-2, -1, -1, 0]);
});

test("on one day an advance stands before a payment, which may come on the very first day", () => {
  const [on, second] = ["2024-01-01", "2024-01-02"];
  const flows = creditFlows({
    advances: [flow(second, 7), flow(on, 5)],
    payments: [flow(on, 1), flow(second, 2)],
  });
  expect(flows.map(({ amount }) => amount)).toEqual([5, -1, 7, -2]);
});

describe("refused, by its place in the list it came in", () => {
  test("a list without a flow", () => {
    refused({ advances: [] }, noCreditFlow({ field: "advances" }));
    refused({ payments: [] }, noCreditFlow({ field: "payments" }));
    refused({ advances: [], payments: [] }, noCreditFlow({ field: "advances" }));
  });

  test("a payment before the first advance", () => {
    const found = "2023-12-31";
    refused(
      { payments: [flow("2024-02-01", 60), flow(found, 60)] },
      creditFlowOutOfRange({ field: "payments.1.on", found }),
    );
  });

  test("an amount below zero", () => {
    const below = flow("2024-02-01", "-0.01");
    refused(
      { advances: [...advances, below] },
      creditFlowOutOfRange({ field: "advances.1.amount", found: "-0.01" }),
    );
    refused(
      { payments: [...payments, below] },
      creditFlowOutOfRange({ field: "payments.2.amount", found: "-0.01" }),
    );
  });

  test("what is no amount", () => {
    const ten = flow("2024-02-01", "ten");
    refused({ advances: [ten] }, notANumber({ field: "advances.0.amount", found: "ten" }));
    refused({ payments: [ten] }, notANumber({ field: "payments.0.amount", found: "ten" }));
    refused({ chargesKeptBack: "ten" }, notANumber({ field: "chargesKeptBack", found: "ten" }));
    refused(
      { chargesKeptBack: Number.NaN },
      notANumber({ field: "chargesKeptBack", found: "NaN" }),
    );
  });

  test("what is no date", () => {
    const found = "2024-02-30";
    // As callers without types send it.
    const bad = { on: found as PlainDate, amount: 5 };
    refused({ advances: [...advances, bad] }, invalidDate({ field: "advances.1.on", found }));
    refused({ payments: [bad] }, invalidDate({ field: "payments.0.on", found }));
  });
});
