import { createMemoryStore } from "@lendkit/adapters-memory";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import type { BalanceScoreRule } from "../credit/balanceScore.ts";
import { verhoeffDigit } from "../credit/identity/verhoeff.ts";
import { Decimal } from "../money/decimal.ts";
import type { AccountEntry } from "../ports/accountEntry.ts";
import type { Store } from "../ports/store.ts";
import type { RegisterApplicantInput } from "../schemas/applicantInput.ts";
import type { ApplicantOptions, Applicants } from "./applicants.ts";
import { createApplicants } from "./createApplicants.ts";

const balanceScore: BalanceScoreRule = {
  floor: 100_000,
  ceiling: 1_000_000,
  step: 15_000,
  pointsPerStep: 10,
  lowest: 300,
  highest: 900,
};

const identityKey = new Uint8Array(32).fill(7);
const leapDay = plainDate("2024-02-29");

function open(changes: Partial<ApplicantOptions> = {}): Applicants & { readonly store: Store } {
  let ids = 0;
  const options: ApplicantOptions = {
    store: createMemoryStore(),
    product: { currency: "INR", balanceScore },
    clock: { today: () => leapDay },
    newId: () => {
      ids += 1;
      return `A-${ids}`;
    },
    identityKey,
    ...changes,
  };
  return { ...createApplicants(options), store: options.store };
}

/** An Aadhaar-shaped number told apart by `n`. */
function aadhaarOf(n: number): string {
  const digits = String(20_000_000_000 + n);
  return `${digits}${verhoeffDigit(digits)}`;
}

const person = (n: number, changes: object = {}): RegisterApplicantInput => ({
  name: `Meera Nair ${n}`,
  email: `meera.${n}@example.org`,
  aadhaar: aadhaarOf(n),
  annualIncome: 350_000,
  ...changes,
});

function entry(position: number, accountKey: string, amount: string): AccountEntry {
  const value = new Decimal(amount);
  return {
    source: "statement",
    position,
    accountKey,
    on: plainDate("2020-01-31"),
    kind: value.isNegative() ? "DEBIT" : "CREDIT",
    currency: "INR",
    amount: value.abs(),
  };
}

