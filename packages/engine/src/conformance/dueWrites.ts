import { plainDate } from "../calendar/plainDate.ts";
import type { DueRow } from "../loan/dueRows.ts";
import type { Store, UnitOfWork } from "../ports/store.ts";
import { expectEqual, expectRefusal } from "./expect.ts";
import { insertBorrowers, sampleDue } from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";

const put = (store: Store, rows: readonly DueRow[]): Promise<void> =>
  store.transact((unit) => unit.dues.replace({ put: rows, removed: [] }));

const listAll = (store: Store): Promise<readonly DueRow[]> =>
  store.transact((unit) => unit.dues.list({ limit: 100 }));

const [firstDay, leapDay, lastDay] = [
  plainDate("1900-01-01"),
  plainDate("2024-02-29"),
  plainDate("9999-12-31"),
];

/** 2^53 - 1 minor units, the largest amount that LendKit computes with. */
const MOST_MINOR = 9_007_199_254_740_991;

const exactDues: readonly DueRow[] = [
  sampleDue(1, { dueOn: firstDay, interest: 0, principal: MOST_MINOR, paid: 1 }),
  sampleDue(2, { dueOn: leapDay, currency: "JPY", interest: 1, principal: MOST_MINOR - 1 }),
  sampleDue(3, { dueOn: leapDay, currency: "KWD", penalty: 1, fee: 10, interest: 100, paid: 11 }),
  sampleDue(4, { dueOn: leapDay, currency: "UYW", penalty: 0, fee: 1, interest: 0, principal: 0 }),
  sampleDue(5, { dueOn: lastDay, dueId: "'; -- \" \\ {1,2} ñ 🙂", installment: null, paid: 7 }),
  sampleDue(6, { dueOn: lastDay, dueId: "n\u0303", installment: 2_147_483_647 }),
];

export const dueWritePromises: readonly StorePromise[] = [
  {
    name: "dues: amounts, dates and texts come back as they went in",
    check: async ({ store }) => {
      await store.transact((unit) => insertBorrowers(unit, 1));
      await put(store, exactDues);
      expectEqual(await listAll(store), exactDues, "read back");
    },
  },
  {
    name: "dues: replace puts rows in place of those with the same loan and due id",
    check: async ({ store }) => {
      await store.transact((unit) => insertBorrowers(unit, 2));
      const other = sampleDue(1, { loanId: "L-2", customerId: "C-2" });
      await put(store, [sampleDue(1), sampleDue(2), other]);
      const dueOn = plainDate("2024-01-01");
      const changes = { dueOn, penalty: 1, fee: 2, interest: 3, principal: 4, paid: 5 };
      const replaced = sampleDue(1, { ...changes, installment: null, currency: "USD" });
      await put(store, [replaced, sampleDue(3)]);
      const promised = [replaced, sampleDue(2), sampleDue(3), other];
      expectEqual(await listAll(store), promised, "after one was replaced and one added");
      await put(store, [sampleDue(1)]);
      const back = [sampleDue(1), sampleDue(2), sampleDue(3), other];
      expectEqual(await listAll(store), back, "after the first row was put back");
    },
  },
  {
    name: "dues: replace removes by loan and due id, and one that is not there is no error",
    check: async ({ store }) => {
      await store.transact((unit) => insertBorrowers(unit, 2));
      const other = sampleDue(1, { loanId: "L-2", customerId: "C-2" });
      await put(store, [sampleDue(1), sampleDue(2), other]);
      const removed = [sampleDue(1), { loanId: "L-2", dueId: "installment 2" }, sampleDue(1)];
      await store.transact((unit) => unit.dues.replace({ put: [], removed }));
      expectEqual(await listAll(store), [sampleDue(2), other], "after one of loan 1 was removed");
    },
  },
  {
    name: "dues: replace removes before it puts, so a due that is in both is there",
    check: async ({ store }) => {
      await store.transact((unit) => insertBorrowers(unit, 1));
      await put(store, [sampleDue(1)]);
      const again = sampleDue(1, { paid: 100 });
      const both = { put: [again, sampleDue(2)], removed: [sampleDue(1), sampleDue(2)] };
      await store.transact((unit) => unit.dues.replace(both));
      expectEqual(await listAll(store), [again, sampleDue(2)], "after both were removed and put");
    },
  },
  {
    name: "dues: replace refuses two rows of one due in a call, and nothing of it is kept",
    check: async ({ store }) => {
      await store.transact((unit) => insertBorrowers(unit, 1));
      await put(store, [sampleDue(1)]);
      const rows = [sampleDue(2), sampleDue(3), sampleDue(2, { paid: 1 })];
      const replace = (unit: UnitOfWork) =>
        unit.dues.replace({ put: rows, removed: [sampleDue(1)] });
      const promised = { code: "ALREADY_EXISTS", details: { entity: "due", field: "id" } };
      await expectRefusal(store, replace, promised, "two rows of installment 2");
      expectEqual(await listAll(store), [sampleDue(1)], "after the call that was refused");
    },
  },
];
