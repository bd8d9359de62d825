import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Server } from "../src/server.ts";
import type { Client } from "./support/client.ts";
import { type EmptyDatabases, emptyDatabases } from "./support/emptyDatabase.ts";
import { runServer } from "./support/runningServer.ts";
import { startProgram } from "./support/serverProcess.ts";

/** The public files that the figures below are of; without them nothing here can be said. */
const data = resolve(import.meta.dirname, "../../../../shared/data");
const file = (name: string): string => join(data, name);
const workbooks = { customers: file("customer_data.xlsx"), loans: file("loan_data.xlsx") };

const numbers = (count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => index + 1);

if (existsSync(workbooks.loans)) {
  describe("the public workbooks through the server, on 2026-11-20", () => {
    let databases: EmptyDatabases;
    let server: Server | undefined;
    let client: Client;

    beforeAll(async () => {
      databases = await emptyDatabases();
      const dataDirectory = join(await databases.directory(), "data");
      ({ server, client } = await runServer({ dataDirectory, workbooks }));
    }, 120_000);
    afterAll(async () => {
      await server?.stop();
      await databases.remove();
    }, 60_000);

    test("300 customers and 782 loans are in, none rejected", async () => {
      const rows = (count: number): object => ({ read: count, imported: count, rejected: 0 });
      expect((await client.get("/health/ready")).body).toMatchObject({
        imports: { customers: rows(300), loans: rows(782) },
      });
    });

    test("loan 7798 as the file states it", async () => {
      const { body } = await client.get("/view-loan/7798");
      expect(body).toMatchObject({
        loan_id: 7798,
        customer: { id: 1 },
        loan_amount: 900000,
        interest_rate: 17.92,
        monthly_installment: 39978,
        tenure: 138,
        is_active: true,
      });
      // 138 installments less the 86 paid.
      expect((await client.get("/view-loans/1")).body).toContainEqual({
        loan_id: 7798,
        loan_amount: 900000,
        interest_rate: 17.92,
        monthly_installment: 39978,
        repayments_left: 52,
      });
    });

    test("278 loans are active, each with the file's whole payment", async () => {
      const lists = await Promise.all(
        numbers(300).map(async (number) => (await client.get(`/view-loans/${number}`)).body),
      );
      const loans = lists.flat();
      expect(loans).toHaveLength(278);
      for (const loan of loans) {
        expect(Number.isInteger(Reflect.get(Object(loan), "monthly_installment"))).toBe(true);
      }
    });

    test("9 customers over their limit score 0, 21 over half their salary are refused", async () => {
      const request = { loan_amount: 1000, interest_rate: 100, tenure: 12 };
      const answers = await Promise.all(
        numbers(300).map(async (customer_id) => {
          const { body } = await client.post("/check-eligibility", { customer_id, ...request });
          return Object(body);
        }),
      );
      const having = (code: string): readonly number[] =>
        answers
          .filter(({ reasons }) =>
            reasons.some((reason: object) => Reflect.get(reason, "code") === code),
          )
          .map(({ customer_id }) => customer_id);
      const overLimit = [19, 44, 73, 131, 142, 223, 255, 263, 274];
      const overHalf = [1, 19, 44, 45, 70, 73, 83, 93, 131, 137, 142, 187, 198, 204, 215, 218, 252];
      overHalf.push(258, 263, 290, 296);
      expect(having("LIMIT_EXCEEDED")).toEqual(overLimit);
      expect(having("INSTALLMENTS_OVER_CAP")).toEqual(overHalf);
      const scoreZero = answers.filter(({ score }) => score === 0);
      expect(scoreZero.map(({ customer_id }) => customer_id)).toEqual(overLimit);
      for (const { customer_id, approval } of answers) {
        if ([...overLimit, ...overHalf].includes(customer_id)) expect(approval).toBe(false);
      }
    });

    test("the next customer's number is above the file's", async () => {
      const person = { first_name: "A", last_name: "B", age: 40, monthly_income: 50000 };
      const { body } = await client.post("/register", { ...person, phone_number: 7999999999 });
      expect(body).toMatchObject({ customer_id: 301 });
    });
  });

  describe("the public workbooks from the terminal", () => {
    let databases: EmptyDatabases;
    beforeAll(async () => {
      databases = await emptyDatabases();
    }, 120_000);
    afterAll(() => databases.remove());

    const ingest = async (
      directory: string,
      customers: string,
    ): Promise<{ code: number | string; output: string }> => {
      const environment = {
        LENDKIT_DATA_DIR: join(directory, "data"),
        LENDKIT_AS_OF: "2026-11-20",
      };
      const program = startProgram("ingest.ts", environment, [customers, workbooks.loans]);
      const code = await program.ended;
      return { code, output: program.output() };
    };

    test("all in: 0; again: 0 and nothing doubled", async () => {
      const directory = await databases.directory();
      const first = await ingest(directory, workbooks.customers);
      expect(first.output).toContain("customers: 300 rows read, 300 imported, 0 updated");
      expect(first.output).toContain("loans: 782 rows read, 782 imported, 0 updated");
      expect(first.output).toContain("noted NUMBER_SHARED: 29 rows");
      expect(first.code).toBe(0);
      const again = await ingest(directory, workbooks.customers);
      expect(again.output).toContain("300 rows read, 0 imported, 0 updated, 300 unchanged");
      expect(again.output).toContain("782 rows read, 0 imported, 0 updated, 782 unchanged");
      expect(again.code).toBe(0);
    }, 120_000);

    test("the edition with other ids: 292 in, 8 rejected under 4 ids, 782 orphans, code 2", async () => {
      const { output, code } = await ingest(
        await databases.directory(),
        file("customer_data.nodejs-edition.xlsx"),
      );
      expect(output).toContain(
        "customers: 300 rows read, 292 imported, 0 updated, 0 unchanged, 8 rejected",
      );
      expect(output).toContain(
        "loans: 782 rows read, 0 imported, 0 updated, 0 unchanged, 782 rejected",
      );
      expect(output).toContain("rejected DUPLICATE_ID: 8 rows");
      expect(output).toContain("rejected CUSTOMER_UNKNOWN: 782 rows");
      expect(code).toBe(2);
    }, 120_000);
  });
}
