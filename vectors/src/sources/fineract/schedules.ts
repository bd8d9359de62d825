import { type PlainDate, type Schedule, withArrears } from "@lendkit/engine";
import { z } from "zod";
import { type CaseResult, equal, runCase } from "../../caseResult.ts";
import { date } from "../../schemas.ts";
import { decimal, type Inputs, inputs, planOf, termsOf } from "./loan.ts";

interface ScheduleRow {
  readonly nr: string | null;
  readonly date: PlainDate;
  readonly balance: string;
  readonly principal: string | null;
  readonly interest: string | null;
  readonly due: string;
}

const scheduleRow: z.ZodType<ScheduleRow> = z.object({
  nr: z.string().nullable(),
  date,
  balance: decimal,
  principal: decimal.nullable(),
  interest: decimal.nullable(),
  due: decimal,
});

interface PureCase {
  readonly id: string;
  readonly inputs: Inputs & { readonly businessDate: PlainDate };
  readonly expected: readonly ScheduleRow[];
  /** Interest on overdue principal up to the business date is in the table. */
  readonly backdated: boolean;
}

export const pureFile: z.ZodType<{ readonly cases: readonly PureCase[] }> = z.object({
  cases: z.array(
    z.object({
      id: z.string(),
      inputs: z.intersection(inputs, z.object({ businessDate: date })),
      expected: z.array(scheduleRow),
      backdated: z.boolean(),
    }),
  ),
});

/** A schedule of which nothing was paid. */
export function runSchedule({ id, inputs: loan, expected, backdated }: PureCase): CaseResult {
  return runCase(
    id,
    expected.filter(({ nr }) => nr !== null).map(expectedRow),
    () => {
      const planned = planOf(termsOf(loan));
      return rowsOf(backdated ? withArrears(planned, loan.businessDate) : planned);
    },
    equal,
  );
}

type Row = readonly [
  date: string,
  balance: string,
  principal: string,
  interest: string,
  due: string,
];

function expectedRow(row: ScheduleRow): Row {
  const text = (amount: string | null): string => Number(amount ?? "0").toFixed(2);
  return [row.date, text(row.balance), text(row.principal), text(row.interest), text(row.due)];
}

function rowsOf(schedule: Schedule): readonly Row[] {
  return schedule
    .toJSON()
    .rows.map((row) => [row.dueOn, row.closingBalance, row.principal, row.interest, row.payment]);
}
