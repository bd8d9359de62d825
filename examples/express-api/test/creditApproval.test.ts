import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ServedApp, serveApp } from "./support/servedApp.ts";

let app: ServedApp;
beforeEach(async () => {
  app = await serveApp();
});
afterEach(() => app.close());

const asha = {
  first_name: "Asha",
  last_name: "Núñez",
  age: 30,
  monthly_income: 50000,
  phone_number: 9876543210,
};

/** Registers a person with this income, and answers the number that they got. */
async function registered(changes: object = {}): Promise<number> {
  const { status, body } = await app.client.post("/register", { ...asha, ...changes });
  expect(status).toBe(201);
  return Number(Reflect.get(Object(body), "customer_id"));
}

const problemOf = (code: string, message: unknown = expect.any(String)): object => ({
  error: { code, message, details: expect.any(Object), retryable: false },
});

const problemNaming = (field: string): object => ({
  error: {
    code: "INVALID_INPUT",
    message: expect.stringContaining(field),
    details: { issues: expect.arrayContaining([{ field, message: expect.any(String) }]) },
    retryable: false,
  },
});

describe("POST /register", () => {
  test("answers field for field, numbers as JSON numbers", async () => {
    const { status, body } = await app.client.post("/register", asha);
    expect(status).toBe(201);
    // 36 × 50,000 = 1,800,000, already whole lakhs.
    expect(body).toEqual({
      customer_id: 1,
      name: "Asha Núñez",
      age: 30,
      monthly_income: 50000,
      approved_limit: 1800000,
      phone_number: 9876543210,
    });
  });

  // 36 × 12,500 = 4.5 lakh, a tie, to the even 4. 36 × 50,500.50 = 18.18018 lakh, to 18.
  test.each([
    [12500, 12500, 400000],
    ["50500.50", 50500.5, 1800000],
    [62500, 62500, 2200000],
  ])("an income of %s gives %d and a limit of %d", async (sent, income, limit) => {
    const { body } = await app.client.post("/register", { ...asha, monthly_income: sent });
    expect(body).toMatchObject({ monthly_income: income, approved_limit: limit });
  });

  test("a trailing slash, text for the phone, unknown fields and a known field's other name", async () => {
    const { monthly_income, ...person } = asha;
    const body = {
      ...person,
      monthly_salary: monthly_income,
      phone_number: "919876543210123",
      x: 1,
    };
    const answer = await app.client.post("/register/", body);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ monthly_income: 50000, phone_number: 919876543210123 });
  });

  test("both names of the income: equal passes, different is refused", async () => {
    const equal = await app.client.post("/register", { ...asha, monthly_salary: "50000.00" });
    expect(equal.status).toBe(201);
    const different = await app.client.post("/register", { ...asha, monthly_salary: 50001 });
    expect(different.status).toBe(400);
    expect(different.body).toEqual(problemNaming("monthly_salary"));
  });

  test.each<[string, unknown]>([
    ["first_name", ""],
    ["first_name", "   "],
    ["first_name", "a".repeat(101)],
    ["last_name", 5],
    ["last_name", undefined],
    ["age", 17],
    ["age", 30.5],
    ["age", "30"],
    ["age", 151],
    ["monthly_income", 0],
    ["monthly_income", -1],
    ["monthly_income", "12,500"],
    ["monthly_income", "1e500"],
    ["monthly_income", null],
    ["monthly_income", undefined],
    ["monthly_salary", -1],
    ["monthly_salary", null],
    ["phone_number", "+919876543210"],
    ["phone_number", "0987654321"],
    ["phone_number", 123456],
    ["phone_number", 1234567890123456],
    ["phone_number", { digits: 1 }],
    ["phone_number", undefined],
  ])("%s = %j is refused and named", async (field, value) => {
    const base: Record<string, unknown> = { ...asha, [field]: value };
    if (field === "monthly_salary") delete base["monthly_income"];
    const { status, body } = await app.client.post("/register", base);
    expect(status).toBe(400);
    expect(body).toEqual(problemNaming(field));
  });

  test("the least age is let in", async () => {
    expect(await registered({ age: 18 })).toBe(1);
  });

  test("more decimals than the currency has are refused and not rounded", async () => {
    const { status, body } = await app.client.post("/register", { ...asha, monthly_income: 1.234 });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: {
        code: "AMOUNT_TOO_PRECISE",
        message: expect.stringContaining("monthly_income is 1.234"),
        details: { field: "monthly_income" },
      },
    });
  });

  test("a number that a double cannot hold is read in full", async () => {
    // As a double the first would be 50000.25, and pass; in full it has too many decimals.
    for (const [income, status] of [
      ["50000.2500000000000001", 400],
      ["50000.2500", 201],
    ] as const) {
      const body = JSON.stringify(asha).replace("50000", income);
      const headers = { "content-type": "application/json" };
      const answer = await app.client.send("/register", { method: "POST", headers, body });
      expect(answer.status).toBe(status);
    }
  });

  test("all fields at fault are named at once", async () => {
    const { body } = await app.client.post("/register", {});
    const fields = ["first_name", "last_name", "age", "phone_number", "monthly_income"];
    for (const field of fields) expect(body).toEqual(problemNaming(field));
  });

  test("a phone that another customer has: 409, without the phone in the answer", async () => {
    await registered();
    const { status, body } = await app.client.post("/register", { ...asha, first_name: "B" });
    expect(status).toBe(409);
    expect(body).toMatchObject({
      error: { code: "ALREADY_EXISTS", details: { field: "phone_number" } },
    });
    expect(JSON.stringify(body)).not.toContain("9876543210");
  });
});

