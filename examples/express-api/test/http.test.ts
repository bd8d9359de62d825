import { connect } from "node:net";
import { createMemoryStore } from "@lendkit/adapters-memory";
import { deadlock, staleVersion, storageUnavailable } from "@lendkit/engine";
import { afterEach, describe, expect, test } from "vitest";
import { type ServedApp, serveApp } from "./support/servedApp.ts";

const KEY = "a key of some length";

const asha = {
  first_name: "Ashalata",
  last_name: "Quitéria",
  age: 30,
  monthly_income: 50000,
  phone_number: 9876543210,
};

const open: ServedApp[] = [];
async function serve(...options: Parameters<typeof serveApp>): Promise<ServedApp> {
  const app = await serveApp(...options);
  open.push(app);
  return app;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

const problem = (code: string, retryable = false): object => ({
  error: { code, message: expect.any(String), details: {}, retryable },
});

/** Sends bytes as they are, and answers the first line of the response. */
async function rawRequest(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.end(bytes);
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  return text.split("\r\n")[0] ?? "";
}

describe("what is no call of ours", () => {
  test.each([
    ["GET", "/"],
    ["GET", "/register"],
    ["DELETE", "/view-loan/1"],
    ["GET", "/view-loan"],
    ["GET", "/view-loan/1/more"],
    ["POST", "/health/live"],
  ])("%s %s: 404", async (method, path) => {
    const { client } = await serve();
    expect(await client.send(path, { method })).toMatchObject({
      status: 404,
      body: problem("ROUTE_NOT_FOUND"),
    });
  });

  test("a path that does not decode: 400", async () => {
    const { client } = await serve();
    expect(await client.get("/view-loan/%E0%A4%A")).toMatchObject({
      status: 400,
      body: problem("MALFORMED_PATH"),
    });
  });
});

describe("bodies", () => {
  const post = (
    body: string | Uint8Array<ArrayBuffer>,
    type = "application/json",
  ): RequestInit => ({
    method: "POST",
    headers: { "content-type": type },
    body,
  });

  test.each(['{"age": 30', "age=30", '"Ashalata"', "{'age': 30}"])(
    "%s is not our JSON: 400",
    async (body) => {
      const { client } = await serve();
      const answer = await client.send("/register", post(body));
      expect(answer).toMatchObject({ status: 400, body: problem("MALFORMED_JSON") });
      expect(JSON.stringify(answer.body)).not.toContain("Ashalata");
    },
  );

  test.each(["[]", "[1]", "{}"])("%s lacks every field: 400", async (body) => {
    const { client } = await serve();
    expect(await client.send("/register", post(body))).toMatchObject({
      status: 400,
      body: { error: { code: "INVALID_INPUT" } },
    });
  });

  test("no body at all: 400", async () => {
    const { client } = await serve();
    expect(await client.send("/register", { method: "POST" })).toMatchObject({
      status: 400,
      body: { error: { code: "INVALID_INPUT" } },
    });
  });

  test("exactly 16 kB pass, one byte more does not", async () => {
    const { client } = await serve();
    const filled = (size: number): string => {
      const text = JSON.stringify({ ...asha, filler: "" });
      return text.replace('"filler":""', `"filler":"${"x".repeat(size - text.length - 1)}"`);
    };
    expect(Buffer.byteLength(filled(16 * 1024))).toBe(16 * 1024);
    expect(await client.send("/register", post(filled(16 * 1024)))).toMatchObject({ status: 201 });
    expect(await client.send("/register", post(filled(16 * 1024 + 1)))).toMatchObject({
      status: 413,
      body: problem("BODY_TOO_LARGE"),
    });
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])(
    "content type %j: 415",
    async (type) => {
      const { client } = await serve();
      const body = new TextEncoder().encode(JSON.stringify(asha));
      const headers: Record<string, string> = type === "" ? {} : { "content-type": type };
      expect(await client.send("/register", { method: "POST", headers, body })).toMatchObject({
        status: 415,
        body: problem("CONTENT_TYPE_UNSUPPORTED"),
      });
    },
  );

  test("another charset and a compressed body: 415", async () => {
    const { client } = await serve();
    const latin = await client.send("/register", post("{}", "application/json; charset=latin1"));
    expect(latin).toMatchObject({ status: 415, body: problem("CHARSET_UNSUPPORTED") });
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    const zipped = await client.send("/register", { method: "POST", headers, body: "{}" });
    expect(zipped).toMatchObject({ status: 415, body: problem("ENCODING_UNSUPPORTED") });
  });

  test("keys that mean something to JavaScript are data like any other", async () => {
    const { client } = await serve();
    const body = JSON.stringify(asha).replace("{", '{"__proto__":{"admin":true},"constructor":1,');
    expect(await client.send("/register", post(body))).toMatchObject({ status: 201 });
    expect(Reflect.get({}, "admin")).toBeUndefined();
  });
});

describe("what goes wrong behind a call", () => {
  const request = { customer_id: 1, loan_amount: 80000, interest_rate: 12, tenure: 12 };

  test.each([
    ["unavailable", storageUnavailable({ reason: "it is down" }), 503, true],
    ["deadlocked", deadlock({ waitingFor: "a customer" }), 503, true],
    ["saved by another", staleVersion({ entity: "customer", id: "c", expected: 1 }), 409, true],
  ])("%s: its status and whether to try again", async (_what, error, status, retryable) => {
    const { client } = await serve({ lending: { createLoan: () => Promise.reject(error) } });
    const answer = await client.post("/create-loan", request);
    expect(answer).toMatchObject({ status, body: { error: { code: error.code, retryable } } });
    expect(answer.headers.get("retry-after")).toBe(status === 503 ? "1" : null);
  });

  test("a fault of ours: 500 that tells nothing, and a line in the log that tells no person", async () => {
    const fault = Object.assign(new Error('duplicate "Ashalata" for 9876543210'), {
      code: "23505",
      constraint: "customers_phone_number_key",
      detail: "Key (phone_number)=(9876543210) already exists.",
    });
    const { client, log } = await serve({ lending: { createLoan: () => Promise.reject(fault) } });
    const answer = await client.post("/create-loan", request);
    expect(answer).toMatchObject({ status: 500, body: problem("INTERNAL") });
    const id = answer.headers.get("x-request-id") ?? "none";
    const line = log.find((text) => text.includes("unexpected error")) ?? "";
    expect(line).toContain(id);
    expect(line).toContain("customers_phone_number_key");
    expect(line).toContain("http.test.ts");
    expect(log.join("")).not.toMatch(/9876543210|Ashalata/);
  });
});

describe("readiness", () => {
  test.each([
    { name: "migrating" },
    { name: "importing", kind: "loans", done: 20, total: 50 },
    { name: "stopping" },
  ] as const)("$name: alive, not ready, and no business call is served", async (phase) => {
    const { client } = await serve({ phase });
    expect(await client.get("/health/live")).toMatchObject({
      status: 200,
      body: { status: "live" },
    });
    const { name: status, ...progress } = phase;
    const ready = await client.get("/health/ready");
    expect(ready).toMatchObject({ status: 503, body: { status, ...progress } });
    expect(await client.post("/register", asha)).toMatchObject({
      status: 503,
      body: problem("NOT_READY", true),
    });
    expect(ready.headers.get("retry-after")).toBe("1");
  });

  test("ready: the counts of the newest import of each kind, and no row of it", async () => {
    const store = createMemoryStore();
    const counts = { read: 6, imported: 3, updated: 0, unchanged: 2, rejected: 1 };
    await store.transact(async (unit) => {
      for (const [id, fingerprint] of [
        ["r1", "aa"],
        ["r2", "bb"],
      ] as const) {
        const asOf = (await import("./support/servedApp.ts")).fixedClock.today();
        const run = await unit.imports.start({ id, kind: "customers", fingerprint, asOf });
        if (id === "r2")
          await unit.imports.save({ ...run, status: "completed", rowsDone: 6, counts });
      }
      const note = { row: 3, sheet: "Sheet1", severity: "rejected", code: "BAD" } as const;
      const reason = "Ashalata is not welcome";
      await unit.imports.addNotes("r2", [{ ...note, column: "Name", value: "Ashalata", reason }]);
    });
    const { client } = await serve({ store });
    const { status, body } = await client.get("/health/ready");
    expect(status).toBe(200);
    expect(body).toEqual({
      status: "ready",
      imports: { customers: { status: "completed", as_of: "2026-11-20", ...counts } },
    });
  });

  test("a storage that does not answer: not ready", async () => {
    const store = {
      transact: () => Promise.reject(storageUnavailable({ reason: "it is down" })),
    };
    const { client } = await serve({ store });
    expect(await client.get("/health/ready")).toMatchObject({ status: 503 });
    expect(await client.get("/health/live")).toMatchObject({ status: 200 });
  });
});

describe("the API key", () => {
  test.each<[string, Record<string, string>]>([
    ["none", {}],
    ["another", { "x-api-key": "a key of some lengtH" }],
    ["a part", { "x-api-key": KEY.slice(0, -1) }],
    ["more than it", { "x-api-key": `${KEY}!` }],
    ["in the wrong place", { authorization: `Bearer ${KEY}` }],
  ])("%s: 401 for every call but health", async (_which, headers) => {
    const { client } = await serve({ apiKey: KEY });
    const refused = { status: 401, body: problem("API_KEY_REQUIRED") };
    expect(await client.post("/register", asha, headers)).toMatchObject(refused);
    expect(await client.get("/view-loan/1", headers)).toMatchObject(refused);
    expect(await client.get("/no-such-call", headers)).toMatchObject(refused);
    expect(await client.get("/health/live", headers)).toMatchObject({ status: 200 });
    expect(await client.get("/health/ready", headers)).toMatchObject({ status: 200 });
  });

  test("the right one: served, by whatever name the host goes", async () => {
    const { client, port } = await serve({ apiKey: KEY });
    expect(await client.post("/register", asha, { "x-api-key": KEY })).toMatchObject({
      status: 201,
    });
    const request = `GET /view-loan/1 HTTP/1.1\r\nHost: lender.example\r\nX-API-Key: ${KEY}\r\nConnection: close\r\n\r\n`;
    expect(await rawRequest(port, request)).toBe("HTTP/1.1 404 Not Found");
  });

  test("a wrong one is neither answered nor logged", async () => {
    const { client, log } = await serve({ apiKey: KEY });
    const answer = await client.post("/register", asha, { "x-api-key": "my other secret" });
    expect(JSON.stringify(answer.body) + log.join("")).not.toMatch(/my other secret|a key of some/);
  });
});

describe("without a key", () => {
  test.each([
    ["localhost:3000", "HTTP/1.1 404 Not Found"],
    ["127.0.0.1", "HTTP/1.1 404 Not Found"],
    ["[::1]:3000", "HTTP/1.1 404 Not Found"],
    ["evil.example:3000", "HTTP/1.1 403 Forbidden"],
    ["127.0.0.1.evil.example", "HTTP/1.1 403 Forbidden"],
    ["localhost.evil.example", "HTTP/1.1 403 Forbidden"],
  ])("called as %s: %s", async (host, answer) => {
    const { port } = await serve();
    const request = `GET /view-loan/1 HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`;
    expect(await rawRequest(port, request)).toBe(answer);
  });
});

test("headers: no framework is named, nothing is cached, helmet's are there", async () => {
  const { client } = await serve();
  const { headers } = await client.post("/register", asha);
  expect(headers.get("x-powered-by")).toBeNull();
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-security-policy")).toContain("default-src 'self'");
});

test("the log: one line for each call with id, method, route, status and time, and no person", async () => {
  const { client, log } = await serve();
  const answers = [
    await client.post("/register?name=Ashalata&phone=9876543210", asha, { "x-note": "Ashalata" }),
    await client.post("/register", asha),
    await client.post("/register", { ...asha, first_name: 5 }),
    await client.send("/register", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: '{"first_name":"Ashalata","phone_number":9876543210',
    }),
    await client.get("/view-loans/1"),
    await client.get("/view-loan/9876543210"),
    await client.get("/search/Ashalata/9876543210"),
  ];
  const lines = log.map((line) => JSON.parse(line));
  expect(lines.map(({ method, route, status }) => [method, route, status])).toEqual([
    ["POST", "/register", 201],
    ["POST", "/register", 409],
    ["POST", "/register", 400],
    ["POST", "/register", 400],
    ["GET", "/view-loans/:customerId", 200],
    ["GET", "/view-loan/:loanId", 404],
    ["GET", "none", 404],
  ]);
  expect(lines.map(({ reqId }) => reqId)).toEqual(
    answers.map(({ headers }) => headers.get("x-request-id")),
  );
  for (const { milliseconds } of lines) expect(milliseconds).toBeGreaterThanOrEqual(0);
  expect(log.join("")).not.toMatch(/9876543210|Ashalata|Quit|50000|127\.0\.0\.1/);
});
