import fc from "fast-check";
import { expect, test } from "vitest";
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { MAX_MINOR_UNITS } from "../money/minorUnits.ts";
import type { AccountTransaction, TransactionType } from "./accountTransaction.ts";
import { sumAccounts } from "./sumAccounts.ts";

const date: PlainDate = plainDate("2020-02-29");
const row = (user: string, type: TransactionType, amount: string | number): AccountTransaction => ({
  user,
  date,
  type,
  amount,
});
const inr = { currency: "INR" } as const;

test("credits less debits by user, exact, in order of first appearance", async () => {
  const rows = [
    row("B", "DEBIT", "0.30"),
    row("A", "CREDIT", 100_000),
    row("B", "CREDIT", 0.1),
    row("A", "DEBIT", "0.01"),
    row("B", "CREDIT", 0.2),
    row("C", "DEBIT", 5),
    row("A", "CREDIT", 0),
  ];
  const totals = await sumAccounts(rows, inr);
  const text = [...totals].map(([user, { credits, debits, balance, count }]) =>
    [user, credits, debits, balance, count].join(" "),
  );
  // 0.1 + 0.2 - 0.3 is 0 here, where floats say 5.6e-17.
  expect(text).toEqual(["B 0.3 0.3 0 3", "A 100000 0.01 99999.99 3", "C 0 5 -5 1"]);
});

test("no rows have no totals", async () => {
  expect(await sumAccounts([], inr)).toEqual(new Map());
});

test("rows may come one by one, and an id may be any text", async () => {
  async function* rows(): AsyncGenerator<AccountTransaction> {
    yield row("__proto__", "CREDIT", 1);
    yield row("constructor", "CREDIT", 2);
    yield row("__proto__", "CREDIT", 4);
  }
  const totals = await sumAccounts(rows(), inr);
  const balances = [...totals].map(([user, { balance }]) => [user, balance.toNumber()]);
  expect(balances).toEqual([
    ["__proto__", 5],
    ["constructor", 2],
  ]);
});

const anyRows = fc.array(
  fc.record({
    user: fc.constantFrom("a", "b", "c"),
    date: fc.constant(date),
    type: fc.constantFrom<TransactionType>("CREDIT", "DEBIT"),
    amount: fc.integer({ min: 0, max: 1_000_000_000 }).map((paise) => `${paise}e-2`),
  }),
);

test("the order of the rows does not matter", async () => {
  const inOrders = anyRows.chain((rows) =>
    fc.tuple(
      fc.constant(rows),
      fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
    ),
  );
  await fc.assert(
    fc.asyncProperty(inOrders, async ([rows, shuffled]) => {
      expect(await sumAccounts(shuffled, inr)).toEqual(await sumAccounts(rows, inr));
    }),
  );
});

test("it is the sum in whole paise", async () => {
  await fc.assert(
    fc.asyncProperty(anyRows, async (rows) => {
      const totals = await sumAccounts(rows, inr);
      for (const user of ["a", "b", "c"]) {
        const own = rows.filter((each) => each.user === user);
        const paise = own.map(({ type, amount }) =>
          type === "CREDIT" ? BigInt(parseInt(amount, 10)) : -BigInt(parseInt(amount, 10)),
        );
        const sum = paise.reduce((total, each) => total + each, 0n);
        expect(totals.get(user)?.balance.times(100).toFixed()).toBe(
          own.length === 0 ? undefined : sum.toString(),
        );
        expect(totals.get(user)?.count ?? 0).toBe(own.length);
      }
    }),
  );
});

test.each<[AccountTransaction, string, string]>([
  [row("A", "DEBIT", "1.005"), "AMOUNT_TOO_PRECISE", "amount of transaction 2 is 1.005"],
  [row("A", "DEBIT", "1,000"), "NOT_A_NUMBER", "amount of transaction 2"],
  [row("A", "CREDIT", -1), "CREDIT_VALUE_OUT_OF_RANGE", "amount of transaction 2 is -1"],
  [row("A", "CREDIT", "1e30"), "AMOUNT_TOO_LARGE", "amount of transaction 2"],
  // What a caller without types could send.
  [row("A", "credit" as TransactionType, 1), "CREDIT_VALUE_OUT_OF_RANGE", 'is "credit"'],
  [row("", "CREDIT", 1), "CREDIT_VALUE_OUT_OF_RANGE", 'user of transaction 2 is ""'],
])("%o is refused as %s", async (bad, code, message) => {
  await expect(sumAccounts([row("A", "CREDIT", 1), bad], inr)).rejects.toMatchObject({
    code,
    kind: "invalid",
    message: expect.stringContaining(message),
  });
});

test("sums beyond 2^53 - 1 minor units are refused in every order, without naming the user", async () => {
  const most = `${MAX_MINOR_UNITS}e-2`;
  const rows = [
    row("U-77", "CREDIT", most),
    row("U-77", "DEBIT", most),
    row("U-77", "CREDIT", "0.01"),
  ];
  for (const order of [rows, rows.toReversed()]) {
    const attempt = sumAccounts(order, inr);
    await expect(attempt).rejects.toMatchObject({
      code: "AMOUNT_TOO_LARGE",
      details: { field: "credits of one user", minorUnits: "9007199254740992" },
    });
    await expect(attempt).rejects.not.toThrow("U-77");
  }
  const totals = await sumAccounts(rows.slice(0, 2), inr);
  expect(totals.get("U-77")?.balance.toString()).toBe("0");
});

test("more users than the most are refused, more rows of them are not", async () => {
  const rows = [row("A", "CREDIT", 1), row("B", "CREDIT", 1), row("A", "CREDIT", 1)];
  expect((await sumAccounts(rows, { ...inr, mostUsers: 2 })).size).toBe(2);
  await expect(sumAccounts(rows, { ...inr, mostUsers: 1 })).rejects.toMatchObject({
    code: "TOO_MANY_USERS",
    details: { most: 1 },
  });
});

test("what the rows throw is thrown on", async () => {
  const fault = new Error("the disk is gone");
  async function* rows(): AsyncGenerator<AccountTransaction> {
    yield row("A", "CREDIT", 1);
    throw fault;
  }
  await expect(sumAccounts(rows(), inr)).rejects.toBe(fault);
});
