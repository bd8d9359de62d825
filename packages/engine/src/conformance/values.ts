import { plainDate } from "../calendar/plainDate.ts";
import type { LoanFact } from "../loan/facts.ts";
import type { LoanState } from "../loan/loanState.ts";
import { Decimal } from "../money/decimal.ts";
import type { NewCustomer } from "../ports/customer.ts";
import type { RowNote } from "../ports/importRun.ts";
import type { Store, UnitOfWork } from "../ports/store.ts";
import { asNew, emailOf, sampleApplicant, sampleEntry } from "./applicantSamples.ts";
import { expectEqual } from "./expect.ts";
import { sampleLife, sampleServiced } from "./sampleLife.ts";
import {
  asInserted,
  insertOwner,
  phoneOf,
  sampleCustomer,
  sampleDue,
  sampleImported,
  sampleLoan,
  sampleNote,
  sampleOpened,
  sampleRun,
  sampleState,
} from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";

const firstDay = plainDate("1900-01-01");
const leapDay = plainDate("2024-02-29");
const lastDay = plainDate("9999-12-31");

/** 2^53 - 1 minor units, the largest amount that LendKit computes with. */
const MOST_MINOR = 9_007_199_254_740_991;

const amounts = (income: string, limit: string, debt: string) => ({
  monthlyIncome: new Decimal(income),
  approvedLimit: new Decimal(limit),
  currentDebt: new Decimal(debt),
});

const customers: readonly NewCustomer[] = [
  sampleCustomer(1, amounts("90071992547409.91", "0", "0.01")),
  sampleCustomer(2, { currency: "JPY", ...amounts("9007199254740991", "1", "0") }),
  sampleCustomer(3, { currency: "KWD", ...amounts("9007199254740.991", "0.001", "1.1") }),
  sampleCustomer(4, { firstName: "Iñigo", lastName: "Muñoz y Núñez", origin: "imported" }),
  sampleCustomer(5, { firstName: "🙂 👩‍👩‍👧", lastName: "n\u0303 and ñ are two texts" }),
  sampleCustomer(6, { firstName: 'O\'Brien "Bob"', lastName: "back\\slash \\n 100% _ $1 ?" }),
  sampleCustomer(7, { id: "'; -- \" \\ {C,7} ñ 🙂", firstName: "NULL", lastName: "a\nb\tc" }),
];

const states: readonly LoanState[] = [
  sampleState(1, {
    principalMinor: MOST_MINOR,
    installmentMinor: MOST_MINOR,
    annualRatePercent: "8.123456789012",
    startedOn: firstDay,
    endsOn: lastDay,
  }),
  sampleState(2, {
    origin: "imported",
    currency: "KWD",
    annualRatePercent: "0.000000000001",
    paidOnTime: 24,
    sourceNumber: 2 ** 31 + 7,
    startedOn: leapDay,
    cutoverOn: leapDay,
    lastSequence: 12,
  }),
  sampleState(3, {
    currency: "JPY",
    principalMinor: 1,
    installmentMinor: 1,
    annualRatePercent: "0",
  }),
  sampleState(4, { loanId: "'; -- \" \\ {L,4} ñ 🙂", annualRatePercent: "10.50" }),
  sampleServiced(5),
];

const facts: readonly LoanFact[] = [
  {
    ...sampleOpened(1, {
      principal: "90071992547409.91",
      annualRatePercent: "8.123456789012",
      installment: "0.10",
      startedOn: firstDay,
      endsOn: lastDay,
    }),
    effectiveOn: firstDay,
    recordedAt: "2024-02-29T23:59:59.999999+05:30",
    commandId: "'; -- \" \\ {x} ñ 🙂",
  },
  { ...sampleImported(1, 2), effectiveOn: leapDay, cutoverOn: leapDay },
  { ...sampleImported(1, 3), effectiveOn: lastDay, cutoverOn: lastDay, sourceNumber: 2 ** 31 + 7 },
  { ...sampleOpened(1, { currency: "JPY", principal: "9007199254740991" }), sequence: 4 },
  { ...sampleOpened(1, { currency: "KWD", principal: "9007199254740.991" }), sequence: 5 },
];