describe("registerApplicant", () => {
  test("keeps the person without a score, and of the Aadhaar number a hash and four digits", async () => {
    const { registerApplicant, store } = open();
    const registered = await registerApplicant({
      name: "  Meera Nair ",
      email: " Meera@Example.org",
      aadhaar: "2341 2341 2346",
      annualIncome: "350000.50",
    });
    // HMAC-SHA-256 of 234123412346 under 32 bytes of 7, by `openssl dgst -mac HMAC`.
    const identityHash = "6d51ccb4b2c70f7578f6d2d42e0244d235dbc0d50b885d7c21803741958b9679";
    expect(registered).toEqual({
      id: "A-1",
      number: 1,
      name: "Meera Nair",
      email: "Meera@Example.org",
      identityHash,
      identityLastFour: "2346",
      annualIncome: new Decimal("350000.5"),
      currency: "INR",
      accountKey: identityHash,
      score: null,
      scoredOn: null,
      version: 1,
    });
    expect(JSON.stringify(registered)).not.toMatch(/2341.?2341/);
    expect(await store.transact((unit) => unit.applicants.find("A-1"))).toEqual(registered);
  });

  test("transactions are found by the id of the file, where one is given", async () => {
    const { registerApplicant } = open();
    const { accountKey } = await registerApplicant(person(1, { transactionUserId: " user-1 " }));
    expect(accountKey).toBe("user-1");
  });

  test("a number of 12 digits is as good as text", async () => {
    const { registerApplicant } = open();
    const registered = await registerApplicant(person(1, { aadhaar: Number(aadhaarOf(1)) }));
    expect(registered.identityLastFour).toBe(aadhaarOf(1).slice(-4));
  });

  test.each<[string, object, string, RegExp]>([
    ["no name", { name: " " }, "name", /./],
    ["no email", { email: "meera" }, "email", /expected an email address/],
    ["a long email", { email: `${"m".repeat(250)}@x.yz` }, "email", /./],
    [
      "a wrong digit",
      { aadhaar: "2341 2341 2347" },
      "aadhaar",
      /number XXXX XXXX 2347 is not valid/,
    ],
    ["11 digits", { aadhaar: "23412341234" }, "aadhaar", /number XXXX XXXX XXXX is not valid/],
    ["no identity", { aadhaar: undefined }, "aadhaar", /./],
    ["an income below zero", { annualIncome: "-0.01" }, "annualIncome", /0 or more/],
    ["an empty id", { transactionUserId: "" }, "transactionUserId", /./],
    ["a long id", { transactionUserId: "u".repeat(101) }, "transactionUserId", /./],
  ])("%s is refused by the field's name", async (_what, change, field, message) => {
    const { registerApplicant, store } = open();
    const refused = registerApplicant(person(1, change));
    const issues = [{ field, message: expect.stringMatching(message) }];
    await expect(refused).rejects.toMatchObject({ code: "INVALID_INPUT", details: { issues } });
    await refused.catch((error: Error) => {
      expect(`${error.message}${JSON.stringify(error)}${error.cause}`).not.toMatch(/2341.?2341/);
    });
    expect(await store.transact((unit) => unit.applicants.find("A-1"))).toBeUndefined();
  });

  test("an income is as precise as the currency allows", async () => {
    const { registerApplicant } = open();
    await expect(registerApplicant(person(1, { annualIncome: "1.001" }))).rejects.toMatchObject({
      code: "AMOUNT_TOO_PRECISE",
      details: { field: "annualIncome" },
    });
  });

  test.each<[string, object, string]>([
    ["email", { email: "MEERA.1@example.ORG" }, "email"],
    ["Aadhaar number", { aadhaar: aadhaarOf(1).replace(/(\d{4})(?=\d)/g, "$1-") }, "identity"],
  ])(
    "the same %s again is a conflict that tells nothing of whose it is",
    async (_what, same, field) => {
      const { registerApplicant } = open();
      await registerApplicant(person(1));
      const again = registerApplicant(person(2, same));
      const details = { entity: "applicant", field };
      await expect(again).rejects.toMatchObject({
        code: "ALREADY_EXISTS",
        kind: "conflict",
        details,
      });
      await again.catch((error: Error) => {
        expect(JSON.stringify({ ...error, message: error.message })).not.toMatch(
          /meera|A-1|\d{4}/i,
        );
      });
    },
  );

  test("of ten at once with one identity one is registered", async () => {
    const { registerApplicant } = open();
    const all = Array.from({ length: 10 }, (_, n) =>
      registerApplicant(person(n, { aadhaar: aadhaarOf(1) })),
    );
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("findApplicant", () => {
  test("by id, by email in any capitals, by the Aadhaar number however it is written", async () => {
    const { registerApplicant, findApplicant } = open();
    const registered = await registerApplicant(person(1));
    const written = aadhaarOf(1).replace(/(\d{4})(?=\d)/g, "$1 ");
    expect(written).toMatch(/^\d{4} \d{4} \d{4}$/);
    for (const by of [{ id: "A-1" }, { email: " Meera.1@EXAMPLE.org" }, { aadhaar: written }]) {
      expect(await findApplicant(by)).toEqual(registered);
    }
  });

  test.each([
    [{ id: "A-9" }, "id"],
    [{ email: "meera.9@example.org" }, "email"],
    [{ aadhaar: aadhaarOf(9) }, "aadhaar"],
  ])("nobody is found by %j, and the error does not repeat it", async (lookup, by) => {
    const { registerApplicant, findApplicant } = open();
    await registerApplicant(person(1));
    const message = `There is no applicant with this ${by}. Register first, or look it up by another.`;
    const unknown = { code: "UNKNOWN_APPLICANT", kind: "notFound", message, details: { by } };
    await expect(findApplicant(lookup)).rejects.toMatchObject(unknown);
  });

  test("under another key nobody is found by the number", async () => {
    const { registerApplicant, store } = open();
    await registerApplicant(person(1));
    const other = open({ store, identityKey: new Uint8Array(32).fill(8) });
    await expect(other.findApplicant({ aadhaar: aadhaarOf(1) })).rejects.toMatchObject({
      code: "UNKNOWN_APPLICANT",
    });
  });

  test("a number that is none is refused", async () => {
    await expect(open().findApplicant({ aadhaar: "1" })).rejects.toMatchObject({
      code: "INVALID_AADHAAR",
    });
  });
});

describe("scoreApplicant", () => {
  // 600000.50 − 31550.50 = 5,68,450: 31 whole steps of 15,000 above 1,00,000, so 300 + 310.
  const history = (key: string) => [entry(1, key, "600000.50"), entry(2, key, "-31550.50")];

  test("scores by the account's balance, and again changes nothing", async () => {
    const { registerApplicant, scoreApplicant, store } = open();
    const { id, accountKey } = await registerApplicant(person(1));
    await store.transact((unit) => unit.accounts.insert(history(accountKey)));
    const scored = await scoreApplicant(id);
    expect(scored).toMatchObject({ score: 610, scoredOn: leapDay, version: 2 });
    expect(await scoreApplicant(id)).toEqual(scored);
    await store.transact((unit) => unit.accounts.insert([entry(3, accountKey, "15000")]));
    expect(await scoreApplicant(id)).toMatchObject({ score: 620, scoredOn: leapDay, version: 3 });
  });

  test("without transactions the score is the lowest, and of other people's nothing counts", async () => {
    const { registerApplicant, scoreApplicant, store } = open();
    const { id } = await registerApplicant(person(1));
    await store.transact((unit) => unit.accounts.insert(history("somebody")));
    expect(await scoreApplicant(id)).toMatchObject({ score: 300, version: 2 });
  });

  test("on a later day it is as of that day", async () => {
    const { registerApplicant, scoreApplicant, store } = open();
    const { id } = await registerApplicant(person(1));
    await scoreApplicant(id);
    const later = open({ store, clock: { today: () => plainDate("2024-03-01") } });
    const scored = { score: 300, scoredOn: "2024-03-01", version: 3 };
    expect(await later.scoreApplicant(id)).toMatchObject(scored);
  });

  test("transactions in another currency are not in it, and an applicant in one is refused", async () => {
    const { registerApplicant, scoreApplicant, store } = open();
    const { id, accountKey } = await registerApplicant(person(1));
    const dollars = history(accountKey).map((each) => ({ ...each, currency: "USD" as const }));
    await store.transact((unit) => unit.accounts.insert(dollars));
    expect(await scoreApplicant(id)).toMatchObject({ score: 300 });
    const inDollars = open({ store, product: { currency: "USD", balanceScore } });
    await expect(inDollars.scoreApplicant(id)).rejects.toMatchObject({
      code: "CURRENCY_MISMATCH",
      details: { expected: "USD", found: "INR" },
    });
  });

  test("nobody is scored under an unknown id", async () => {
    await expect(open().scoreApplicant("A-9")).rejects.toMatchObject({ code: "UNKNOWN_APPLICANT" });
  });
});

describe("scorePending", () => {
  test("scores those without a score, a batch at a time, until there is none", async () => {
    const { registerApplicant, scoreApplicant, scorePending, store } = open();
    for (let n = 1; n <= 5; n += 1) {
      await registerApplicant(person(n, { transactionUserId: n === 5 ? "user 4" : `user ${n}` }));
    }
    await scoreApplicant("A-2");
    await store.transact((unit) =>
      unit.accounts.insert([entry(1, "user 1", "115000"), entry(2, "user 4", "1000000")]),
    );
    const inShort = async (limit: number): Promise<readonly string[]> =>
      (await scorePending(limit)).map(({ id, score, version }) => `${id} ${score} v${version}`);
    expect(await inShort(2)).toEqual(["A-1 310 v2", "A-3 300 v2"]);
    expect(await inShort(9)).toEqual(["A-4 900 v2", "A-5 900 v2"]);
    expect(await inShort(9)).toEqual([]);
  });

  test("many workers at once score each applicant once", async () => {
    const anyWork = fc.record({
      people: fc.integer({ min: 0, max: 12 }),
      limits: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(anyWork, async ({ people, limits }) => {
        const { registerApplicant, scorePending, store } = open();
        for (let n = 1; n <= people; n += 1) await registerApplicant(person(n));
        const scored: string[] = [];
        const worker = async (limit: number): Promise<void> => {
          let batch = await scorePending(limit);
          while (batch.length > 0) {
            scored.push(...batch.map(({ id }) => id));
            batch = await scorePending(limit);
          }
        };
        await Promise.all(limits.map(worker));
        await worker(1);
        const ids = Array.from({ length: people }, (_, n) => `A-${n + 1}`);
        expect([...scored].sort()).toEqual([...ids].sort());
        const stored = await store.transact((unit) => unit.applicants.findMany({ ids }));
        expect(stored.every(({ score, version }) => score === 300 && version === 2)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test.each([0, 1001, 1.5, Number.NaN, -1])("%d at once are refused", async (limit) => {
    await expect(open().scorePending(limit)).rejects.toMatchObject({
      code: "BAD_SCORING_LIMIT",
      message: `${limit} applicants cannot be scored at once, expected a whole number from 1 to 1000.`,
    });
  });
});

test("a key that is too short, and a rule that cannot be used, are told of before all else", () => {
  expect(() => open({ identityKey: new Uint8Array(31) })).toThrow(
    expect.objectContaining({ code: "IDENTITY_KEY_TOO_SHORT" }),
  );
  const product = { currency: "INR", balanceScore: { ...balanceScore, step: 0 } } as const;
  expect(() => open({ product })).toThrow(
    expect.objectContaining({ code: "INVALID_CREDIT_POLICY" }),
  );
});
