import {
  createCreditService,
  createServicing,
  creditService,
  type DayRunCounts,
  emiTracker,
  noCounts,
  type PlainDate,
  plainDate,
  type Store,
} from "@lendkit/engine";
import {
  sampleApplicant,
  sampleCustomer,
} from "../../../../packages/adapters-postgres/src/testing/samples.ts";

/** The first day that is ended; the ten after it, up to 2024-03-11, are missed. */
export const firstDay: PlainDate = plainDate("2024-03-01");

/**
 * What is to happen up to and on 2024-03-01. The loans of January are each told of the 29th of
 * February on the 26th and the 29th; on the 1st they are overdue, in another bucket, and told of
 * both. The credit of January is billed on 2024-02-19, 30 days after it began.
 */
export const countsOfFirstDay: DayRunCounts = {
  ...noCounts,
  loans: 3,
  bills: 1,
  dues: 2,
  overdue: 2,
  buckets: 2,
  notices: 2 * 4 + 1,
};

/**
 * What is to happen on the ten days after it. The loan of February is told four times of the 10th,
 * and so is the credit of January of its bill, payable until 2024-03-05, 15 days after it. The
 * credit of February is billed on 2024-03-06, 30 days after it began.
 */
export const countsOfTenDays: DayRunCounts = {
  ...noCounts,
  loans: 3,
  bills: 1,
  dues: 1,
  overdue: 2,
  buckets: 2,
  notices: 4 + 4 + 1,
};

/** On how many of the ten days something happens to each of those three: on 3, 3 and 1. */
export const loansOfTenDays = 7;

/** Five loans of two products, as a server opens them on 2024-02-10. */
export async function openSampleLoans(store: Store): Promise<void> {
  await store.transact(async ({ customers, applicants }) => {
    await customers.insert([sampleCustomer(1)]);
    await applicants.insert([
      sampleApplicant(1, { score: 610, scoredOn: plainDate("2024-01-01") }),
    ]);
  });
  const today = plainDate("2024-02-10");
  let ids = 0;
  const options = {
    store,
    clock: { today: () => today, now: () => `${today}T09:30:00.000Z` },
    newId: () => `id-${++ids}`,
    identityKey: new Uint8Array(32).fill(7),
  };
  const servicing = createServicing({ ...options, product: emiTracker });
  for (const startedOn of ["2024-01-31", "2024-01-31", "2024-02-10"].map((day) => plainDate(day))) {
    await servicing.open({
      customerId: "customer-1",
      principal: 80_000,
      annualRatePercent: 12,
      tenorMonths: 12,
      startedOn,
    });
  }
  const lender = createCreditService({ ...options, product: creditService });
  for (const disbursedOn of ["2024-01-20", "2024-02-05"].map((day) => plainDate(day))) {
    await lender.apply({
      applicantId: "applicant-1",
      principal: 5000,
      annualRatePercent: 18,
      tenorMonths: 12,
      disbursedOn,
    });
  }
}