const notes: readonly RowNote[] = [
  sampleNote(2, { column: null, value: null, severity: "notice" }),
  sampleNote(3, { value: "=cmd|' /C calc'!A0", reason: 'Ñ 🙂 "quoted" back\\slash', column: "" }),
  sampleNote(2 ** 20, { sheet: "Señales \\ 'x'", value: "NULL" }),
];

export const valuePromises: readonly StorePromise[] = [
  {
    name: "customers: amounts and texts come back as they went in",
    check: async ({ store }) => {
      const inserted = await store.transact((unit) => unit.customers.insert(customers));
      expectEqual(asInserted(inserted), customers, "the answer of insert");
      for (const customer of inserted) {
        const found = await store.transact((unit) => unit.customers.find(customer.id));
        expectEqual(found, customer, "read back");
      }
      const saved = await store.transact((unit) => unit.customers.save(inserted));
      expectEqual(asInserted(saved), customers, "the answer of save");
    },
  },
  {
    name: "loans: amounts, rates and dates come back as they went in",
    check: async ({ store }) => {
      await store.transact(insertOwner);
      const inserted = await store.transact((unit) =>
        unit.loans.insert(states.map((state) => ({ state }))),
      );
      const stateOf = (loan: { readonly state: LoanState } | undefined) => loan?.state;
      expectEqual(inserted.map(stateOf), states, "the answer of insert");
      for (const state of states) {
        const found = await store.transact((unit) => unit.loans.find(state.loanId));
        expectEqual(stateOf(found), state, "read back");
      }
      const saved = await store.transact((unit) => unit.loans.save(inserted));
      expectEqual(saved.map(stateOf), states, "the answer of save");
    },
  },
  {
    name: "facts: amounts, dates and instants come back as they went in",
    check: async ({ store }) => {
      await store.transact(async (unit) => {
        await insertOwner(unit);
        await unit.loans.insert([sampleLoan(1)]);
        await unit.facts.append(facts);
      });
      const found = await store.transact((unit) => unit.facts.list("L-1"));
      expectEqual(found, facts, "read back");
    },
  },
  {
    name: "facts: those of every kind come back as they went in",
    check: async ({ store }) => {
      await store.transact(async (unit) => {
        await insertOwner(unit);
        await unit.loans.insert([sampleLoan(1)]);
        await unit.facts.append(sampleLife);
      });
      const [alone, among] = await store.transact(async (unit) => [
        await unit.facts.list("L-1"),
        await unit.facts.listMany(["L-1"]),
      ]);
      expectEqual(alone, sampleLife, "the facts of the loan");
      expectEqual(among, sampleLife, "the same, by listMany");
    },
  },
  {
    name: "imports: runs and notes come back as they went in",
    check: async ({ store }) => {
      for (const asOf of [firstDay, leapDay, lastDay]) {
        await store.transact((unit) => unit.imports.start({ ...sampleRun(1), id: asOf, asOf }));
        const run = await store.transact((unit) => unit.imports.findLatest(sampleRun(1)));
        expectEqual(run?.asOf, asOf, "the date of the run");
      }
      await store.transact((unit) => unit.imports.addNotes(leapDay, notes));
      const found = await store.transact((unit) => unit.imports.listNotes(leapDay));
      expectEqual(found, notes, "the notes");
    },
  },
  {
    name: "changing a value that went in or came out changes nothing that is stored",
    check: async ({ store }) => {
      const given = {
        customer: { ...sampleCustomer(1), number: 1 },
        applicant: { ...sampleApplicant(1), number: 1 },
        entry: { ...sampleEntry(1) },
        loan: { state: { ...sampleState(1) }, number: 1 },
        fact: { ...sampleOpened(1), terms: { ...sampleOpened(1).terms } },
        due: sampleDue(1),
        note: { ...sampleNote(2) },
      };
      const answers = await store.transact(async (unit) => [
        ...(await unit.customers.insert([given.customer])),
        ...(await unit.applicants.insert([given.applicant])),
        await unit.accounts.insert([given.entry]),
        ...(await unit.loans.insert([given.loan])),
        await unit.facts.append([given.fact]),
        await unit.dues.replace({ put: [given.due], removed: [] }),
        await unit.imports.start(sampleRun(1)),
        await unit.imports.addNotes("R-1", [given.note]),
      ]);
      spoil([given, answers]);
      await expectUntouched(store, "after spoiling what went in");
      const saved = await store.transact(async (unit) => [
        ...(await unit.customers.save(await unit.customers.findMany({ numbers: [1] }))),
        ...(await unit.applicants.save(await unit.applicants.findMany({ numbers: [1] }))),
        ...(await unit.loans.save(await unit.loans.findMany({ numbers: [1] }))),
      ]);
      spoil([saved, await store.transact(readAll)]);
      await expectUntouched(store, "after spoiling what came out");
    },
  },
];

