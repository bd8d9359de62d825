/**
 * One write of each kind that others can look at without waiting, and one change of each.
 *
 * @module
 */
import type { UnitOfWork } from "../ports/store.ts";
import {
  phoneOf,
  sampleCustomer,
  sampleDue,
  sampleLoan,
  sampleNote,
  sampleOpened,
  sampleRun,
  sampleState,
} from "./samples.ts";

/** One write of each kind. */
export async function writeEverything(unit: UnitOfWork): Promise<void> {
  await unit.customers.insert([sampleCustomer(1)]);
  await unit.loans.insert([sampleLoan(1)]);
  await unit.facts.append([sampleOpened(1)]);
  await unit.dues.replace({ put: [sampleDue(1), sampleDue(2)], removed: [] });
  await unit.imports.start(sampleRun(1));
  await unit.imports.addNotes("R-1", [sampleNote(2)]);
}

/** What is there of those writes. */
export async function readEverything(unit: UnitOfWork): Promise<object> {
  const customer = await unit.customers.find("C-1");
  const loan = await unit.loans.find("L-1");
  const run = await unit.imports.findLatest(sampleRun(1));
  return {
    customer: customer?.phoneNumber,
    loan: loan?.state,
    facts: await unit.facts.list("L-1"),
    dues: await unit.dues.list({ limit: 9 }),
    run: run?.id,
    notes: await unit.imports.listNotes("R-1"),
  };
}

export const nothing: object = {
  customer: undefined,
  loan: undefined,
  facts: [],
  dues: [],
  run: undefined,
  notes: [],
};

export const everything: object = {
  customer: phoneOf(1),
  loan: sampleState(1),
  facts: [sampleOpened(1)],
  dues: [sampleDue(1), sampleDue(2)],
  run: "R-1",
  notes: [sampleNote(2)],
};

/** Changes of what was committed before, one for each verb that changes something. */
export async function changeEverything(unit: UnitOfWork): Promise<void> {
  for (const customer of await unit.customers.findMany({ phoneNumbers: [phoneOf(1)] })) {
    await unit.customers.save([{ ...customer, phoneNumber: phoneOf(99) }]);
  }
  for (const loan of await unit.loans.listByCustomers(["C-1"])) {
    await unit.loans.save([{ ...loan, state: sampleState(1, { paidOnTime: 9 }) }]);
  }
  await unit.dues.replace({ put: [sampleDue(1, { paid: 100 })], removed: [sampleDue(2)] });
  for (const run of await unit.imports.latestOfEachKind()) {
    await unit.imports.save({ ...run, rowsDone: 10, status: "completed" });
  }
}

export async function readChanges(unit: UnitOfWork): Promise<object> {
  const customer = await unit.customers.find("C-1");
  const loan = await unit.loans.find("L-1");
  const run = await unit.imports.findLatest(sampleRun(1));
  return {
    phone: customer?.phoneNumber,
    byOldPhone: (await unit.customers.findMany({ phoneNumbers: [phoneOf(1)] })).length,
    byNewPhone: (await unit.customers.findMany({ phoneNumbers: [phoneOf(99)] })).length,
    paidOnTime: loan?.state.paidOnTime,
    dues: (await unit.dues.list({ limit: 9 })).map(({ dueId, paid }) => `${dueId}: ${paid}`),
    rowsDone: run?.rowsDone,
  };
}

export const unchanged: object = {
  phone: phoneOf(1),
  byOldPhone: 1,
  byNewPhone: 0,
  paidOnTime: 0,
  dues: ["installment 1: 0", "installment 2: 0"],
  rowsDone: 0,
};
export const changed: object = {
  phone: phoneOf(99),
  byOldPhone: 0,
  byNewPhone: 1,
  paidOnTime: 9,
  dues: ["installment 1: 100"],
  rowsDone: 10,
};
