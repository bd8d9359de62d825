import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { BalanceScoreRule, RowNote } from "@lendkit/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inPieces, megabytesHeld } from "./read/testing/csvPieces.ts";
import { type ScoreTransactionsOptions, scoreTransactions } from "./scoreTransactions.ts";

const rule: BalanceScoreRule = {
  floor: 100_000,
  ceiling: 1_000_000,
  step: 15_000,
  pointsPerStep: 10,
  lowest: 300,
  highest: 900,
};

const score = (
  content: string,
  options: Partial<ScoreTransactionsOptions> = {},
): ReturnType<typeof scoreTransactions> =>
  scoreTransactions({ source: inPieces(content, 9).source, rule, currency: "INR", ...options });

test("users are scored by their balance, wherever their rows and columns stand", async () => {
  const content =
    "Amount,Memo,user id,TransactionType,date\n" +
    '600000.50,"salary, May",A,CREDIT,2020-05-31\n' +
    "5000,,B,DEBIT,2020-01-01\n" +
    "31550.50,rent,A,DEBIT,2020-06-01\n" +
    "1000000,,C,credit,2020-01-01\n";
  const { scores, counts, rejections, ignoredColumns } = await score(content);
  const text = [...scores].map(([user, { balance, count, ...rest }]) =>
    [user, balance, count, rest.score].join(" "),
  );
  // A: 6,00,000.50 − 31,550.50 = 5,68,450: 31 whole steps above 1,00,000.
  expect(text).toEqual(["A 568450 2 610", "B -5000 1 300", "C 1000000 1 900"]);
  expect(counts).toEqual({ read: 4, accepted: 4, rejected: 0 });
  expect(rejections).toEqual([]);
  expect(ignoredColumns).toEqual(["Memo"]);
});

describe("rows that are rejected", () => {
  const content =
    "user,date,transaction_type,amount\n" + // line 1
    "A,2020-01-01,CREDIT,115000\n" +
    "A,2020-13-01,CREDIT,1\n" + // 3
    "A,2020-01-01,REFUND,1\n" +
    "A,2020-01-01,CREDIT\n" + // 5
    'A,2020-01-01,CREDIT,"1"0\n' +
    "\n" +
    ",2020-01-01,DEBIT,1\n" + // 8
    "A,2020-01-01,DEBIT,-1\n" +
    "A,2020-01-01,DEBIT,0.001\n"; // 10

  test("are told with row, column, value and reason, and count for nobody", async () => {
    const { scores, counts, rejections } = await score(content, { name: "bank.csv" });
    expect([...scores].map(([user, each]) => [user, each.score])).toEqual([["A", 310]]);
    expect(counts).toEqual({ read: 8, accepted: 1, rejected: 7 });
    expect(rejections.map(({ row, code, column, value }) => [row, code, column, value])).toEqual([
      [3, "NOT_A_DATE", "date", "2020-13-01"],
      [4, "OUT_OF_RANGE", "transaction_type", "REFUND"],
      [5, "FIELD_COUNT", null, null],
      [6, "QUOTE_MISPLACED", null, null],
      [8, "CELL_EMPTY", "user", ""],
      [9, "OUT_OF_RANGE", "amount", "-1"],
      [10, "TOO_PRECISE", "amount", "0.001"],
    ]);
    expect(rejections.every(({ sheet, reason }) => sheet === "bank.csv" && reason !== "")).toBe(
      true,
    );
  });

  test("are kept up to a number, and all of them counted and handed out", async () => {
    const all: RowNote[] = [];
    const { counts, rejections } = await score(content, {
      rejectionsKept: 2,
      onRejected: (note) => all.push(note),
    });
    expect(rejections.map(({ row }) => row)).toEqual([3, 4]);
    expect(all.map(({ row }) => row)).toEqual([3, 4, 5, 6, 8, 9, 10]);
    expect(counts.rejected).toBe(7);
  });
});

const header = "user,date,transaction_type,amount\n";

test.each<[string, string, Partial<ScoreTransactionsOptions>, string]>([
  ["no rows", "", {}, "TABLE_EMPTY"],
  ["no amounts", "user,date,type\nA,2020-01-01,CREDIT\n", {}, "COLUMNS_MISSING"],
  ["two users", "user,user id,date,type,amount\n", {}, "COLUMN_TWICE"],
  ["a rule without steps", header, { rule: { ...rule, step: 0 } }, "INVALID_CREDIT_POLICY"],
  ["users over the most", `${header}A,2020-01-01,CREDIT,1\n`, { mostUsers: 0 }, "TOO_MANY_USERS"],
  ["an unclosed header", '"user,date', {}, "CSV_HEADER_UNREADABLE"],
])("%s", async (_, content, options, code) => {
  await expect(score(content, options)).rejects.toMatchObject({ code });
});