/** By every verb that gives records. */
const readAll = async (unit: UnitOfWork): Promise<object> => ({
  customer: await unit.customers.find("C-1"),
  numberedCustomer: await unit.customers.findByNumber(1),
  applicant: await unit.applicants.find("A-1"),
  numberedApplicant: await unit.applicants.findByNumber(1),
  emailedApplicant: await unit.applicants.findByEmail(emailOf(1)),
  applicants: await unit.applicants.findMany({ ids: ["A-1"] }),
  unscored: await unit.applicants.lockUnscored({ currency: "INR", limit: 9 }),
  totals: await unit.accounts.totals(["account 1"], "INR"),
  loan: await unit.loans.find("L-1"),
  numberedLoan: await unit.loans.findByNumber(1),
  foundLoans: await unit.loans.findMany({ numbers: [1] }),
  runs: await unit.imports.latestOfEachKind(),
  customers: await unit.customers.findMany({ phoneNumbers: [phoneOf(1)] }),
  loans: await unit.loans.listByCustomers(["C-1"]),
  pageOfLoans: await unit.loans.listPage({ limit: 9 }),
  facts: await unit.facts.list("L-1"),
  factsOfMany: await unit.facts.listMany(["L-1"]),
  dues: await unit.dues.list({ limit: 9 }),
  run: await unit.imports.findLatest(sampleRun(1)),
  notes: await unit.imports.listNotes("R-1"),
});

async function expectUntouched(store: Store, what: string): Promise<void> {
  const found = await store.transact(async (unit) => ({
    customers: asInserted(await unit.customers.findMany({ phoneNumbers: [phoneOf(1)] })),
    applicants: asNew(await unit.applicants.findMany({ ids: ["A-1"] })),
    accounts: await unit.accounts.insert([sampleEntry(1)]),
    states: (await unit.loans.listByCustomers(["C-1"])).map(({ state }) => state),
    facts: await unit.facts.list("L-1"),
    dues: await unit.dues.list({ limit: 9 }),
    rowsDone: (await unit.imports.findLatest(sampleRun(1)))?.rowsDone,
    notes: await unit.imports.listNotes("R-1"),
  }));
  const promised = {
    customers: [sampleCustomer(1)],
    applicants: [sampleApplicant(1)],
    accounts: ["unchanged"],
    states: [sampleState(1)],
    facts: [sampleOpened(1)],
    dues: [sampleDue(1)],
    rowsDone: 0,
    notes: [sampleNote(2)],
  };
  expectEqual(found, promised, what);
}

/** Overwrites every text and number inside, wherever it is not frozen. */
function spoil(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, held] of Object.entries(value)) {
    if (typeof held === "object") spoil(held);
    else Reflect.set(value, name, typeof held === "number" ? 99 : "spoiled");
  }
}
