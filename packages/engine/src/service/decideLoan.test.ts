import { createMemoryStore } from "@lendkit/adapters-memory";
import { beforeEach, describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import type { HardRule } from "../credit/hardRule.ts";
import { creditApproval } from "../products/creditApproval.ts";
import { emiTracker } from "../products/emiTracker.ts";
import { createLending } from "./createLending.ts";
import { createServicing } from "./createServicing.ts";
import type { Lending } from "./lending.ts";
import type { LoanServicing } from "./servicing.ts";

const asha = {
  firstName: "Asha",
  lastName: "Rao",
  age: 30,
  monthlyIncome: 50000,
  phoneNumber: "9876543210",
};
const request = { customerNumber: 1, principal: 100000, annualRatePercent: 12, tenorMonths: 12 };

let store: ReturnType<typeof createMemoryStore>;
beforeEach(() => {
  store = createMemoryStore();
});

/** creditApproval with rows of its own, over the store of the test. */
function lendingUnder(...hardRules: HardRule[]): Lending {
  let ids = 0;
  return createLending({
    store,
    product: { ...creditApproval, credit: { ...creditApproval.credit, hardRules } },
    clock: { today: () => plainDate("2026-11-20"), now: () => "2026-11-20T09:00:00.000Z" },
    newId: () => `id-${++ids}`,
  });
}

const framed = { code: "RULE", on: true, sentence: "No." };

test.each([
  [30, 30, true],
  [18, 30, true],
  [31, 70, false],
  [18, 29, false],
])("a rule on age from %i to %i sees that she is 30", async (least, most, approved) => {
  const lending = lendingUnder({ ...framed, rule: "age", least, most });
  await lending.registerCustomer(asha);
  expect((await lending.checkEligibility(request)).approved).toBe(approved);
  expect((await lending.createLoan(request)).loan === undefined).toBe(!approved);
});

describe("a rule on amounts by type of loan", () => {
  const byType: HardRule = {
    ...framed,
    rule: "amountsByLoanType",
    amounts: [{ loanType: "car", least: "50000", most: "100000" }],
  };

  test.each([
    ["car", 100000, true],
    [" car ", 100000, true],
    ["car", 100001, false],
    ["boat", 100000, false],
  ])("asked for %j of %i", async (loanType, principal, approved) => {
    const lending = lendingUnder(byType);
    await lending.registerCustomer(asha);
    const asked = { ...request, principal, loanType };
    expect((await lending.checkEligibility(asked)).approved).toBe(approved);
    expect((await lending.createLoan(asked)).loan === undefined).toBe(!approved);
  });

  test("asked without one", async () => {
    const lending = lendingUnder(byType);
    await lending.registerCustomer(asha);
    await expect(lending.checkEligibility(request)).rejects.toMatchObject({
      code: "CREDIT_VALUE_OUT_OF_RANGE",
      details: { field: "loanType" },
    });
  });

  test.each(["", "  ", "x".repeat(51), 7])("a type of %j is no type", async (loanType) => {
    const lending = lendingUnder(byType);
    await lending.registerCustomer(asha);
    // What a caller without types could send.
    const asked = { ...request, loanType: loanType as string };
    await expect(lending.checkEligibility(asked)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      details: { issues: [{ field: "loanType" }] },
    });
  });
});

describe("a serviced loan", () => {
  // 500,000 at 8.5 % over 24 months: 22,727.84 a month, more than half of 40,000.
  const started = plainDate("2024-01-31");
  let today = started;
  const clock = { today: () => today, now: () => `${today}T09:00:00.000Z` };
  let ids = 0;
  const newId = (): string => `id-${++ids}`;

  function lendingBy(currentLoans: "byDate" | "byBalance"): Lending {
    const product = { ...creditApproval, credit: { ...creditApproval.credit, currentLoans } };
    return createLending({ store, product, clock, newId });
  }

  async function openedLoan(): Promise<{ servicing: LoanServicing; loanId: string }> {
    today = started;
    const customer = await lendingBy("byDate").registerCustomer({ ...asha, monthlyIncome: 40000 });
    const servicing = createServicing({ store, product: emiTracker, clock, newId });
    const terms = { principal: 500_000, annualRatePercent: "8.5", tenorMonths: 24 };
    const { loanId } = await servicing.open({ customerId: customer.id, ...terms });
    return { servicing, loanId };
  }

  const refusedBy = async (currentLoans: "byDate" | "byBalance"): Promise<string[]> => {
    const { reasons } = await lendingBy(currentLoans).checkEligibility(request);
    return reasons.filter(({ effect }) => effect === "refusal").map(({ code }) => code);
  };
  const owed = async (): Promise<string | undefined> => {
    const { snapshot } = await lendingBy("byDate").checkEligibility(request);
    return snapshot.applicant.history[0]?.outstanding;
  };

  test("counts by balance after its end, while something is owed", async () => {
    const { servicing, loanId } = await openedLoan();
    expect(await refusedBy("byDate")).toContain("INSTALLMENTS_OVER_CAP");
    expect(await refusedBy("byBalance")).toContain("INSTALLMENTS_OVER_CAP");
    today = plainDate("2026-02-01");
    expect(await refusedBy("byDate")).toEqual([]);
    expect(await refusedBy("byBalance")).toContain("INSTALLMENTS_OVER_CAP");
    const { total } = await servicing.payoff(loanId, today);
    await servicing.pay({ loanId, amount: total, pays: "payoff" });
    expect(await refusedBy("byBalance")).toEqual([]);
  });

  test("is known with its principal and what else is due", async () => {
    const { servicing, loanId } = await openedLoan();
    expect(await owed()).toBe("500000");
    today = plainDate("2024-02-29");
    // 3,541.67 of interest and 19,186.17 of principal.
    await servicing.pay({ loanId, amount: "22727.84" });
    expect(await owed()).toBe("480813.83");
    await servicing.command(loanId, { kind: "addCharge", name: "visit", amount: 100 });
    expect(await owed()).toBe("480913.83");
  });
});
