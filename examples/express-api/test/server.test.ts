import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sampleCustomers, sampleLoans } from "../src/samples/sampleRows.ts";
import { BIG_ROWS, writeBigWorkbooks } from "./support/bigWorkbooks.ts";
import { type EmptyDatabases, emptyDatabases } from "./support/emptyDatabase.ts";
import { type Program, startProgram, startServerProcess } from "./support/serverProcess.ts";

let databases: EmptyDatabases;
let directory: string;
let environment: Record<string, string>;
const programs: Program[] = [];

beforeAll(async () => {
  databases = await emptyDatabases();
}, 120_000);
beforeEach(async () => {
  directory = await databases.directory();
  environment = { LENDKIT_DATA_DIR: join(directory, "data"), LENDKIT_AS_OF: "2026-11-20" };
});
afterEach(async () => {
  await Promise.all(programs.splice(0).map((program) => program.signal("SIGKILL")));
});
afterAll(() => databases.remove());

async function start(more: Record<string, string> = {}): ReturnType<typeof startServerProcess> {
  const server = await startServerProcess({ ...environment, ...more });
  programs.push(server.program);
  return server;
}

/** A server that is expected to end by itself. */
function launch(given: Readonly<Record<string, string>>): Program {
  const program = startProgram("main.ts", given);
  programs.push(program);
  return program;
}

async function useBigWorkbooks(): Promise<void> {
  const { customers, loans } = await writeBigWorkbooks(directory);
  environment["LENDKIT_CUSTOMERS"] = customers;
  environment["LENDKIT_LOANS"] = loans;
}

const done = (rows: number): object => ({
  status: "completed",
  as_of: "2026-11-20",
  read: rows,
  imported: rows,
  updated: 0,
  unchanged: 0,
  rejected: 0,
});

describe("a first start", () => {
  test("fills an empty directory from the samples, stops when asked, goes on where it was", async () => {
    environment["LENDKIT_DATA_DIR"] = join(directory, "new");
    const first = await start();
    await first.program.says(/Ready\. Try:/);
    const imports = { customers: done(sampleCustomers.length), loans: done(sampleLoans.length) };
    expect(await first.client.get("/health/ready")).toMatchObject({
      status: 200,
      body: { status: "ready", imports },
    });
    // Of the two loans under the id 1007 the later one got a number above all of the file's.
    expect(await first.client.get("/view-loan/1007")).toMatchObject({
      body: { customer: { id: 5 } },
    });
    expect(await first.client.get("/view-loan/1025")).toMatchObject({
      body: { customer: { id: 12 } },
    });
    const person = { first_name: "A", last_name: "B", age: 40, monthly_income: 50000 };
    const registered = await first.client.post("/register", {
      ...person,
      phone_number: 7999999998,
    });
    expect(registered).toMatchObject({ status: 201, body: { customer_id: 21 } });
    expect(await first.program.signal("SIGTERM")).toBe(0);

    const second = await start();
    await second.program.says(/Ready\. Try:/);
    expect(await second.client.get("/health/ready")).toMatchObject({ body: { imports } });
    expect(await second.client.get("/view-loans/21")).toMatchObject({ status: 200, body: [] });
    expect(await second.client.get("/view-loans/22")).toMatchObject({ status: 404 });
    expect(await second.program.signal("SIGINT")).toBe(0);
  }, 60_000);

  test("the lines that it prints can be pasted into a shell", async () => {
    const { program, url } = await start();
    await program.says(/\/register .*\n/);
    const lines = program
      .output()
      .split("\n")
      .filter((line) => line.startsWith("  curl "));
    expect(lines).toHaveLength(3);
    const { execFileSync } = await import("node:child_process");
    const answers = lines.map((line) =>
      JSON.parse(execFileSync("sh", ["-c", `${line} --silent`], { encoding: "utf8" })),
    );
    expect(lines.every((line) => line.includes(url))).toBe(true);
    expect(answers[0]).toMatchObject([{ loan_id: 1001 }]);
    expect(answers[1]).toMatchObject({ customer_id: 1, approval: true });
    expect(answers[2]).toMatchObject({ customer_id: 21, approved_limit: 1800000 });
  }, 60_000);

  test("of two servers on one directory the second refuses, naming the first", async () => {
    const { program } = await start();
    const second = launch({ PORT: "0", ...environment });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`Process ${program.child.pid} has the embedded database`);
    expect(second.output()).not.toContain("    at ");
  }, 60_000);
});

