/**
 * Payments a second on a real PostgreSQL, beside the same writes as bare SQL in the same run: on a server
 * that does not wait for its disk, sharing its cores with the service or not; on one that waits, as any
 * that is not told otherwise; and across a network.
 *
 * @module
 */
import { createServicing, emiTracker, plainDate, type Store } from "@lendkit/engine";
import { Pool } from "pg";
import {
  createPostgresStore,
  fromPool,
  migrate,
  prepared,
  type TransactionSource,
} from "../../packages/adapters-postgres/src/index.ts";
import { startPostgres } from "../../packages/adapters-postgres/src/testing/postgresServer.ts";
import { sampleCustomer } from "../../packages/adapters-postgres/src/testing/samples.ts";
import { distantServer } from "./distantServer.ts";
import { type Measurement, measurement } from "./measurement.ts";
import { ownCores } from "./ownCores.ts";
import { type BarePayment, payInFive, payInTwo } from "./paymentsBare.ts";
import { median } from "./sideBySide.ts";

const LOANS = 500;
const PAYMENTS = 400;
const ROUNDS = 11;
const WARM_UPS = 5;
let runs = 0;

/** Pays one loan, by its place, under a key. */
type Pay = (loan: number, key: string) => Promise<unknown>;

interface Book {
  readonly schema: string;
  readonly loanIds: readonly string[];
  readonly store: Store;
  readonly pay: Pay;
}

export async function payments(): Promise<readonly Measurement[]> {
  return [...(await onFastServer()), ...(await onDurableServer())];
}

async function onFastServer(): Promise<readonly Measurement[]> {
  const server = await startPostgres(18, "fast");
  try {
    const shared = await paymentsOn(server.url, "");
    return [...shared, ...(await onOwnCores(server.url))];
  } finally {
    await server.stop();
  }
}

/** As in most places, where service and database are on two machines. */
async function onOwnCores(url: string): Promise<readonly Measurement[]> {
  const cores = await ownCores(url);
  if (cores === undefined) {
    console.log("Not measured: payments on cores of their own, which takes two cores and taskset.");
    return [];
  }
  try {
    return await paymentsOn(url, ", service and server each on a core");
  } finally {
    await cores.share();
  }
}

async function onDurableServer(): Promise<readonly Measurement[]> {
  const server = await startPostgres(18, "durable");
  const distant = await distantServer(server.url);
  try {
    return [
      ...(await paymentsOn(server.url, ", each on disk")),
      ...(await paymentsOn(distant.url, ", each on a disk a millisecond away")),
    ];
  } finally {
    await distant.close();
    await server.stop();
  }
}

async function paymentsOn(url: string, where: string): Promise<readonly Measurement[]> {
  const pool = new Pool({ connectionString: url, max: 16 });
  // A pool says that it has ended before its last connection has, and the server ends that one.
  pool.on("error", () => {});
  try {
    const source = counting(fromPool(prepared(pool)));
    const name = `run_${++runs}`;
    const ours = await openBook(source, `${name}_ours`);
    const bare = await Promise.all(
      ["two", "five"].map((trips) => openBook(fromPool(pool), `${name}_${trips}`)),
    );
    const trips = await roundTrips(source, ours);
    const fact = await lastFact(ours);
    const sides = [
      ours.pay,
      ...bare.map(({ schema, loanIds }, at): Pay => {
        const pay = at === 0 ? payInTwo : payInFive;
        return (loan, key) => pay(pool, barePayment(schema, loanIds, loan, key, fact));
      }),
    ];
    const measured =
      where === "" ? [measurement("round trips of a payment", { ours: trips, other: 5 }, 0.4)] : [];
    await warmUp(sides);
    for (const connections of [1, 4, 16]) {
      const [mine = Number.NaN, two = Number.NaN, five = Number.NaN] = await timeAll(
        sides,
        connections,
      );
      const what = `payment on ${connections} connections${where}, ns, beside bare SQL in`;
      measured.push(measurement(`${what} as many round trips`, { ours: mine, other: two }, 1.25));
      measured.push(measurement(`${what} five`, { ours: mine, other: five }, 1));
    }
    return measured;
  } finally {
    await pool.end();
  }
}