test("a rule or a currency that cannot be used is refused before a byte is read", async () => {
  for (const options of [{ rule: { ...rule, highest: 0 } }, { currency: "XXQ" as "INR" }]) {
    const { source, taken } = inPieces(header, 1);
    await expect(score("", { ...options, source })).rejects.toMatchObject({ kind: "invalid" });
    expect(taken()).toBe(0);
  }
});

test("headers alone score nobody", async () => {
  const { scores, counts } = await score(header);
  expect([scores.size, counts]).toEqual([0, { read: 0, accepted: 0, rejected: 0 }]);
});

test("it stops between rows, and the source is ended", async () => {
  const stop = new AbortController();
  const reason = new Error("stopped");
  const { source, taken } = inPieces(header + "A,2020-01-01,CREDIT,x\n".repeat(1000), 22);
  const onRejected = ({ row }: RowNote): void => {
    if (row === 10) stop.abort(reason);
  };
  await expect(score("", { source, onRejected, signal: stop.signal })).rejects.toBe(reason);
  expect(taken()).toBeLessThan(20);
});

test("the order of the rows changes no score", async () => {
  const anyRow = fc
    .tuple(
      fc.constantFrom("a", "b", "c"),
      fc.constantFrom("CREDIT", "DEBIT"),
      fc.integer({ min: 0, max: 90_000_000 }).map((paise) => (paise / 100).toFixed(2)),
    )
    .map(([user, type, amount]) => `${user},2020-01-01,${type},${amount}\n`);
  const inOrders = fc
    .array(anyRow, { maxLength: 12 })
    .chain((rows) =>
      fc.tuple(
        fc.constant(rows),
        fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
      ),
    );
  const scoresOf = async (rows: readonly string[]): Promise<ReadonlyMap<string, unknown>> =>
    (await score(header + rows.join(""))).scores;
  await fc.assert(
    fc.asyncProperty(inOrders, async ([rows, shuffled]) => {
      expect(await scoresOf(shuffled)).toEqual(await scoresOf(rows));
    }),
  );
});

test("memory is for users, not for their rows: ids do not keep long rows with them", async () => {
  // 5,000 users and 8 KB a row: 40 MB, of which 5,000 ids of 20 bytes stay.
  const memo = "x".repeat(8_000);
  async function* file(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("user,date,type,amount,memo\n");
    for (let n = 0; n < 50; n += 1) {
      const row = (user: number): string =>
        `user-number-${10_000_000 + user},2020-01-01,CREDIT,1,${memo}\n`;
      yield Buffer.from(Array.from({ length: 100 }, (_, k) => row(100 * n + k)).join(""));
    }
  }
  const before = megabytesHeld();
  const { scores } = await scoreTransactions({ source: file(), rule, currency: "INR" });
  expect(megabytesHeld() - before).toBeLessThan(20);
  expect(scores.size).toBe(5_000);
});

const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../../../../shared/data/${name}`, import.meta.url));
const files = ["transactions.csv", "transactions.crlf.csv"];

// Figures from the notes beside the files, which were counted in the files themselves.
if (files.every((name) => existsSync(pathOf(name)))) {
  describe.each(files)("%s", (name) => {
    const scoresBy = async (floor: number): Promise<number[]> => {
      const { scores, counts } = await scoreTransactions({
        source: pathOf(name),
        rule: { ...rule, floor },
        currency: "INR",
      });
      expect(counts).toEqual({ read: 5_203, accepted: 5_203, rejected: 0 });
      return [...scores.values()].map((each) => each.score);
    };

    test("130 of 200 users score 300, 24 score 450 or more, the highest 890", async () => {
      const scores = await scoresBy(100_000);
      expect(scores.length).toBe(200);
      expect(scores.filter((each) => each === 300).length).toBe(130);
      expect(scores.filter((each) => each >= 450).length).toBe(24);
      expect(Math.max(...scores)).toBe(890);
    });

    test("with a floor of 10,000 the two that would pass 900 are held at it", async () => {
      const scores = await scoresBy(10_000);
      expect(Math.max(...scores)).toBe(900);
      expect(scores.filter((each) => each === 900).length).toBe(2);
    });

    test("balances go from -823,373 to 988,229, of whole rupees that sum to 262,689,019", async () => {
      const { scores } = await scoreTransactions({ source: pathOf(name), rule, currency: "INR" });
      const totals = [...scores.values()];
      const balances = totals.map(({ balance }) => balance.toNumber());
      expect([Math.min(...balances), Math.max(...balances)]).toEqual([-823_373, 988_229]);
      const sum = totals.reduce(
        (all, { credits, debits }) => all + credits.plus(debits).toNumber(),
        0,
      );
      expect(sum).toBe(262_689_019);
    });
  });
}
