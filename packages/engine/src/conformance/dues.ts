import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import type { DueRow } from "../loan/dueRows.ts";
import type { DueQuery } from "../ports/dueQuery.ts";
import type { Store, UnitOfWork } from "../ports/store.ts";
import { expectEqual, expectRefusal } from "./expect.ts";
import { insertBorrowers, sampleCustomer, sampleDue, sampleLoan } from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";

const put = (store: Store, rows: readonly DueRow[]): Promise<void> =>
  store.transact((unit) => unit.dues.replace({ put: rows, removed: [] }));

/** What is listed, as "loan due". */
async function listed(store: Store, query: Omit<DueQuery, "limit">): Promise<readonly string[]> {
  const rows = await store.transact((unit) => unit.dues.list({ limit: 100, ...query }));
  return rows.map(({ loanId, dueId }) => `${loanId} ${dueId}`);
}

/** Customer 1 has loans 1 and 3, customer 2 has loan 2; a due of each on four days. */
async function fill(store: Store): Promise<void> {
  await store.transact(async (unit) => {
    await unit.customers.insert([sampleCustomer(1), sampleCustomer(2)]);
    const owned = [1, 2, 3].map((n) => sampleLoan(n, { customerId: n === 2 ? "C-2" : "C-1" }));
    await unit.loans.insert(owned);
  });
  const dueOf = (loan: number, day: number): DueRow =>
    sampleDue(day, {
      loanId: `L-${loan}`,
      dueId: `day ${day}`,
      customerId: loan === 2 ? "C-2" : "C-1",
      dueOn: plainDate(`2024-03-0${day}`),
    });
  await put(
    store,
    [4, 2, 1, 3].flatMap((day) => [3, 1, 2].map((loan) => dueOf(loan, day))),
  );
}

const march = (day: number): PlainDate => plainDate(`2024-03-0${day}`);

const selecting: readonly StorePromise[] = [
  {
    name: "dues: list gives those of the customers and of the loans asked for",
    check: async ({ store }) => {
      await fill(store);
      const day = { dueFrom: march(2), dueTo: march(2) };
      const [one, two, three] = ["L-1 day 2", "L-2 day 2", "L-3 day 2"];
      const found = [
        await listed(store, day),
        await listed(store, { ...day, customerIds: ["C-1"] }),
        await listed(store, { ...day, customerIds: ["C-2", "C-1", "C-9", "C-2"] }),
        await listed(store, { ...day, loanIds: ["L-3", "L-2", "L-9", "L-3"] }),
        await listed(store, { ...day, loanIds: ["L-2", "L-3"], customerIds: ["C-1"] }),
        await listed(store, { ...day, customerIds: [] }),
        await listed(store, { ...day, loanIds: [], customerIds: ["C-1"] }),
      ];
      const promised = [
        [one, two, three],
        [one, three],
        [one, two, three],
        [two, three],
        [three],
        [],
        [],
      ];
      expectEqual(found, promised, "all, by customer, by two, by loans, by both, by none");
    },
  },
  {
    name: "dues: list gives those due from one day to another, both included",
    check: async ({ store }) => {
      await fill(store);
      const loanIds = ["L-2"];
      const found = [
        await listed(store, { loanIds, dueFrom: march(2), dueTo: march(3) }),
        await listed(store, { loanIds, dueFrom: march(4) }),
        await listed(store, { loanIds, dueTo: march(1) }),
        await listed(store, { loanIds, dueFrom: march(3), dueTo: march(2) }),
      ];
      const promised = [["L-2 day 2", "L-2 day 3"], ["L-2 day 4"], ["L-2 day 1"], []];
      expectEqual(
        found,
        promised,
        "2 to 3 March, from the 4th, to the 1st, from the 3rd to the 2nd",
      );
    },
  },
  {
    name: "dues: list leaves out those with less unpaid, in minor units of their own currency",
    check: async ({ store }) => {
      await store.transact((unit) => insertBorrowers(unit, 1));
      const owed = { interest: 0, principal: 500 };
      await put(store, [
        sampleDue(1, { ...owed, dueId: "paid", paid: 500 }),
        sampleDue(2, { ...owed, dueId: "a paisa", paid: 499 }),
        sampleDue(3, { ...owed, dueId: "499 paise", paid: 1 }),
        sampleDue(4, { ...owed, dueId: "500 fils", currency: "KWD" }),
        sampleDue(5, { ...owed, dueId: "500 paise" }),
        sampleDue(6, { ...owed, dueId: "500 yen", currency: "JPY" }),
        sampleDue(7, { ...owed, dueId: "501 fils", currency: "KWD", fee: 1 }),
      ]);
      const counts = [(await listed(store, {})).length];
      for (const leastUnpaidMinor of [0, 1, 2, 499, 500, 501, 502]) {
        counts.push((await listed(store, { leastUnpaidMinor })).length);
      }
      expectEqual(counts, [7, 7, 6, 5, 5, 4, 1, 0], "by default, of at least 0, 1, 2, 499 … 502");
    },
  },
];

