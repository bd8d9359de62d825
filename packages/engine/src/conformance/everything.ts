/**
 * One write of each kind that others can look at without waiting, and one change of each.
 *
 * @module
 */
import type { UnitOfWork } from "../ports/store.ts";
import { emailOf, sampleApplicant, sampleEntry, scored } from "./applicantSamples.ts";
import { countsOf, runDay1, runInstant, sampleNotice } from "./dayEndSamples.ts";
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
  await unit.applicants.insert([sampleApplicant(1)]);
  await unit.accounts.insert([sampleEntry(1)]);
  await unit.loans.insert([sampleLoan(1)]);
  await unit.facts.append([sampleOpened(1)]);
  await unit.dues.replace({ put: [sampleDue(1), sampleDue(2)], removed: [] });
  await unit.imports.start(sampleRun(1));
  await unit.imports.addNotes("R-1", [sampleNote(2)]);
  await unit.outbox.put([sampleNotice(1), sampleNotice(2)]);
  await unit.dayRuns.begin(runDay1, runInstant);
}

/** What is there of those writes. */
export async function readEverything(unit: UnitOfWork): Promise<object> {
  const customer = await unit.customers.find("C-1");
  const loan = await unit.loans.find("L-1");
  const run = await unit.imports.findLatest(sampleRun(1));
  const [account] = await unit.accounts.totals(["account 1"], "INR");
  return {
    customer: customer?.phoneNumber,
    applicant: (await unit.applicants.find("A-1"))?.email,
    account: account?.count,
    loan: loan?.state,
    facts: await unit.facts.list("L-1"),
    dues: await unit.dues.list({ limit: 9 }),
    run: run?.id,
    notes: await unit.imports.listNotes("R-1"),
    messages: await unit.outbox.take(9),
    dayRun: (await unit.dayRuns.find(runDay1))?.startedAt,
  };
}

export const nothing: object = {
  customer: undefined,
  applicant: undefined,
  account: 0,
  loan: undefined,
  facts: [],
  dues: [],
  run: undefined,
  notes: [],
  messages: [],
  dayRun: undefined,
};

export const everything: object = {
  customer: phoneOf(1),
  applicant: emailOf(1),
  account: 1,
  loan: sampleState(1),
  facts: [sampleOpened(1)],
  dues: [sampleDue(1), sampleDue(2)],
  run: "R-1",
  notes: [sampleNote(2)],
  messages: [sampleNotice(1), sampleNotice(2)],
  dayRun: runInstant,
};

/** Changes of what was committed before, one for each verb that changes something. */
export async function changeEverything(unit: UnitOfWork): Promise<void> {
  for (const customer of await unit.customers.findMany({ phoneNumbers: [phoneOf(1)] })) {
    await unit.customers.save([{ ...customer, phoneNumber: phoneOf(99) }]);
  }
  for (const applicant of await unit.applicants.findMany({ ids: ["A-1"] })) {
    await unit.applicants.save([{ ...scored(applicant, 610), email: emailOf(99) }]);
  }
  for (const loan of await unit.loans.listByCustomers(["C-1"])) {
    await unit.loans.save([{ ...loan, state: sampleState(1, { paidOnTime: 9 }) }]);
  }
  await unit.dues.replace({ put: [sampleDue(1, { paid: 100 })], removed: [sampleDue(2)] });
  for (const run of await unit.imports.latestOfEachKind()) {
    await unit.imports.save({ ...run, rowsDone: 10, status: "completed" });
  }
  await unit.outbox.remove([sampleNotice(1).id]);
  await unit.dayRuns.add(runDay1, countsOf(3));
  await unit.dayRuns.finish(runDay1, runInstant);
}

export async function readChanges(unit: UnitOfWork): Promise<object> {
  const customer = await unit.customers.find("C-1");
  const loan = await unit.loans.find("L-1");
  const run = await unit.imports.findLatest(sampleRun(1));
  return {
    phone: customer?.phoneNumber,
    byOldPhone: (await unit.customers.findMany({ phoneNumbers: [phoneOf(1)] })).length,
    byNewPhone: (await unit.customers.findMany({ phoneNumbers: [phoneOf(99)] })).length,
    score: (await unit.applicants.find("A-1"))?.score,
    byOldEmail: (await unit.applicants.findByEmail(emailOf(1)))?.id,
    byNewEmail: (await unit.applicants.findByEmail(emailOf(99)))?.id,
    paidOnTime: loan?.state.paidOnTime,
    dues: (await unit.dues.list({ limit: 9 })).map(({ dueId, paid }) => `${dueId}: ${paid}`),
    rowsDone: run?.rowsDone,
    messages: (await unit.outbox.take(9)).length,
    dayRun: await unit.dayRuns.find(runDay1),
  };
}

export const unchanged: object = {
  phone: phoneOf(1),
  byOldPhone: 1,
  byNewPhone: 0,
  score: null,
  byOldEmail: "A-1",
  byNewEmail: undefined,
  paidOnTime: 0,
  dues: ["installment 1: 0", "installment 2: 0"],
  rowsDone: 0,
  messages: 2,
  dayRun: { asOf: runDay1, startedAt: runInstant, finishedAt: null, counts: countsOf(0) },
};
export const changed: object = {
  phone: phoneOf(99),
  byOldPhone: 0,
  byNewPhone: 1,
  score: 610,
  byOldEmail: undefined,
  byNewEmail: "A-1",
  paidOnTime: 9,
  dues: ["installment 1: 100"],
  rowsDone: 10,
  messages: 1,
  dayRun: { asOf: runDay1, startedAt: runInstant, finishedAt: runInstant, counts: countsOf(3) },
};
