import type { UnitOfWork } from "../ports/store.ts";
import { sampleApplicant, sampleEntry } from "./applicantSamples.ts";
import { countsOf, runDay1, runInstant, sampleFailure, sampleNotice } from "./dayEndSamples.ts";
import { expectEqual } from "./expect.ts";
import {
  phoneOf,
  sampleCustomer,
  sampleDue,
  sampleImported,
  sampleLoan,
  sampleNote,
  sampleOpened,
  sampleRun,
} from "./samples.ts";
import type { OpenedStore, StorePromise } from "./storePromise.ts";

/** From 1 to `count`. */
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1);

/** A verb called with `count` items, in a store where customers and loans 1 to 10 are there. */
type Call = (unit: UnitOfWork, count: number) => Promise<unknown>;

const calls: Readonly<Record<string, Call>> = {
  "customers.findMany": (unit, count) =>
    unit.customers.findMany({ numbers: upTo(count), phoneNumbers: upTo(count).map(phoneOf) }),
  "customers.insert": (unit, count) =>
    unit.customers.insert(
      upTo(count).map((n) => sampleCustomer(100 + n, n % 2 === 0 ? {} : { number: 500 + n })),
    ),
  "applicants.findMany": (unit, count) =>
    unit.applicants.findMany({ numbers: upTo(count), ids: upTo(count).map((n) => `A-${n}`) }),
  "applicants.insert": (unit, count) =>
    unit.applicants.insert(upTo(count).map((n) => sampleApplicant(100 + n))),
  "applicants.lockUnscored": (unit, limit) =>
    unit.applicants.lockUnscored({ currency: "INR", limit }),
  "accounts.insert": (unit, count) =>
    unit.accounts.insert(upTo(2 * count).map((n) => sampleEntry(n))),
  "accounts.totals": (unit, count) =>
    unit.accounts.totals(
      upTo(count).map((n) => `account ${n}`),
      "INR",
    ),
  "loans.findMany": (unit, count) =>
    unit.loans.findMany({ numbers: upTo(count), ids: upTo(count).map((n) => `L-${n}`) }),
  "loans.listByCustomers": (unit, count) =>
    unit.loans.listByCustomers(upTo(count).map((n) => `C-${n}`)),
  "loans.listPage": (unit, limit) => unit.loans.listPage({ limit }),
  "loans.insert": (unit, count) =>
    unit.loans.insert(
      upTo(count).map((n) => ({
        ...sampleLoan(100 + n),
        ...(n % 2 === 0 ? {} : { number: 500 + n }),
      })),
    ),
  "facts.append": (unit, count) =>
    unit.facts.append(upTo(count).map((n) => sampleImported(1, 10 + n))),
  "facts.listMany": (unit, count) => unit.facts.listMany(upTo(count).map((n) => `L-${n}`)),
  "dues.replace, of rows to put": (unit, count) =>
    unit.dues.replace({ put: upTo(2 * count).map((n) => sampleDue(n)), removed: [] }),
  "dues.replace, of dues to remove": (unit, count) =>
    unit.dues.replace({ put: [], removed: upTo(count).map((n) => sampleDue(n)) }),
  "dues.list": (unit, count) =>
    unit.dues.list({
      customerIds: upTo(count).map((n) => `C-${n}`),
      loanIds: upTo(count).map((n) => `L-${n}`),
      leastUnpaidMinor: 1,
      limit: count,
    }),
  "imports.addNotes": (unit, count) =>
    unit.imports.addNotes(
      "R-1",
      upTo(count).map((n) => sampleNote(n)),
    ),
  "outbox.put": (unit, count) => unit.outbox.put(upTo(count).map((n) => sampleNotice(n))),
  "outbox.remove": (unit, count) => unit.outbox.remove(upTo(count).map((n) => sampleNotice(n).id)),
  "dayRuns.add": (unit, count) => unit.dayRuns.add(runDay1, countsOf(count)),
  "dayRuns.setAside": (unit, count) =>
    unit.dayRuns.setAside(
      runDay1,
      upTo(count).map((n) => sampleFailure(n)),
    ),
  "dayRuns.settle": (unit, count) =>
    unit.dayRuns.settle(
      runDay1,
      upTo(count).map((n) => `L-${n}`),
    ),
};