/** In the order of their code points; other orders put "a" first, or the last one before it. */
const idsInOrder: readonly string[] = ["10", "9", "B", "a", "ab", "é", "\uff5e", "\u{1f642}"];

const ordering: readonly StorePromise[] = [
  {
    name: "dues: list is in the order of due date, loan id and due id, by their code points",
    check: async ({ store }) => {
      await store.transact(async (unit) => {
        await insertBorrowers(unit, 1);
        await unit.loans.insert(idsInOrder.map((loanId) => sampleLoan(2, { loanId })));
      });
      const days = [march(1), march(2)];
      const rows = days.flatMap((dueOn) =>
        idsInOrder.flatMap((loanId) =>
          idsInOrder.map((id) => sampleDue(1, { loanId, dueId: `${id} ${dueOn}`, dueOn })),
        ),
      );
      await put(store, [...rows].reverse());
      const found = await store.transact((unit) => unit.dues.list({ limit: 1000 }));
      expectEqual(found, rows, "128 dues on two days, of eight loans");
    },
  },
  {
    name: "dues: list gives page after page, each from the last due of the one before",
    check: async ({ store }) => {
      await fill(store);
      const all = await store.transact((unit) => unit.dues.list({ limit: 100 }));
      const paged: DueRow[] = [];
      for (let pages = 0; pages < 4; pages += 1) {
        const after = paged.at(-1);
        const page = await store.transact((unit) =>
          unit.dues.list({ limit: 5, leastUnpaidMinor: 1, ...(after && { after }) }),
        );
        expectEqual(page.length, [5, 5, 2, 0][pages], `the length of page ${pages + 1}`);
        paged.push(...page);
      }
      expectEqual(paged, all, "the pages, one after the other");
      const after = { dueOn: march(3), loanId: "L-2", dueId: "day 2 and a half" };
      const rest = await listed(store, { after, customerIds: ["C-2"] });
      expectEqual(rest, ["L-2 day 3", "L-2 day 4"], "after a place where no due is");
    },
  },
  {
    name: "dues: list gives one customer's dues from a day, to a day and after a place, all at once",
    check: async ({ store }) => {
      await fill(store);
      const customerIds = ["C-1"];
      const after = (loan: number, day: number) => ({
        after: { loanId: `L-${loan}`, dueId: `day ${day}`, dueOn: march(day) },
      });
      const found = [
        await listed(store, { customerIds, dueFrom: march(2), dueTo: march(3) }),
        await listed(store, { customerIds, dueFrom: march(2), dueTo: march(3), ...after(1, 2) }),
        await listed(store, { customerIds, dueFrom: march(4), ...after(3, 1) }),
        await listed(store, { customerIds, dueTo: march(3), ...after(2, 3) }),
        await listed(store, { customerIds, dueTo: march(1), ...after(3, 1) }),
        await listed(store, { customerIds, loanIds: ["L-3", "L-2"], ...after(1, 3) }),
      ];
      const promised = [
        ["L-1 day 2", "L-3 day 2", "L-1 day 3", "L-3 day 3"],
        ["L-3 day 2", "L-1 day 3", "L-3 day 3"],
        ["L-1 day 4", "L-3 day 4"],
        ["L-3 day 3"],
        [],
        ["L-3 day 3", "L-3 day 4"],
      ];
      const what =
        "2 to 3 March, its next page, from the 4th after the 1st, the end, past it, of a loan";
      expectEqual(found, promised, what);
    },
  },
  {
    name: "dues: list refuses a limit below 1, and numbers that are not whole",
    check: async ({ store }) => {
      const cases = [
        { query: { limit: 0 }, field: "limit" },
        { query: { limit: 2.5 }, field: "limit" },
        { query: { limit: 1, leastUnpaidMinor: -1 }, field: "leastUnpaidMinor" },
        { query: { limit: 1, leastUnpaidMinor: 0.5 }, field: "leastUnpaidMinor" },
      ];
      for (const { query, field } of cases) {
        const promised = { code: "BAD_DUE_QUERY", retryable: false, details: { field } };
        const list = (unit: UnitOfWork) => unit.dues.list(query);
        await expectRefusal(store, list, promised, `a query with ${JSON.stringify(query)}`);
      }
    },
  },
];

export const duePromises: readonly StorePromise[] = [...selecting, ...ordering];
