import { randomUUID } from "node:crypto";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  openPostgres,
  type PostgresServer,
} from "../../../packages/adapters-postgres/src/testing/postgresServer.ts";
import type { Server } from "../src/server.ts";
import type { Client } from "./support/client.ts";
import { runServer } from "./support/runningServer.ts";

let postgres: PostgresServer;
let pool: Pool;
const servers: { readonly server: Server; readonly client: Client }[] = [];

beforeAll(async () => {
  postgres = await openPostgres();
  const name = `server_${randomUUID().replaceAll("-", "")}`;
  const admin = new Pool({ connectionString: postgres.url });
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  pool = new Pool({ connectionString: url.href });
  // Two servers, each with ten connections of its own, as two machines would have.
  servers.push(await runServer({ databaseUrl: url.href }));
  servers.push(await runServer({ databaseUrl: url.href }));
}, 120_000);

afterAll(async () => {
  await Promise.all(servers.map(({ server }) => server.stop()));
  await pool.end();
  await postgres.stop();
}, 60_000);

const clients = (): readonly Client[] => servers.map(({ client }) => client);

test("of twenty loans asked for at once by one who can bear two, two are made", async () => {
  const [first] = clients();
  const registered = await first?.post("/register", {
    first_name: "Asha",
    last_name: "Rao",
    age: 30,
    monthly_income: 50000,
    phone_number: 9876543210,
  });
  // The limit is 36 × 50,000 = 18 lakh: two loans of 8 lakh pass, a third does not.
  const customer_id = Number(Reflect.get(Object(registered?.body), "customer_id"));
  const request = { customer_id, loan_amount: 800000, interest_rate: 18, tenure: 600 };
  const twenty = Array.from({ length: 20 }, (_, call) => clients()[call % 2]);
  const answers = await Promise.all(twenty.map((client) => client?.post("/create-loan", request)));

  expect(answers.map((answer) => answer?.status).sort()).toEqual([
    ...Array.from({ length: 18 }, () => 200),
    ...Array.from({ length: 2 }, () => 201),
  ]);
  const made = answers.filter((answer) => answer?.status === 201);
  const loans = (await first?.get(`/view-loans/${customer_id}`))?.body;
  const ids = made.map((answer) => Reflect.get(Object(answer?.body), "loan_id")).sort();
  expect(loans).toEqual(ids.map((loan_id) => expect.objectContaining({ loan_id })));
  const { rows } = await pool.query(
    "SELECT current_debt::text FROM lendkit.customers WHERE number = $1",
    [customer_id],
  );
  expect(rows.map(({ current_debt }) => Number(current_debt))).toEqual([1600000]);
}, 60_000);

test("of twenty registrations of one phone at once, one is let in", async () => {
  const person = { first_name: "B", last_name: "C", age: 40, monthly_income: 50000 };
  const twenty = Array.from({ length: 20 }, (_, call) =>
    clients()[call % 2]?.post("/register", { ...person, phone_number: 9876500000 }),
  );
  const statuses = (await Promise.all(twenty)).map((answer) => answer?.status).sort();
  expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
});

test("the second server found the data there and imported nothing again", async () => {
  const bodies = await Promise.all(
    clients().map(async (client) => (await client.get("/health/ready")).body),
  );
  expect(bodies[0]).toEqual(bodies[1]);
  const { rows } = await pool.query("SELECT count(*)::int AS runs FROM lendkit.import_runs");
  expect(rows).toEqual([{ runs: 2 }]);
});
