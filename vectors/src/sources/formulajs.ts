import { isLendkitError, isPlainDate, type PlainDate, plainDate, tvm } from "@lendkit/engine";
import { z } from "zod";
import { type CaseResult, type RunFile, runCase } from "../caseResult.ts";
import {
  type Argument,
  amount,
  found,
  functions,
  guessOf,
  list,
  NotFound,
  type SpreadsheetFunction,
} from "../spreadsheet.ts";

const argument: z.ZodType<Argument> = z.lazy(() =>
  z.union([z.number(), z.string(), z.null(), z.boolean(), z.array(argument)]),
);

const suiteCase = z.object({
  fn: z.string(),
  args: z.array(argument),
  expected: z.union([z.number(), z.string()]),
  tol: z.number().optional(),
});

const suiteFile = z.object({ cases: z.array(suiteCase), dateCases: z.array(suiteCase) });

type Case = z.infer<typeof suiteCase>;

export const runFormulajs: RunFile = (file) => {
  const { cases, dateCases } = suiteFile.parse(file);
  return [...cases, ...dateCases].map(runOne);
};

function runOne({ fn, args, expected, tol = 1e-9 }: Case, index: number): CaseResult {
  const id = `${index + 1} ${fn} ${JSON.stringify(args).slice(0, 80)}`;
  return runCase<number | string>(
    id,
    expected,
    () => resultOf(fn, args),
    (got, wanted) =>
      typeof got === "number" && typeof wanted === "number"
        ? Math.abs(got - wanted) <= tol * Math.max(1, Math.abs(wanted))
        : got === wanted,
  );
}

function resultOf(fn: string, args: readonly Argument[]): number | string {
  try {
    const run = functions[fn] ?? dateFunctions[fn];
    if (run === undefined) throw new Error(`No function is known by the name ${fn}.`);
    const value = run(args);
    return typeof value === "string" ? serialOf(value) : Number(value);
  } catch (error) {
    return errorValue(error);
  }
}

/** What a cell shows; an argument that is no number, date or option is a wrong value. */
function errorValue(error: unknown): string {
  if (error instanceof NotFound) return "#num";
  if (error instanceof NotAValue) return "#value";
  if (!isLendkitError(error)) throw error;
  if (error.code !== "TVM_NO_VALUE") return "#value";
  const { spreadsheetError } = z.object({ spreadsheetError: z.string() }).parse(error.details);
  return spreadsheetError === "#DIV/0!" ? "#div0" : "#num";
}

class NotAValue extends Error {}

const dateFunctions: Readonly<Record<string, SpreadsheetFunction>> = {
  XIRR: ([amounts, dates, guess]) => {
    const flows = datedFlows(amounts, dates);
    return found(tvm.xirr(flows, guessOf(guess)));
  },
  XNPV: ([rate, amounts, dates]) => tvm.xnpv(amount(rate), datedFlows(amounts, dates)),
  DAYS: ([end, start]) => tvm.days(dateOf(end), dateOf(start)),
  DAYS360: ([start, end, european]) => {
    const given = european === undefined || european === null || typeof european === "boolean";
    if (!given) throw new NotAValue(String(european));
    return tvm.days360(dateOf(start), dateOf(end), european === true ? "european" : "us");
  },
  EDATE: ([date, months]) => tvm.edate(dateOf(date), monthsOf(months)),
  EOMONTH: ([date, months]) => tvm.eomonth(dateOf(date), monthsOf(months)),
  YEARFRAC: ([start, end, basis]) =>
    tvm.yearfrac(dateOf(start), dateOf(end), z.union([basisOf, z.undefined()]).parse(basis) ?? 0),
};

const basisOf = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

function datedFlows(
  amounts: Argument,
  dates: Argument,
): { on: PlainDate; amount: ReturnType<typeof amount> }[] {
  const days = Array.isArray(dates) ? dates.map(dateOf) : [];
  return list([amounts]).map((each, index) => ({ on: days[index] ?? dateOf(null), amount: each }));
}

function monthsOf(months: Argument): number {
  if (typeof months === "number") return months;
  throw new NotAValue(String(months));
}

const monthNames = [
  "jan",
  "feb",
  "mar",
  "apr",
  "may",
  "jun",
  "jul",
  "aug",
  "sep",
  "oct",
  "nov",
  "dec",
];

/** A serial number, or month/day/year, or day/month name/two digits of a year; a time is cut off. */
function dateOf(argument: Argument): PlainDate {
  if (typeof argument === "number") return dateOfSerial(argument);
  const [first = "", second = "", third = ""] = String(argument).split(" ")[0]?.split("/") ?? [];
  const named = monthNames.indexOf(second.toLowerCase());
  const [month, day] = named < 0 ? [Number(first), Number(second)] : [named + 1, Number(first)];
  const year = third.length === 2 ? 2000 + Number(third) : Number(third);
  const pad = (value: number, length: number): string => String(value).padStart(length, "0");
  const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  if (!isPlainDate(text)) throw new NotAValue(String(argument));
  return text;
}

/** Serial 1 is 1 January 1900, and serial 60 a 29 February which that year did not have. */
const firstDay = plainDate("1900-01-01");

function dateOfSerial(serial: number): PlainDate {
  const day = new Date(`${firstDay}T00:00:00Z`);
  day.setUTCDate(serial < 60 ? serial : serial - 1);
  return plainDate(day.toISOString().slice(0, 10));
}

function serialOf(text: string): number {
  const days = tvm.days(plainDate(text), firstDay);
  return days < 59 ? days + 1 : days + 2;
}
