import { storeConformance } from "@lendkit/engine/conformance";
import { afterAll, describe, expect, test } from "vitest";
import { reusedStore } from "./testing/freshStore.ts";
import { hostClients } from "./testing/hostClients.ts";
import { startPostgres } from "./testing/postgresServer.ts";

const server = await startPostgres(15);
const clients = { pg: hostClients.pg, "postgres.js": hostClients["postgres.js"] };
const opened = await Promise.all(
  Object.entries(clients).map(async ([name, open]) => {
    const client = open(server.url);
    return { name, client, stores: await reusedStore(client.source) };
  }),
);
afterAll(async () => {
  for (const { client } of opened) await client.close();
  await server.stop();
});

describe.each(opened)("PostgreSQL 15 through $name", ({ client, stores }) => {
  const report = storeConformance(test, stores.open);

  test("every promise applies, and the server is the one that is meant", async () => {
    expect(report.notApplicable).toEqual([]);
    const version = await client.source.transaction(async (connection) => {
      const { rows } = await connection.query("SHOW server_version_num");
      return rows[0]?.["server_version_num"];
    });
    expect(version).toMatch(/^15\d{4}$/);
  });
});
