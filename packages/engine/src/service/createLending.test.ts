import { createMemoryStore } from "@lendkit/adapters-memory";
import { beforeEach, describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { isLendkitError } from "../errors.ts";
import { creditApproval } from "../products/creditApproval.ts";
import { createLending } from "./createLending.ts";
import type { Lending } from "./lending.ts";

const asha = {
  firstName: "Asha",
  lastName: "Rao",
  age: 30,
  monthlyIncome: 50000,
  phoneNumber: "9876543210",
};

const store = () => createMemoryStore();
let lending: Lending;
let today: string;

function lendingOver(openStore = store()): Lending {
  let ids = 0;
  return createLending({
    store: openStore,
    product: creditApproval,
    clock: { today: () => plainDate(today), now: () => `${today}T09:00:00.000Z` },
    newId: () => `id-${++ids}`,
  });
}

beforeEach(() => {
  today = "2026-11-20";
  lending = lendingOver();
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error("it was not refused"),
    (refusal: unknown) => refusal,
  );
  if (isLendkitError(error)) return error.code;
  throw error;
}

describe("registering a customer", () => {
  test("sets the approved limit, 36 monthly incomes to the nearest lakh, and no debt", async () => {
    const customer = await lending.registerCustomer(asha);
    // 36 * 50,000 = 18,00,000
    expect(customer.approvedLimit.toString()).toBe("1800000");
    expect(customer.currentDebt.toString()).toBe("0");
    expect(customer).toMatchObject({
      number: 1,
      origin: "registered",
      currency: "INR",
      version: 1,
    });
  });

  test("keeps the phone as digits, from a number as from text", async () => {
    const customer = await lending.registerCustomer({ ...asha, phoneNumber: 9876543210 });
    expect(customer.phoneNumber).toBe("9876543210");
  });

  test("refuses a phone number that another customer has", async () => {
    await lending.registerCustomer(asha);
    const again = lending.registerCustomer({ ...asha, firstName: "Usha" });
    await expect(again).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
      kind: "conflict",
      details: { entity: "customer", field: "phoneNumber" },
    });
  });

  test.each([
    ["age", { age: 17 }],
    ["age", { age: 30.5 }],
    ["firstName", { firstName: "  " }],
    ["phoneNumber", { phoneNumber: "98765-43210" }],
    ["phoneNumber", { phoneNumber: "0987654321" }],
    ["monthlyIncome", { monthlyIncome: 0 }],
    ["monthlyIncome", { monthlyIncome: "fifty" }],
    ["monthlyIncome", { monthlyIncome: Number.NaN }],
  ])("names the bad field %s of %j", async (field, change) => {
    await expect(lending.registerCustomer({ ...asha, ...change })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      details: { issues: [{ field }] },
    });
  });

  test("names every bad field at once", async () => {
    const nobody = lending.registerCustomer({ ...asha, firstName: "", age: -1 });
    await expect(nobody).rejects.toMatchObject({
      details: { issues: [{ field: "firstName" }, { field: "age" }] },
    });
  });

  test("18 is old enough", async () => {
    await expect(lending.registerCustomer({ ...asha, age: 18 })).resolves.toMatchObject({
      age: 18,
    });
  });

  test("refuses an income with more decimals than the currency", async () => {
    const precise = lending.registerCustomer({ ...asha, monthlyIncome: "50000.001" });
    expect(await codeOf(precise)).toBe("AMOUNT_TOO_PRECISE");
  });
});

const request = { customerNumber: 1, principal: 100000, annualRatePercent: 12, tenorMonths: 12 };

describe("deciding about a loan", () => {
  test("a first loan has the set score of 50, so the 12 % slab; a lower rate is corrected", async () => {
    await lending.registerCustomer(asha);
    const decision = await lending.checkEligibility({ ...request, annualRatePercent: 10 });
    expect(decision).toMatchObject({ approved: true, score: 50 });
    expect(decision.correctedRatePercent.toString()).toBe("12");
    // 100000 * 0.01 * 1.01^12 / (1.01^12 - 1) = 8884.878867...
    expect(decision.installment.toFixed(2)).toBe("8884.88");
  });

  test("changes nothing", async () => {
    const { number } = await lending.registerCustomer(asha);
    await lending.checkEligibility(request);
    expect(await lending.viewLoans(number)).toEqual([]);
  });

  test("unknown customers and bad requests are told apart", async () => {
    expect(await codeOf(lending.checkEligibility(request))).toBe("CUSTOMER_NOT_FOUND");
    const nothing = lending.checkEligibility({ ...request, principal: 0 });
    expect(await codeOf(nothing)).toBe("INVALID_INPUT");
    const steep = lending.checkEligibility({ ...request, annualRatePercent: 100.01 });
    expect(await codeOf(steep)).toBe("INVALID_INPUT");
    const endless = lending.checkEligibility({ ...request, tenorMonths: 601 });
    expect(await codeOf(endless)).toBe("INVALID_INPUT");
    const precise = lending.checkEligibility({ ...request, principal: "0.001" });
    expect(await codeOf(precise)).toBe("AMOUNT_TOO_PRECISE");
  });
});