/** Loans of 12 installments, two of them due, each of which has been paid once. */
async function openBook(source: TransactionSource, schema: string): Promise<Book> {
  await migrate(source, { schema });
  const store = createPostgresStore(source, { schema });
  let [ids, today] = [0, plainDate("2024-01-31")];
  const servicing = createServicing({
    store,
    product: emiTracker,
    clock: { today: () => today, now: () => `${today}T09:30:00.000Z` },
    newId: () => `${schema} ${++ids}`,
  });
  await store.transact((unit) => unit.customers.insert([sampleCustomer(1)]));
  const loanIds: string[] = [];
  for (let loan = 0; loan < LOANS; loan += 1) {
    const { loanId } = await servicing.open({
      customerId: "customer-1",
      principal: 100_000 + loan,
      annualRatePercent: 12,
      tenorMonths: 12,
    });
    loanIds.push(loanId);
  }
  today = plainDate("2024-04-15");
  const pay: Pay = (loan, key) =>
    servicing.pay({ loanId: loanIds[loan] ?? "", amount: 1, idempotencyKey: key });
  for (let loan = 0; loan < LOANS; loan += 1) await pay(loan, `first ${loan}`);
  return { schema, loanIds, store, pay };
}

/** Statements, and the two that begin and end each transaction that is more than one. */
async function roundTrips(source: CountingSource, { pay }: Book): Promise<number> {
  const before = source.roundTrips();
  await pay(0, "counted");
  return source.roundTrips() - before;
}

type CountingSource = TransactionSource & { readonly roundTrips: () => number };

function counting({ transaction, statement }: TransactionSource): CountingSource {
  let count = 0;
  return {
    roundTrips: () => count,
    transaction: (work) => {
      count += 2;
      return transaction((connection) =>
        work({
          query: (text, params) => {
            count += 1;
            return connection.query(text, params);
          },
        }),
      );
    },
    ...(statement && {
      statement: (text, params) => {
        count += 1;
        return statement(text, params);
      },
    }),
  };
}

async function lastFact({ store, loanIds: [loanId = ""] }: Book): Promise<BarePayment["fact"]> {
  const facts = await store.transact((unit) => unit.facts.list(loanId));
  return { ...facts.at(-1) };
}

function barePayment(
  schema: string,
  loanIds: readonly string[],
  loan: number,
  key: string,
  fact: BarePayment["fact"],
): BarePayment {
  const commandId = `${schema} ${key}`;
  return { schema, loanId: loanIds[loan] ?? "", key, fact: { ...fact, commandId } };
}

/** Code is compiled in a server's first seconds, which are not what it lives through. */
async function warmUp(sides: readonly Pay[]): Promise<void> {
  for (let round = 0; round < WARM_UPS; round += 1) {
    for (const [side, pay] of sides.entries()) await timeOne(pay, 4, `warm-up ${round} ${side}`);
  }
}

/** Median nanoseconds for a payment of each side; who goes first changes from round to round. */
async function timeAll(sides: readonly Pay[], connections: number): Promise<readonly number[]> {
  const times = sides.map((): number[] => []);
  for (let round = -1; round < ROUNDS; round += 1) {
    for (let step = 0; step < sides.length; step += 1) {
      const side = (step + round + 1) % sides.length;
      const pay = sides[side];
      if (pay === undefined) continue;
      const time = await timeOne(pay, connections, `${connections} ${round} ${side}`);
      if (round >= 0) times[side]?.push(time);
    }
  }
  return times.map(median);
}

/** Each connection pays one loan after the other, none of them another's. */
async function timeOne(pay: Pay, connections: number, name: string): Promise<number> {
  let next = 0;
  const start = process.hrtime.bigint();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < PAYMENTS) {
        next += 1;
        await pay(next, `${name} ${next}`);
      }
    }),
  );
  return Number(process.hrtime.bigint() - start) / PAYMENTS;
}
