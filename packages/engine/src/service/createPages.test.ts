import { createMemoryStore } from "@lendkit/adapters-memory";
import { beforeEach, describe, expect, test } from "vitest";
import { addMonths } from "../calendar/addMonths.ts";
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { isLendkitError } from "../errors.ts";
import { Decimal } from "../money/decimal.ts";
import type { DuePlace } from "../ports/dueQuery.ts";
import type { Store } from "../ports/store.ts";
import { emiTracker } from "../products/emiTracker.ts";
import { createPages } from "./createPages.ts";
import { createServicing } from "./createServicing.ts";
import type { DuesPageInput, LoansPageInput, Pages } from "./pages.ts";
import type { LoanServicing } from "./servicing.ts";

const firstDay = plainDate("2024-01-31");

let store: Store;
let today: PlainDate;
let servicing: LoanServicing;
let pages: Pages;

beforeEach(async () => {
  store = createMemoryStore();
  today = firstDay;
  let ids = 0;
  const clock = { today: () => today, now: () => `${today}T09:30:00.000Z` };
  const newId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  servicing = createServicing({ store, product: emiTracker, clock, newId });
  pages = createPages({ store, clock });
  await store.transact((unit) =>
    unit.customers.insert(
      [1, 2].map((n) => ({
        id: `C-${n}`,
        origin: "registered" as const,
        firstName: "Asha",
        lastName: "Rao",
        phoneNumber: `987654321${n}`,
        age: 30,
        currency: "INR" as const,
        monthlyIncome: new Decimal(50_000),
        approvedLimit: new Decimal(0),
        currentDebt: new Decimal(0),
      })),
    ),
  );
});

/** 500000 at 8.5 % over 24 months: 22727.84 a month, the first of them with 3541.67 of interest. */
const lend = async (customerId = "C-1", tenorMonths = 24): Promise<string> => {
  const terms = { principal: 500_000, annualRatePercent: "8.5", tenorMonths };
  return (await servicing.open({ customerId, ...terms })).loanId;
};