describe("killed while it imports", () => {
  test.each([
    ["before anything is there", /listens on/],
    ["among the customers", /customers: \d{3,} of/],
    ["among the loans", /loans: \d{3,} of/],
  ])(
    "%s: the next start ends with the counts of an import that was not killed",
    async (_when, said) => {
      const workbooks = await writeBigWorkbooks(directory);
      environment["LENDKIT_CUSTOMERS"] = workbooks.customers;
      environment["LENDKIT_LOANS"] = workbooks.loans;
      const first = await start();
      await first.program.says(said);
      expect(await first.program.signal("SIGKILL")).toBe("SIGKILL");

      const second = await start();
      await second.program.says(/Ready\. Try:/);
      expect(await second.client.get("/health/ready")).toMatchObject({
        body: { imports: { customers: done(BIG_ROWS), loans: done(BIG_ROWS) } },
      });
      expect(await second.client.get(`/view-loans/${BIG_ROWS}`)).toMatchObject({
        body: [{ loan_id: BIG_ROWS, repayments_left: 6 }],
      });
      expect(await second.program.signal("SIGTERM")).toBe(0);
    },
    120_000,
  );

  test("stopped instead, it ends between two batches and says nothing of an error", async () => {
    await useBigWorkbooks();
    const { program } = await start();
    await program.says(/customers: \d{3,} of/);
    expect(await program.signal("SIGTERM")).toBe(0);
    expect(program.output()).not.toMatch(/Ready|rror/);
  }, 60_000);
});

test("a call that is under way when a stop is asked for is answered, and no other is taken", async () => {
  const { program, client, url } = await start();
  await program.says(/Ready\. Try:/);
  const body = '{"customer_id":1,"loan_amount":100000,"interest_rate":12,"tenure":12}';
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  let answer = "";
  socket.on("data", (chunk) => {
    answer += String(chunk);
    socket.emit("answer");
  });
  const closed = once(socket, "close");
  socket.write(
    "POST /check-eligibility HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
      `Content-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
  );
  // The server has read the head and waits for the body.
  while (!answer.startsWith("HTTP/1.1 100 Continue")) await once(socket, "answer");

  const ended = program.signal("SIGTERM");
  await program.says(/Stopping\./);
  await expect(client.get("/health/live")).rejects.toThrow("fetch failed");
  socket.write(body);
  await closed;
  expect(answer).toContain("HTTP/1.1 200 OK");
  expect(answer).toMatch(/connection: close/i);
  expect(answer).toContain('"customer_id":1');
  expect(await ended).toBe(0);
}, 60_000);

describe("what it refuses to start with: exit code 1 and one clear message", () => {
  test.each([
    [{ HOST: "0.0.0.0" }, /HOST is 0\.0\.0\.0.*LENDKIT_API_KEY/],
    [{ LENDKIT_TIME_ZONE: "Mars/Olympus" }, /LENDKIT_TIME_ZONE/],
    [{ LENDKIT_CUSTOMERS: "/no/c.xlsx", LENDKIT_LOANS: "/no/l.xlsx" }, /\/no\/c\.xlsx/],
    [{ DATABASE_URL: "postgres://nobody:secret@127.0.0.1:1/none" }, /not answer|refused/i],
  ])(
    "%j",
    async (wrong, message) => {
      const program = launch({ PORT: "0", ...environment, ...wrong });
      expect(await program.ended).toBe(1);
      expect(program.output()).toMatch(message);
      expect(program.output()).not.toMatch(/ {4}at |secret/);
    },
    60_000,
  );

  test("an address that is taken", async () => {
    const { program, url } = await start();
    const second = launch({
      PORT: new URL(url).port,
      LENDKIT_DATA_DIR: join(directory, "other"),
    });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain("Another process listens on this address");
    expect(program.child.exitCode).toBeNull();
  }, 60_000);
});

test("all addresses with a key: it starts, and asks for the key", async () => {
  const { program, client } = await start({
    HOST: "0.0.0.0",
    LENDKIT_API_KEY: "sixteen letters!",
  });
  await program.says(/Ready\. Try:/);
  expect(program.output()).not.toContain("sixteen letters!");
  expect(await client.get("/view-loans/1")).toMatchObject({ status: 401 });
  const key = { "x-api-key": "sixteen letters!" };
  expect(await client.get("/view-loans/1", key)).toMatchObject({ status: 200 });
}, 60_000);
