import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "../money/decimal.ts";
import { applicant, asOf, loan, policy, request } from "./creditSamples.ts";
import { type BookChange, type BookEntry, type BookReport, decideBook } from "./decideBook.ts";
import { decideCredit } from "./decideCredit.ts";
import { anyApplicant, anyPolicy, anyRequest } from "./decisionSamples.ts";

const heavy = (installment: string) => [loan({ installment: new Decimal(installment) })];
const cap = (percentOfIncome: string) => ({
  installmentCap: { percentOfIncome, countsProposed: false },
});

/** Under a cap of half of 60,000: 30,000. */
const book: BookEntry[] = [
  { id: "same", applicant: applicant(), request: request("12") },
  { id: "at the cap", applicant: applicant(heavy("30000")), request: request("20") },
  { id: "below it", applicant: applicant(heavy("24000")), request: request("20") },
  { id: "rate", applicant: applicant(heavy("1")), request: request("9") },
  { id: "refused", applicant: applicant(heavy("50000")), request: request("9") },
  { id: "bad", applicant: applicant([], { income: "0" }), request: request("9") },
];

// A cap of 40 % is 24,000, so "at the cap" flips; a score of 20 raises 12 % to 16 % where it counts.
test("tells who flips and why, and counts the rest", async () => {
  const changes: BookChange[] = [];
  const failures: string[] = [];
  const report = await decideBook(book, {
    before: policy(50),
    after: policy(20, cap("40")),
    asOf,
    onChange: (change) => void changes.push(change),
    onFailure: ({ id, error }) => void failures.push(`${id}: ${error.code}`),
  });
  expect(
    changes.map(({ id, change, reasonsGone, reasonsNew }) => [id, change, reasonsGone, reasonsNew]),
  ).toEqual([
    ["same", "rate", [], ["RATE_CORRECTED"]],
    ["at the cap", "toRefusal", [], ["INSTALLMENTS_OVER_CAP"]],
    ["rate", "rate", [], []],
  ]);
  expect(changes[2]?.before.correctedRatePercent.toFixed()).toBe("12");
  expect(changes[2]?.after.correctedRatePercent.toFixed()).toBe("16");
  expect(failures).toEqual(["bad: CREDIT_VALUE_OUT_OF_RANGE"]);
  expect(report).toEqual({
    decided: 5,
    failed: 1,
    approvedBefore: 4,
    approvedAfter: 3,
    toApproval: 0,
    toRefusal: 1,
    rateChanged: 2,
  });
});

test("the other way round it is an approval, and the reason is gone", async () => {
  const changes: BookChange[] = [];
  await decideBook(book.slice(1, 2), {
    before: policy(50, cap("40")),
    after: policy(50),
    asOf,
    onChange: (change) => void changes.push(change),
  });
  expect(changes).toMatchObject([
    {
      id: "at the cap",
      change: "toApproval",
      reasonsGone: ["INSTALLMENTS_OVER_CAP"],
      reasonsNew: [],
    },
  ]);
});

test("an unsound policy stops it before anything is read", async () => {
  let reads = 0;
  function* counted(): Generator<BookEntry> {
    reads += 1;
    yield* book;
  }
  const options = { before: policy(50), after: policy(101), asOf };
  await expect(decideBook(counted(), options)).rejects.toThrow(
    expect.objectContaining({ code: "INVALID_CREDIT_POLICY" }),
  );
  expect(reads).toBe(0);
});

test.each(["the book", "onChange"])("what %s throws comes through", async (where) => {
  async function* broken(): AsyncGenerator<BookEntry> {
    yield* book;
    if (where === "the book") throw new RangeError("torn");
  }
  const onChange = (): void => {
    if (where === "onChange") throw new RangeError("torn");
  };
  const options = { before: policy(50), after: policy(20), asOf, onChange };
  await expect(decideBook(broken(), options)).rejects.toThrow("torn");
});

test("one entry at a time: the next is read when the change before it was taken", async () => {
  const seen: string[] = [];
  async function* told(): AsyncGenerator<BookEntry> {
    for (const entry of book.slice(0, 2)) {
      seen.push(`read ${entry.id}`);
      yield entry;
    }
  }
  const onChange = async ({ id }: BookChange): Promise<void> => {
    await Promise.resolve();
    seen.push(`took ${id}`);
  };
  await decideBook(told(), { before: policy(50), after: policy(20, cap("40")), asOf, onChange });
  expect(seen).toEqual(["read same", "took same", "read at the cap", "took at the cap"]);
});

test("progress comes after every so many entries, each time a report of its own", async () => {
  const reports: BookReport[] = [];
  const options = { before: policy(50), after: policy(50), asOf };
  await decideBook(book, {
    ...options,
    progressEvery: 2,
    onProgress: (report) => void reports.push(report),
  });
  expect(reports.map(({ decided, failed }) => [decided, failed])).toEqual([
    [2, 0],
    [4, 0],
    [5, 1],
  ]);
});

describe("for every book", () => {
  test("it counts what the decisions one by one say", async () => {
    const entries = fc.array(fc.tuple(anyApplicant, anyRequest), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(anyPolicy, anyPolicy, entries, async (before, after, all) => {
        const changed: string[] = [];
        const report = await decideBook(
          all.map(([who, asked], index) => ({ id: `${index}`, applicant: who, request: asked })),
          { before, after, asOf, onChange: ({ id }) => void changed.push(id) },
        );
        const approved = (rules: typeof before): boolean[] =>
          all.map(([who, asked]) => decideCredit(rules, who, asked, asOf).approved);
        const [old, now] = [approved(before), approved(after)];
        expect(report.decided).toBe(all.length);
        expect(report.approvedBefore).toBe(old.filter(Boolean).length);
        expect(report.approvedAfter).toBe(now.filter(Boolean).length);
        expect(report.approvedAfter - report.approvedBefore).toBe(
          report.toApproval - report.toRefusal,
        );
        expect(changed.length).toBe(report.toApproval + report.toRefusal + report.rateChanged);
        for (const [index, was] of old.entries()) {
          if (was !== now[index]) expect(changed).toContain(`${index}`);
        }
      }),
    );
  });
});