describe("POST /check-eligibility", () => {
  // Without history the score is 50: the slab that asks for 12 % at least. The installments are
  // 80000·0.01·1.01^12/(1.01^12 − 1) = 7107.90 (a published row), and at 14 % 7182.97.
  test.each([
    [8.5, 12, 7107.9],
    [12, 12, 7107.9],
    ["12.00", 12, 7107.9],
    [14, 14, 7182.97],
  ])(
    "asked for %s percent: at %d percent, installment %d",
    async (asked, corrected, installment) => {
      const customer_id = await registered();
      const request = { customer_id, loan_amount: 80000, interest_rate: asked, tenure: 12 };
      const { status, body } = await app.client.post("/check-eligibility", request);
      expect(status).toBe(200);
      expect(body).toEqual({
        customer_id,
        approval: true,
        interest_rate: Number(asked),
        corrected_interest_rate: corrected,
        tenure: 12,
        monthly_installment: installment,
        score: 50,
        reasons: expect.any(Array),
      });
    },
  );

  test("a type of loan may be given, and is named where it is none", async () => {
    const customer_id = await registered();
    const request = { customer_id, loan_amount: 80000, interest_rate: 12, tenure: 12 };
    for (const path of ["/check-eligibility", "/create-loan"]) {
      const given = await app.client.post(path, { ...request, loan_type: "car" });
      expect(given.status).toBeLessThan(300);
      const wrong = await app.client.post(path, { ...request, loan_type: 7 });
      expect(wrong.status).toBe(400);
      expect(wrong.body).toEqual(problemNaming("loan_type"));
    }
  });

  test("above the limit: refused with the installment and a reason", async () => {
    const customer_id = await registered();
    const request = { customer_id, loan_amount: 1800000.01, interest_rate: 12, tenure: 12 };
    const { status, body } = await app.client.post("/check-eligibility/", request);
    expect(status).toBe(200);
    expect(body).toMatchObject({ approval: false, monthly_installment: expect.any(Number) });
    expect(body).toMatchObject({
      reasons: [
        { code: "LIMIT_WOULD_BE_EXCEEDED", effect: "refusal", points_lost: 0 },
        { effect: "score" },
      ],
    });
  });

  test("it changes nothing", async () => {
    const customer_id = await registered();
    const request = { customer_id, loan_amount: 80000, interest_rate: 12, tenure: 12 };
    const first = await app.client.post("/check-eligibility", request);
    expect(await app.client.post("/check-eligibility", request)).toMatchObject({
      body: first.body,
    });
    expect((await app.client.get(`/view-loans/${customer_id}`)).body).toEqual([]);
  });
});

describe.each(["/check-eligibility", "/create-loan"])("POST %s", (path) => {
  test.each<[string, unknown]>([
    ["customer_id", "1"],
    ["customer_id", 0],
    ["customer_id", 1.5],
    ["customer_id", undefined],
    ["loan_amount", 0],
    ["loan_amount", -5],
    ["loan_amount", "lots"],
    ["loan_amount", [80000]],
    ["interest_rate", -0.01],
    ["interest_rate", 100.01],
    ["interest_rate", "12 %"],
    ["interest_rate", true],
    ["tenure", 0],
    ["tenure", -12],
    ["tenure", 601],
    ["tenure", 12.5],
    ["tenure", "12"],
  ])("%s = %j is refused and named", async (field, value) => {
    const good = { customer_id: 1, loan_amount: 80000, interest_rate: 12, tenure: 12 };
    const { status, body } = await app.client.post(path, { ...good, [field]: value });
    expect(status).toBe(400);
    expect(body).toEqual(problemNaming(field));
  });

  test("an unknown customer: 404", async () => {
    const request = { customer_id: 77, loan_amount: 80000, interest_rate: 12, tenure: 12 };
    const { status, body } = await app.client.post(path, request);
    expect(status).toBe(404);
    expect(body).toMatchObject(problemOf("CUSTOMER_NOT_FOUND"));
    expect(body).toMatchObject({ error: { details: { customer_id: 77 } } });
  });

  test("an amount beyond all numbers: 400", async () => {
    const customer_id = await registered();
    const request = { customer_id, loan_amount: 1e20, interest_rate: 12, tenure: 12 };
    expect((await app.client.post(path, request)).status).toBe(400);
  });
});

