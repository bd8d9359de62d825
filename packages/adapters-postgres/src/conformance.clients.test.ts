import { storeConformance } from "@lendkit/engine/conformance";
import { afterAll, describe, expect, test } from "vitest";
import { reusedStore } from "./testing/freshStore.ts";
import { hostClients } from "./testing/hostClients.ts";
import { openPostgres } from "./testing/postgresServer.ts";

const server = await openPostgres();
const { pg: _hasItsOwnFile, ...others } = hostClients;
const opened = await Promise.all(
  Object.entries(others).map(async ([name, open]) => {
    const client = open(server.url);
    return { name, client, stores: await reusedStore(client.source) };
  }),
);
afterAll(async () => {
  for (const { client, stores } of opened) {
    await stores.close();
    await client.close();
  }
  await server.stop();
});

describe.each(opened)("$name", ({ stores }) => {
  const report = storeConformance(test, stores.open);

  test("every promise applies", () => {
    expect(report.notApplicable).toEqual([]);
  });
});
