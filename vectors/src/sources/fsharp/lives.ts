/**
 * Loans that are paid otherwise than planned.
 *
 * @module
 */
import { addDays, Decimal } from "@lendkit/engine";
import { z } from "zod";
import { type CaseResult, equal, notApplicable, runCase } from "../../caseResult.ts";
import { type DailyRates, type Figures, lifeOf, type Step } from "./dailyInterest.ts";
import {
  aprOf,
  expectedPlan,
  type Plan,
  type PlanCase,
  planCase,
  planned,
  type StatedTerms,
  statedTerms,
} from "./schedules.ts";

interface Row {
  readonly Day: number;
  readonly "Net effect": string;
  readonly "Payment status": string;
  readonly "Balance status": string;
  readonly "New charges"?: string | null | undefined;
  readonly "Charges portion"?: string | undefined;
  readonly "Actuarial interest": string;
  readonly "New interest": string;
  readonly "Interest portion": string;
  readonly "Principal portion": string;
  readonly "Charges balance"?: string | undefined;
  readonly "Interest balance": string;
  readonly "Principal balance": string;
  readonly "Settlement figure": string;
}

const row: z.ZodType<Row> = z.object({
  Day: z.coerce.number(),
  "Net effect": z.string(),
  "Payment status": z.string(),
  "Balance status": z.string(),
  "New charges": z.string().nullish(),
  "Charges portion": z.string().optional(),
  "Actuarial interest": z.string(),
  "New interest": z.string(),
  "Interest portion": z.string(),
  "Principal portion": z.string(),
  "Charges balance": z.string().optional(),
  "Interest balance": z.string(),
  "Principal balance": z.string(),
  "Settlement figure": z.string(),
});

/** Payments that follow from terms, or that are stated one by one. */
interface LifeCase extends PlanCase {
  readonly basic: StatedTerms & {
    readonly paymentCount?: number | undefined;
    readonly unitPeriod?: string | undefined;
  };
  readonly advanced: DailyRates & { readonly fee: string };
  readonly finalStats: { readonly finalBalanceStatus: string };
  readonly amortisation: readonly Row[];
}

export const lifeCase: z.ZodType<LifeCase> = z.intersection(
  planCase,
  z.object({
    basic: z.intersection(
      statedTerms,
      z.object({ paymentCount: z.number().int().optional(), unitPeriod: z.string().optional() }),
    ),
    advanced: z.object({
      rateOnNegativeBalance: z.string(),
      promotionalRates: z.string(),
      fee: z.string(),
    }),
    finalStats: z.object({ finalBalanceStatus: z.string() }),
    amortisation: z.array(row),
  }),
);

/** The plan before any payment, then each row with what was paid on its day. */
export function runLife(given: LifeCase): CaseResult {
  const { id, basic, advanced, amortisation, finalStats } = given;
  if (basic.interestMethod === "add-on") return notApplicable(id, "addOnInterest");
  if (advanced.fee !== "no fee") return notApplicable(id, "feeRebate");
  const expected = {
    ...expectedPlan(given),
    life: amortisation.map(figuresOf),
    status: finalStats.finalBalanceStatus,
  };
  return runCase<unknown>(
    id,
    expected,
    () => {
      const life = lifeOf(basic, advanced, amortisation.map(stepOf));
      return { ...planOf(given), life, status: life.at(-1)?.status };
    },
    equal,
  );
}

function planOf({ basic, advanced, schedule }: LifeCase): Plan {
  const { paymentCount, unitPeriod } = basic;
  if (paymentCount !== undefined && unitPeriod !== undefined) {
    return planned({ ...basic, paymentCount, unitPeriod });
  }
  const paid = schedule
    .filter(({ Day }) => Day > 0)
    .map((row) => ({ day: row.Day, amount: row["Scheduled payment"] }));
  const flows = paid.map(({ day, amount }) => ({ on: addDays(basic.startDate, day), amount }));
  const terms = { ...advanced, promotionalRates: "n/a" };
  const steps = paid.map(({ day, amount }) => ({ day, charges: new Decimal(0), paid: amount }));
  return {
    apr: aprOf(basic, flows),
    rows: lifeOf(basic, terms, steps).map((row) => [
      row.day,
      row.paid,
      row.interest,
      row.principal,
      row.principalLeft,
    ]),
  };
}

function stepOf(given: Row): Step {
  const isGenerated = given["Payment status"] === "generated";
  const paid = isGenerated ? "settlement" : given["Net effect"];
  return { day: given.Day, charges: chargesIn(given), paid };
}

/** The charges of a day are stated by its row: "late payment 10.00". */
function chargesIn({ "New charges": charges }: Row): Decimal {
  const amounts = charges?.match(/\d+\.\d{2}/g) ?? [];
  return amounts.reduce((sum, amount) => sum.plus(amount), new Decimal(0));
}

function figuresOf(given: Row): Figures {
  return {
    day: given.Day,
    paid: given["Net effect"],
    status: given["Balance status"],
    charges: given["Charges portion"] ?? "0.00",
    accrued: given["Actuarial interest"],
    newInterest: given["New interest"],
    interest: given["Interest portion"],
    principal: given["Principal portion"],
    chargesLeft: given["Charges balance"] ?? "0.00",
    interestLeft: given["Interest balance"],
    principalLeft: given["Principal balance"],
    settlement: given["Settlement figure"],
  };
}