describe("POST /create-loan", () => {
  const request = { loan_amount: 80000, interest_rate: 12, tenure: 12 };

  test("approved as asked: 201", async () => {
    const customer_id = await registered();
    const { status, body } = await app.client.post("/create-loan", { customer_id, ...request });
    expect(status).toBe(201);
    expect(body).toEqual({
      loan_id: 1,
      customer_id,
      loan_approved: true,
      message: "The loan is approved at 12 %.",
      monthly_installment: 7107.9,
      interest_rate: 12,
    });
  });

  test("approved at the corrected rate, and the message says so", async () => {
    const customer_id = await registered();
    const asked = { customer_id, ...request, interest_rate: 10 };
    const { status, body } = await app.client.post("/create-loan", asked);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      message: "The loan is approved at 12 % instead of the asked 10 %.",
      monthly_installment: 7107.9,
      interest_rate: 12,
    });
    const { body: booked } = await app.client.get("/view-loan/1");
    expect(booked).toMatchObject({ interest_rate: 12, monthly_installment: 7107.9 });
  });

  test("refused: 200 with no loan, the reason in the message, and nothing booked", async () => {
    const customer_id = await registered();
    const asked = { customer_id, ...request, loan_amount: 1800001 };
    const { status, body } = await app.client.post("/create-loan", asked);
    expect(status).toBe(200);
    expect(body).toEqual({
      loan_id: null,
      customer_id,
      loan_approved: false,
      message: expect.stringMatching(/^The loan is refused\. \S+/),
      monthly_installment: expect.any(Number),
      interest_rate: 12,
    });
    expect((await app.client.get(`/view-loans/${customer_id}`)).body).toEqual([]);
  });

  test("the amount is added to the customer's debt, once for each loan", async () => {
    const customer_id = await registered();
    await app.client.post("/create-loan", { customer_id, ...request });
    await app.client.post("/create-loan", { customer_id, ...request, loan_amount: "20000.50" });
    const customer = await app.store.transact((unit) => unit.customers.findByNumber(customer_id));
    expect(customer?.currentDebt.toString()).toBe("100000.5");
  });
});

describe("GET /view-loan, /view-loans", () => {
  const request = { loan_amount: 80000, interest_rate: 12, tenure: 12 };

  test("a loan, field for field", async () => {
    const customer_id = await registered();
    await app.client.post("/create-loan", { customer_id, ...request });
    const { status, body } = await app.client.get("/view-loan/1/");
    expect(status).toBe(200);
    expect(body).toEqual({
      loan_id: 1,
      customer: {
        id: customer_id,
        first_name: "Asha",
        last_name: "Núñez",
        phone_number: 9876543210,
        age: 30,
      },
      loan_amount: 80000,
      interest_rate: 12,
      monthly_installment: 7107.9,
      tenure: 12,
      is_active: true,
    });
  });

  test("a bare list of the customer's loans, by number", async () => {
    const customer_id = await registered();
    expect((await app.client.get(`/view-loans/${customer_id}`)).body).toEqual([]);
    await app.client.post("/create-loan", { customer_id, ...request });
    await app.client.post("/create-loan", { customer_id, ...request, tenure: 24 });
    const { status, body } = await app.client.get(`/view-loans/${customer_id}/`);
    expect(status).toBe(200);
    // 80000 at 12 % over 24: 80000·0.01·1.01^24/(1.01^24 − 1) = 3765.88.
    const common = { loan_amount: 80000, interest_rate: 12 };
    expect(body).toEqual([
      { loan_id: 1, ...common, monthly_installment: 7107.9, repayments_left: 12 },
      { loan_id: 2, ...common, monthly_installment: 3765.88, repayments_left: 24 },
    ]);
  });

  test.each([
    ["/view-loan/999", "LOAN_NOT_FOUND"],
    ["/view-loans/999", "CUSTOMER_NOT_FOUND"],
  ])("%s: 404", async (path, code) => {
    const { status, body } = await app.client.get(path);
    expect(status).toBe(404);
    expect(body).toMatchObject(problemOf(code));
  });

  test.each(["abc", "0", "-1", "1.5", "007", "1e3", "%20", "9007199254740992", "9".repeat(400)])(
    "a number that is none (%s): 400 naming it",
    async (number) => {
      const loan = await app.client.get(`/view-loan/${number}`);
      expect(loan.status).toBe(400);
      expect(loan.body).toEqual(problemNaming("loan_id"));
      const customer = await app.client.get(`/view-loans/${number}`);
      expect(customer.status).toBe(400);
      expect(customer.body).toEqual(problemNaming("customer_id"));
    },
  );
});
