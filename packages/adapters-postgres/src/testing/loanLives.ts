/**
 * A few dozen lives of loans, lived in memory: what `manyLoans.ts` makes copies of.
 *
 * @module
 */
import { createMemoryStore } from "@lendkit/adapters-memory";
import {
  addDays,
  addMonths,
  createServicing,
  creditService,
  currencyPlaces,
  type Decimal,
  type DueRow,
  dueKinds,
  emiTracker,
  fromMinorUnits,
  type LoanFact,
  type LoanState,
  type PlainDate,
  plainDate,
  runDay,
  type ServicedProduct,
  type Store,
  type StoredLoan,
} from "@lendkit/engine";
import { sampleCustomer } from "./samples.ts";

/** All loans are carried forward to it. */
export const pageDay: PlainDate = plainDate("2026-01-31");

/** What has become of a loan by that day; one loan of each kind follows the other. */
export const loanKinds = ["paid in time", "overdue", "closed", "billed"] as const;
export type LoanKind = (typeof loanKinds)[number];

/** Twelve of each kind, each begun a week before the next, so that due dates are many. */
export const LIVES = 48;
/** The id of the customer of all of them; no other text of theirs holds it. */
export const LIVED_BY = "lived-by";

export const padded = (what: string, number: number): string =>
  `${what}-${String(number).padStart(7, "0")}`;

export interface AllLives {
  readonly loans: readonly StoredLoan[];
  readonly facts: readonly LoanFact[];
  readonly dues: readonly DueRow[];
}

let lived: Promise<AllLives> | undefined;

/** Once for a process. */
export function liveAll(): Promise<AllLives> {
  lived ??= live(createMemoryStore());
  return lived;
}

async function live(store: Store): Promise<AllLives> {
  await store.transact((unit) => unit.customers.insert([sampleCustomer(1, { id: LIVED_BY })]));
  for (let n = 0; n < LIVES; n += 1) await liveOne(store, n);
  const clock = { today: () => pageDay, now: () => `${pageDay}T18:30:00Z` };
  await runDay({ store, product: emiTracker, asOf: pageDay, clock });
  return store.transact(async (unit) => {
    const loans = await unit.loans.listByCustomers([LIVED_BY]);
    return {
      loans,
      facts: await unit.facts.listMany(loans.map(({ state }) => state.loanId)),
      dues: await unit.dues.list({ limit: 100_000 }),
    };
  });
}

const plans: Readonly<
  Record<LoanKind, { readonly product: ServicedProduct; tenorMonths: number; payments: number }>
> = {
  "paid in time": { product: emiTracker, tenorMonths: 24, payments: 24 },
  overdue: { product: emiTracker, tenorMonths: 24, payments: 6 },
  closed: { product: emiTracker, tenorMonths: 4, payments: 4 },
  billed: { product: creditService, tenorMonths: 24, payments: 9 },
};

/** A loan of 15 to 4 months before the day, with a payment of what is due each month. */
async function liveOne(store: Store, n: number): Promise<void> {
  const { product, tenorMonths, payments } = plans[loanKinds[n % loanKinds.length] ?? "closed"];
  const startedOn = addDays(addMonths(pageDay, -15), 7 * n);
  let [today, ids] = [startedOn, 0];
  const servicing = createServicing({
    store,
    product,
    clock: { today: () => today, now: () => `${today}T09:30:00Z` },
    newId: () => {
      ids += 1;
      return ids === 1 ? padded("life", n) : `command-${ids}`;
    },
  });
  const terms = { principal: 4000 + 10 * n, annualRatePercent: 18, tenorMonths };
  const { loanId } = await servicing.open({ customerId: LIVED_BY, ...terms });
  for (let month = 1; month <= payments; month += 1) {
    today = addMonths(startedOn, month);
    if (today > pageDay) return;
    const amount = payableOn(await servicing.view(loanId), today);
    if (amount.gt(0)) await servicing.pay({ loanId, amount });
  }
}

function payableOn({ servicing, currency }: LoanState, today: PlainDate): Decimal {
  const payable = servicing?.dues.filter(
    ({ payableFrom, dueOn }) => (payableFrom ?? dueOn) <= today,
  );
  const minorUnits = (payable ?? []).reduce(
    (sum, { charged, paid }) =>
      dueKinds.reduce((unpaid, kind) => unpaid + charged[kind] - paid[kind], sum),
    0,
  );
  return fromMinorUnits(minorUnits, currencyPlaces(currency));
}
