import {
  addDays,
  addMonths,
  apr,
  type Frequency,
  type PlainDate,
  plainDate,
} from "@lendkit/engine";
import { z } from "zod";
import { type CaseResult, type RunFile, runCase } from "../caseResult.ts";
import { date } from "../schemas.ts";

const flow = z
  .object({ date, amount: z.number() })
  .transform(({ date: on, amount }) => ({ on, amount }));

const instalmentCase = z.object({
  id: z.string(),
  advance: flow.optional(),
  advances: z.array(flow).optional(),
  payments: z.array(flow),
  unitPeriod: z.object({
    kind: z.enum(["day", "week", "semimonth", "month", "year"]),
    every: z.number().int(),
  }),
  expectedAprPercent: z.number(),
});

/** The term stands in words. */
const singlePayment = z.object({
  id: z.string(),
  description: z.string(),
  advance: z.number(),
  payment: z.number(),
  expectedAprPercent: z.number(),
});

const suiteFile = z.object({
  cases: z.array(instalmentCase),
  singlePayment: z.array(singlePayment),
});

export const runRegz: RunFile = (file) => {
  const suite = suiteFile.parse(file);
  return [...suite.cases.map(runInstalments), ...suite.singlePayment.map(runSinglePayment)];
};

function runInstalments(each: z.infer<typeof instalmentCase>): CaseResult {
  const { id, advance, advances = [], payments, unitPeriod, expectedAprPercent } = each;
  const units = { day: "D", week: "W", month: "M", year: "Y" } as const;
  const { kind, every } = unitPeriod;
  const period: Frequency = kind === "semimonth" ? "SEMI_MONTHLY" : `P${every}${units[kind]}`;
  const lent = advance === undefined ? advances : [advance, ...advances];
  return runCase(
    id,
    expectedAprPercent,
    () => percentOf(apr({ method: "us.regZ", advances: lent, payments, unitPeriod: period })),
    isNear,
  );
}

function runSinglePayment(each: z.infer<typeof singlePayment>): CaseResult {
  const { id, description, advance, payment, expectedAprPercent } = each;
  const on = plainDate("1977-01-10");
  return runCase(
    id,
    expectedAprPercent,
    () =>
      percentOf(
        apr({
          method: "us.regZ",
          advances: [{ on, amount: advance }],
          payments: [{ on: termFrom(on, description), amount: payment }],
        }),
      ),
    isNear,
  );
}

function termFrom(start: PlainDate, words: string): PlainDate {
  const count = (unit: string): number =>
    Number(new RegExp(`(\\d+)(?: exact)?(?: calendar)? ${unit}`).exec(words)?.[1] ?? 0);
  const days = count("days");
  if (days > 0) return addDays(start, days);
  return addMonths(start, 12 * count("years?") + count("months?"));
}

/** Two decimals, the last of which may be off by one where the suite rounded a rounded figure. */
function isNear(got: number, expected: number): boolean {
  return Math.abs(got - expected) < 0.005 + 1e-9;
}

/** Unrounded, so that a figure of fewer decimals is compared too. */
function percentOf(found: ReturnType<typeof apr>): number {
  return found.outcome === "impossible" ? Number.NaN : found.unroundedPercent;
}
