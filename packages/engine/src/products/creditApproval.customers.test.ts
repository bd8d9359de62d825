/** Whole books of customers under the product's rules: each decision's reasons and counterfactuals. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Workbook } from "exceljs";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import type { CreditPolicy } from "../credit/creditPolicy.ts";
import { type CreditRecord, isCurrent } from "../credit/creditRecord.ts";
import { asOf } from "../credit/creditSamples.ts";
import { decideBook } from "../credit/decideBook.ts";
import { decideCredit } from "../credit/decideCredit.ts";
import type { Applicant, CreditRequest, Decision } from "../credit/decision.ts";
import { anyApplicant, anyRequest } from "../credit/decisionSamples.ts";
import { redecide } from "../credit/redecide.ts";
import { Decimal } from "../money/decimal.ts";
import { creditApproval } from "./creditApproval.ts";

const { credit } = creditApproval;
const strict: CreditPolicy = {
  ...credit,
  rateBelowSlab: "refuse",
  installmentCap: { percentOfIncome: "50", countsProposed: true },
};

/** Each counterfactual is approved, and one step beyond it is not; answers how many there are. */
function countTrue(policy: CreditPolicy, who: Applicant, asked: CreditRequest): number {
  const { counterfactuals } = decideCredit(policy, who, asked, asOf);
  const again = (changes: Partial<CreditRequest>): Decision =>
    decideCredit(policy, who, { ...asked, ...changes }, asOf);
  const uncorrected = (annualRatePercent: Decimal): boolean => {
    const decision = again({ annualRatePercent });
    return decision.approved && decision.correctedRatePercent.eq(annualRatePercent);
  };
  const { lowestRatePercent: rate, largestPrincipal, shortestTenorMonths } = counterfactuals;
  if (rate !== undefined) {
    expect(uncorrected(rate)).toBe(true);
    if (rate.gt(0)) expect(uncorrected(rate.minus("0.01"))).toBe(false);
  }
  if (largestPrincipal !== undefined) {
    expect(again({ principal: largestPrincipal }).approved).toBe(true);
    expect(again({ principal: largestPrincipal.plus("0.01") }).approved).toBe(false);
  }
  if (shortestTenorMonths !== undefined) {
    expect(again({ tenorMonths: shortestTenorMonths }).approved).toBe(true);
    if (shortestTenorMonths > 1) {
      expect(again({ tenorMonths: shortestTenorMonths - 1 }).approved).toBe(false);
    }
  }
  return Object.keys(counterfactuals).length;
}

test.each([
  ["as shipped", credit],
  ["with its two switches turned", strict],
])("every counterfactual is true, %s", (_what, policy) => {
  let found = 0;
  fc.assert(
    fc.property(anyApplicant, anyRequest, (who, asked) => {
      found += countTrue(policy, who, asked);
    }),
    { numRuns: 300 },
  );
  expect(found).toBeGreaterThan(100);
});

const data = new URL("../../../../../shared/data/", import.meta.url);

/** The rows of a workbook's first sheet below its header, up to the last with a number in front. */
async function rowsOf(name: string): Promise<unknown[][]> {
  const workbook = new Workbook();
  await workbook.xlsx.readFile(fileURLToPath(new URL(name, data)));
  const rows: unknown[][] = [];
  workbook.worksheets[0]?.eachRow((row, number) => {
    const cells = Array.isArray(row.values) ? row.values.slice(1) : [];
    if (number > 1 && typeof cells[0] === "number") rows.push(cells);
  });
  return rows;
}

const day = (cell: unknown) =>
  plainDate(cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell));