describe("creating a loan", () => {
  test("books it at the corrected rate and adds its amount to the debt", async () => {
    await lending.registerCustomer(asha);
    const { decision, loan } = await lending.createLoan({ ...request, annualRatePercent: 10 });
    expect(decision.approved).toBe(true);
    expect(loan).toMatchObject({ number: 1, repaymentsLeft: 12, isActive: true });
    expect(loan?.annualRatePercent.toString()).toBe("12");
    expect(loan?.installment.toFixed(2)).toBe("8884.88");

    const seen = await lending.viewLoan(1);
    expect(seen.loan).toEqual(loan);
    expect(seen.customer.currentDebt.toString()).toBe("100000");
    expect(seen.loan.state).toMatchObject({ startedOn: "2026-11-20", endsOn: "2027-11-20" });
  });

  test("a refused loan leaves no trace", async () => {
    await lending.registerCustomer(asha);
    const { decision, loan } = await lending.createLoan({ ...request, principal: 1800001 });
    expect(decision.approved).toBe(false);
    expect(decision.reasons[0]?.code).toBe("LIMIT_WOULD_BE_EXCEEDED");
    expect(loan).toBeUndefined();
    expect(await lending.viewLoans(1)).toEqual([]);
    expect(await codeOf(lending.viewLoan(1))).toBe("LOAN_NOT_FOUND");
  });

  test("one that reaches the limit exactly is given, and the next one is refused", async () => {
    await lending.registerCustomer(asha);
    const whole = await lending.createLoan({ ...request, principal: 1800000, tenorMonths: 120 });
    expect(whole.decision.approved).toBe(true);
    const more = await lending.createLoan({ ...request, principal: 1 });
    expect(more.decision.reasons.map(({ code }) => code)).toContain("LIMIT_WOULD_BE_EXCEEDED");
  });

  test("of twenty at once, a customer who can bear two gets exactly two", async () => {
    const shared = store();
    lending = lendingOver(shared);
    await lending.registerCustomer(asha);
    // The limit is 18,00,000: 2 * 8,00,000 fit and 3 do not.
    const each = { ...request, principal: 800000, tenorMonths: 120 };
    const answers = await Promise.all(Array.from({ length: 20 }, () => lending.createLoan(each)));
    expect(answers.filter(({ loan }) => loan !== undefined)).toHaveLength(2);
    const customer = await shared.transact((unit) => unit.customers.findByNumber(1));
    expect(customer?.currentDebt.toString()).toBe("1600000");
    expect(await lending.viewLoans(1)).toHaveLength(2);
  });

  test("its facts replay to what is stored", async () => {
    const shared = store();
    lending = lendingOver(shared);
    await lending.registerCustomer(asha);
    const { loan } = await lending.createLoan(request);
    const facts = await shared.transact((unit) => unit.facts.list(loan?.state.loanId ?? ""));
    expect(facts).toMatchObject([
      {
        kind: "opened",
        sequence: 1,
        effectiveOn: "2026-11-20",
        terms: { principal: "100000.00", installment: "8884.88", annualRatePercent: "12" },
      },
    ]);
  });
});

describe("viewing loans", () => {
  test("an unknown customer is an error, a known one without loans has none", async () => {
    expect(await codeOf(lending.viewLoans(1))).toBe("CUSTOMER_NOT_FOUND");
    await lending.registerCustomer(asha);
    expect(await lending.viewLoans(1)).toEqual([]);
  });

  test("a loan is active to its last day, included", async () => {
    await lending.registerCustomer(asha);
    await lending.createLoan(request);
    today = "2027-11-20";
    expect(await lending.viewLoans(1)).toHaveLength(1);
    today = "2027-11-21";
    expect(await lending.viewLoans(1)).toEqual([]);
    expect((await lending.viewLoan(1)).loan.isActive).toBe(false);
  });
});