/** Amounts as text, so that they are easy to read. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "accepted";
  } catch (error) {
    if (isLendkitError(error)) return error.code;
    throw error;
  }
}

async function lineOn(day: string): Promise<unknown> {
  const { loans } = await pages.listLoans({ limit: 1, asOf: plainDate(day) });
  return plain(loans[0]?.servicing);
}

describe("a loan on a page", () => {
  test("is told with what it is, and what became of it by the day", async () => {
    const loanId = await lend();
    const page = await pages.listLoans({ limit: 1 });
    expect(plain(page)).toEqual({
      asOf: "2024-01-31",
      loans: [
        {
          loanId,
          number: 1,
          customerId: "C-1",
          currency: "INR",
          principal: "500000",
          startedOn: "2024-01-31",
          endsOn: "2026-01-31",
          servicing: {
            status: "active",
            outstandingPrincipal: "500000",
            overdue: "0",
            nextDue: { dueOn: "2024-02-29", unpaid: "22727.84" },
            daysPastDue: null,
            bucket: "Standard",
          },
        },
      ],
      next: null,
    });
  });

  // 2 % of 22727.84 is 454.56, charged on the day after each due date. At the end of the due date,
  // SMA-0 with 0 days; 30 days after 2024-02-29 is 2024-03-30.
  test.each([
    ["2024-02-28", "0", "2024-02-29", "22727.84", null, "Standard"],
    ["2024-02-29", "0", "2024-02-29", "22727.84", 0, "SMA-0"],
    ["2024-03-01", "23182.4", "2024-03-31", "22727.84", 1, "SMA-0"],
    ["2024-03-30", "23182.4", "2024-03-31", "22727.84", 30, "SMA-1"],
    ["2024-03-31", "23182.4", "2024-03-31", "22727.84", 31, "SMA-1"],
    ["2024-04-01", "46364.8", "2024-04-30", "22727.84", 32, "SMA-1"],
  ])("on %s owes %s of days before", async (day, overdue, dueOn, unpaid, daysPastDue, bucket) => {
    await lend();
    expect(await lineOn(day)).toEqual({
      status: "active",
      outstandingPrincipal: "500000",
      overdue,
      nextDue: { dueOn, unpaid },
      daysPastDue,
      bucket,
    });
  });

  test("has all of its next day, and none of what is paid", async () => {
    const loanId = await lend();
    today = plainDate("2024-02-29");
    await servicing.command(loanId, { kind: "addCharge", name: "visit", amount: 100 });
    // On 29 February the installment and the charge.
    expect(await lineOn("2024-02-29")).toMatchObject({
      nextDue: { dueOn: "2024-02-29", unpaid: "22827.84" },
    });
    await servicing.pay({ loanId, amount: "22827.84" });
    // 500000 less 22727.84 - 3541.67.
    expect(await lineOn("2024-02-29")).toEqual({
      status: "active",
      outstandingPrincipal: "480813.83",
      overdue: "0",
      nextDue: { dueOn: "2024-03-31", unpaid: "22727.84" },
      daysPastDue: null,
      bucket: "Standard",
    });
  });

  test("that is paid has nothing next", async () => {
    const loanId = await lend("C-1", 1);
    today = plainDate("2024-02-29");
    // 500000 and a month of 8.5 % on it.
    await servicing.pay({ loanId, amount: "503541.67" });
    expect(await lineOn("2024-05-01")).toEqual({
      status: "closed",
      outstandingPrincipal: "0",
      overdue: "0",
      nextDue: null,
      daysPastDue: null,
      bucket: "Standard",
    });
  });

  test("that starts later, or is not serviced, has no figures", async () => {
    const loanId = await lend();
    expect(await lineOn("2024-01-30")).toBeNull();
    await store.transact(async (unit) => {
      const loan = await unit.loans.find(loanId);
      if (loan === undefined) throw new Error("The loan is not there.");
      const state = { ...loan.state, loanId: "taken over", servicing: null };
      await unit.loans.save([{ ...loan, state: { ...loan.state, principalMinor: 1 } }]);
      await unit.loans.insert([{ state }]);
    });
    const { loans } = await pages.listLoans({ limit: 2 });
    expect(plain(loans)).toMatchObject([
      { loanId, principal: "0.01", servicing: { status: "active" } },
      { loanId: "taken over", principal: "500000", servicing: null },
    ]);
  });

  test("that was carried to a later day is refused", async () => {
    const loanId = await lend();
    today = plainDate("2024-02-29");
    await servicing.pay({ loanId, amount: 1 });
    expect(await codeOf(lineOn("2024-02-28"))).toBe("DATES_OUT_OF_ORDER");
  });
});

async function allLoans(input: LoansPageInput): Promise<readonly (readonly number[])[]> {
  const found: (readonly number[])[] = [];
  for (let after: number | null | undefined; after !== null; ) {
    const page = await pages.listLoans({ ...input, ...(after === undefined ? {} : { after }) });
    found.push(page.loans.map(({ number }) => number));
    after = page.next;
  }
  return found;
}

async function allDues(input: DuesPageInput): Promise<readonly (readonly string[])[]> {
  const found: (readonly string[])[] = [];
  for (let after: DuePlace | null | undefined; after !== null; ) {
    const page = await pages.listDues({ ...input, ...(after === undefined ? {} : { after }) });
    found.push(page.dues.map(({ loanId, installment }) => `${loanId} ${installment}`));
    after = page.next;
  }
  return found;
}

test("loans come page by page, the last of them said to be it", async () => {
  for (const customerId of ["C-1", "C-2", "C-1", "C-1", "C-2"]) await lend(customerId);
  expect(await allLoans({ limit: 2 })).toEqual([[1, 2], [3, 4], [5]]);
  expect(await allLoans({ limit: 5 })).toEqual([[1, 2, 3, 4, 5]]);
  expect(await allLoans({ limit: 2, customerId: "C-1" })).toEqual([[1, 3], [4]]);
  expect(await allLoans({ limit: 200, customerId: "nobody" })).toEqual([[]]);
});

describe("dues", () => {
  test("are told in the loan's currency", async () => {
    const loanId = await lend("C-2");
    today = plainDate("2024-02-29");
    await servicing.pay({ loanId, amount: 1000 });
    const { dues, next } = await pages.listDues({ limit: 1 });
    expect(plain(dues)).toEqual([
      {
        loanId,
        dueId: "installment 1",
        customerId: "C-2",
        currency: "INR",
        installment: 1,
        dueOn: "2024-02-29",
        penalty: "0",
        fee: "0",
        interest: "3541.67",
        principal: "19186.17",
        paid: "1000",
        unpaid: "21727.84",
      },
    ]);
    expect(next).toEqual({ loanId, dueId: "installment 1", dueOn: "2024-02-29" });
  });

  test("come page by page, by day, without those that are paid", async () => {
    const [one, two] = [await lend("C-1", 2), await lend("C-2", 3)];
    const all = [
      [`${one} 1`, `${two} 1`],
      [`${one} 2`, `${two} 2`],
    ];
    expect(await allDues({ limit: 2 })).toEqual([...all, [`${two} 3`]]);
    expect(await allDues({ limit: 5 })).toEqual([[...all.flat(), `${two} 3`]]);
    today = plainDate("2024-02-29");
    const { dues } = await pages.listDues({ limit: 1 });
    await servicing.pay({ loanId: one, amount: dues[0]?.unpaid ?? 0 });
    expect(await allDues({ limit: 3 })).toEqual([
      [`${two} 1`, `${one} 2`, `${two} 2`],
      [`${two} 3`],
    ]);
    expect(await allDues({ limit: 3, customerId: "C-1" })).toEqual([[`${one} 2`]]);
  });

  test("that are paid before their day are left out, though the loan still has them", async () => {
    const loanId = await lend("C-1", 3);
    today = plainDate("2024-02-29");
    const { dues } = await pages.listDues({ limit: 2 });
    const [first, second] = dues.map(({ unpaid }) => unpaid);
    await servicing.pay({ loanId, amount: first?.add(second ?? 0) ?? 0 });
    const stored = await store.transact((unit) => unit.dues.list({ limit: 9 }));
    expect(stored.map(({ installment, unpaid }) => [installment, unpaid === 0])).toEqual([
      [2, true],
      [3, false],
    ]);
    expect(await allDues({ limit: 1 })).toEqual([[`${loanId} 3`]]);
    // Nor is it the next one of the loan.
    expect(await lineOn("2024-02-29")).toMatchObject({ nextDue: { dueOn: "2024-04-30" } });
  });

  test("are those between two days, or overdue on one, or both", async () => {
    await lend("C-1", 4);
    const due = (month: number): PlainDate => addMonths(firstDay, month);
    const of = async (query: Omit<DuesPageInput, "limit">): Promise<readonly (number | null)[]> =>
      (await pages.listDues({ ...query, limit: 9 })).dues.map(({ installment }) => installment);
    expect([due(1), due(2), due(3), due(4)]).toEqual([
      "2024-02-29",
      "2024-03-31",
      "2024-04-30",
      "2024-05-31",
    ]);
    expect(await of({ from: due(2) })).toEqual([2, 3, 4]);
    expect(await of({ to: due(2) })).toEqual([1, 2]);
    expect(await of({ from: due(2), to: due(3) })).toEqual([2, 3]);
    expect(await of({ overdueAt: due(2) })).toEqual([1]);
    expect(await of({ overdueAt: plainDate("2024-04-01") })).toEqual([1, 2]);
    expect(await of({ overdueAt: due(4), to: due(2) })).toEqual([1, 2]);
    expect(await of({ overdueAt: due(2), to: due(3) })).toEqual([1]);
    expect(await of({ overdueAt: due(4), from: due(2) })).toEqual([2, 3]);
    expect(await of({ overdueAt: due(1), from: due(2) })).toEqual([]);
  });
});

describe("what cannot be asked", () => {
  const limits = [0, 201, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY];
  test.each(limits)("a page of %d", async (limit) => {
    const refusal = {
      code: "BAD_PAGE_LIMIT",
      kind: "invalid",
      retryable: false,
      message: `limit is ${limit}, expected a whole number from 1 to 200. Ask for the rest page by page.`,
    };
    await expect(pages.listLoans({ limit })).rejects.toMatchObject(refusal);
    await expect(pages.listDues({ limit })).rejects.toMatchObject(refusal);
  });

  test("pages of 1 and of 200 can", async () => {
    for (const limit of [1, 200]) {
      expect(await codeOf(pages.listLoans({ limit }))).toBe("accepted");
      expect(await codeOf(pages.listDues({ limit }))).toBe("accepted");
    }
  });

  test("a page after no number, of no day, of days in the wrong order", async () => {
    const day = plainDate("2024-02-29");
    const noDay: PlainDate = JSON.parse('"2024-02-30"');
    const refused = [
      codeOf(pages.listLoans({ limit: 1, after: -1 })),
      codeOf(pages.listLoans({ limit: 1, asOf: noDay })),
      codeOf(pages.listDues({ limit: 1, from: noDay })),
      codeOf(pages.listDues({ limit: 1, to: noDay })),
      codeOf(pages.listDues({ limit: 1, overdueAt: noDay })),
      codeOf(pages.listDues({ limit: 1, from: day, to: plainDate("2024-02-28") })),
      codeOf(pages.listDues({ limit: 1, from: day, to: day })),
    ];
    expect(await Promise.all(refused)).toEqual([
      "BAD_LOAN_PAGE_QUERY",
      "INVALID_DATE",
      "INVALID_DATE",
      "INVALID_DATE",
      "INVALID_DATE",
      "DATES_OUT_OF_ORDER",
      "accepted",
    ]);
  });
});