/** By customer, with the file's limits, amounts and payments. */
async function realCustomers(): Promise<Map<number, Applicant>> {
  const loans = new Map<number, CreditRecord[]>();
  for (const row of await rowsOf("loan_data.xlsx")) {
    const [customer, , principal, tenor, , installment, paid, startedOn, endsOn] = row;
    const record: CreditRecord = {
      principal: new Decimal(String(principal)),
      installment: new Decimal(String(installment)),
      tenorMonths: Number(tenor),
      paidOnTime: Number(paid),
      startedOn: day(startedOn),
      endsOn: day(endsOn),
      closed: false,
    };
    loans.set(Number(customer), [...(loans.get(Number(customer)) ?? []), record]);
  }
  const customers = await rowsOf("customer_data.xlsx");
  return new Map(
    customers.map(([id, , , age, , income, limit]) => [
      Number(id),
      {
        monthlyIncome: new Decimal(String(income)),
        approvedLimit: new Decimal(String(limit)),
        history: loans.get(Number(id)) ?? [],
        age: Number(age),
      },
    ]),
  );
}

if (existsSync(data)) {
  describe("the 300 real customers on 2026-11-20", () => {
    const asked: CreditRequest = {
      principal: new Decimal(100_000),
      annualRatePercent: new Decimal(10),
      tenorMonths: 12,
    };
    let customers = new Map<number, Applicant>();
    beforeAll(async () => {
      customers = await realCustomers();
    });
    const refusedWith = (code: string): number[] =>
      [...customers]
        .filter(([, who]) =>
          decideCredit(credit, who, asked, asOf).reasons.some((reason) => reason.code === code),
        )
        .map(([id]) => id);

    // All from the README that comes with the files.
    test("have the figures of their README", () => {
      expect(customers.size).toBe(300);
      const records = [...customers.values()].flatMap(({ history }) => history);
      expect(records).toHaveLength(782);
      expect(records.filter((record) => isCurrent(record, asOf))).toHaveLength(278);
      const overLimit = refusedWith("LIMIT_EXCEEDED");
      const overCap = refusedWith("INSTALLMENTS_OVER_CAP");
      expect(overLimit).toEqual([19, 44, 73, 131, 142, 223, 255, 263, 274]);
      expect(overCap).toEqual([
        1, 19, 44, 45, 70, 73, 83, 93, 131, 137, 142, 187, 198, 204, 215, 218, 252, 258, 263, 290,
        296,
      ]);
      expect(new Set([...overLimit, ...overCap]).size).toBe(24);
    });

    test("without a loan have no history to go by: a score of 50, so 12 %", () => {
      // The 17 that the README names.
      expect(refusedWith("NO_HISTORY")).toEqual([
        38, 42, 64, 65, 103, 143, 146, 157, 168, 190, 193, 194, 211, 225, 242, 262, 267,
      ]);
    });

    test("have true counterfactuals, under both switches", () => {
      let found = 0;
      for (const who of customers.values()) {
        found += countTrue(credit, who, asked);
        found += countTrue(strict, who, { ...asked, principal: new Decimal(2_000_000) });
      }
      expect(found).toBeGreaterThan(600);
    });

    test("are decided again from their snapshots", () => {
      for (const who of customers.values()) {
        const decision = decideCredit(credit, who, asked, asOf);
        expect(redecide(credit, JSON.parse(JSON.stringify(decision.snapshot)))).toEqual(decision);
      }
    });

    test("flip under a lower cap exactly where it refuses", async () => {
      const percentOfIncome = "40";
      const after = { ...credit, installmentCap: { percentOfIncome, countsProposed: false } };
      const flips: string[] = [];
      const report = await decideBook(
        [...customers].map(([id, applicant]) => ({ id: `${id}`, applicant, request: asked })),
        { before: credit, after, asOf, onChange: ({ id }) => void flips.push(id) },
      );
      const between = [...customers].filter(([, { history, monthlyIncome }]) => {
        const current = history.filter((record) => isCurrent(record, asOf));
        const monthly = Decimal.sum(0, ...current.map(({ installment }) => installment));
        const part = monthly.div(monthlyIncome);
        return part.gt("0.4") && part.lte("0.5");
      });
      const approved = between.filter(([, who]) => decideCredit(credit, who, asked, asOf).approved);
      expect(flips).toEqual(approved.map(([id]) => `${id}`));
      expect(report).toMatchObject({ decided: 300, failed: 0, toRefusal: flips.length });
      expect(flips.length).toBeGreaterThan(0);
    });
  });
}