/** The two that need what was loaded before. */
const saves: Readonly<Record<string, (unit: UnitOfWork, count: number) => Promise<Call>>> = {
  "customers.save": async (unit, count) => {
    const loaded = await unit.customers.findMany({ numbers: upTo(count) });
    return (its) => its.customers.save(loaded);
  },
  "applicants.save": async (unit, count) => {
    const loaded = await unit.applicants.findMany({ numbers: upTo(count) });
    return (its) => its.applicants.save(loaded);
  },
  "loans.save": async (unit, count) => {
    const loaded = await unit.loans.findMany({ numbers: upTo(count) });
    return (its) => its.loans.save(loaded);
  },
};

async function fill(unit: UnitOfWork): Promise<void> {
  await unit.customers.insert(upTo(10).map((n) => sampleCustomer(n, { number: n })));
  await unit.applicants.insert(upTo(10).map((n) => sampleApplicant(n, { number: n })));
  await unit.accounts.insert([sampleEntry(1)]);
  await unit.loans.insert(
    upTo(10).map((n) => ({
      ...sampleLoan(n, { customerId: `C-${n}` }),
      number: n,
      nextActionOn: runDay1,
    })),
  );
  await unit.facts.append([sampleOpened(1), ...upTo(10).map((n) => sampleImported(10, n))]);
  await unit.dues.replace({ put: upTo(10).map((n) => sampleDue(n)), removed: [] });
  await unit.imports.start(sampleRun(1));
  await unit.dayRuns.begin(runDay1, runInstant);
}

/** How many statements the call alone sends; what it wrote is rolled back. */
async function statementsOf(
  { store, queries }: OpenedStore,
  prepare: (unit: UnitOfWork) => Promise<Call>,
  count: number,
): Promise<number> {
  if (queries === undefined) {
    throw new Error(
      "openStore gives no `queries`. A store that sends no statements says so: " +
        'notApplicable: { queries: "…" }.',
    );
  }
  const rollBack = { statements: 0 };
  const work = store.transact(async (unit) => {
    const call = await prepare(unit);
    const before = queries();
    await call(unit, count);
    rollBack.statements = queries() - before;
    throw rollBack;
  });
  const [outcome] = await Promise.allSettled([work]);
  if (outcome.status === "rejected" && outcome.reason === rollBack) return rollBack.statements;
  throw outcome.status === "rejected" ? outcome.reason : new Error("transact lost an error.");
}

function fixedNumber(
  name: string,
  prepare: (unit: UnitOfWork, count: number) => Promise<Call>,
): StorePromise {
  return {
    name: `${name}: takes one query, for ten as for one`,
    needs: "queries",
    check: async (opened) => {
      await opened.store.transact(fill);
      const one = await statementsOf(opened, (unit) => prepare(unit, 1), 1);
      const ten = await statementsOf(opened, (unit) => prepare(unit, 10), 10);
      expectEqual([one, ten], [1, 1], `queries of ${name} for one and for ten`);
    },
  };
}

const lockDue: StorePromise = {
  name: "loans.lockDue: takes a fixed number of queries, for ten as for one",
  needs: "queries",
  check: async (opened) => {
    await opened.store.transact(fill);
    const lock: Call = (unit, limit) => unit.loans.lockDue({ asOf: runDay1, limit });
    const one = await statementsOf(opened, async () => lock, 1);
    const ten = await statementsOf(opened, async () => lock, 10);
    expectEqual(ten, one, "queries for ten loans as for one");
  },
};

export const queryPromises: readonly StorePromise[] = [
  lockDue,
  ...Object.entries(calls).map(([name, call]) => fixedNumber(name, async () => call)),
  ...Object.entries(saves).map(([name, prepare]) => fixedNumber(name, prepare)),
];
