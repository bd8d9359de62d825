import { Decimal, type PlainDate, tvm } from "@lendkit/engine";
import { z } from "zod";
import { type CaseResult, type RunFile, runCase } from "../caseResult.ts";
import { date } from "../schemas.ts";
import { type Argument, found, functions } from "../spreadsheet.ts";

const number = z.number();

/** Arguments by name; which there are depends on the function. */
const suiteArguments = z
  .object({
    annualRate: number,
    nper: number,
    pv: number,
    fv: number,
    pmt: number,
    per: number,
    type: number,
    start: z.union([number, date]),
    end: z.union([number, date]),
    nominal: number,
    effective: number,
    npery: number,
    rate: number,
    basis: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    european: z.boolean(),
    date,
    months: number,
    flows: z.union([z.array(number), z.array(z.tuple([date, number]))]),
  })
  .partial();

type Arguments = z.infer<typeof suiteArguments>;

const suiteFile = z.object({
  cases: z.array(
    z.object({
      fn: z.string(),
      args: suiteArguments,
      formula: z.string(),
      value: z.union([number, z.string()]),
      exact: z.string().optional(),
    }),
  ),
});

type Case = z.infer<typeof suiteFile>["cases"][number];

export const runLibreoffice: RunFile = (file) => suiteFile.parse(file).cases.map(runOne);

function runOne({ fn, args, formula, value, exact }: Case, index: number): CaseResult {
  const expected = exact ?? String(value);
  const id = `${index + 1} ${formula}`;
  return runCase(
    id,
    expected,
    () => String(valueBy(fn, args)),
    (got, wanted) => {
      if (typeof value === "string") return got === wanted;
      const difference = new Decimal(got).minus(wanted).abs();
      return difference.lte(exact === undefined ? Math.max(1, Math.abs(value)) * 1e-9 : "1e-20");
    },
  );
}

/** The suite's monthly rate is a twelfth of its yearly one, exactly. */
function valueBy(fn: string, args: Arguments): Decimal | number | PlainDate {
  const dated = ofDates[fn];
  if (dated !== undefined) return dated(args);
  const run = functions[fn];
  if (run === undefined) throw new Error(`No function is known by the name ${fn}.`);
  return run(positions(fn, args));
}

function positions(fn: string, args: Arguments): readonly Argument[] {
  const { nper, pv, fv, pmt, per, type, nominal, effective, npery } = args;
  const rate = `${args.annualRate}/12`;
  const span = [args.start, args.end].map(Number);
  const all: Readonly<Record<string, readonly Argument[]>> = {
    PMT: [rate, nper, pv, fv, type],
    PPMT: [rate, per, nper, pv, fv, type],
    IPMT: [rate, per, nper, pv, fv, type],
    CUMIPMT: [rate, nper, pv, ...span, type],
    CUMPRINC: [rate, nper, pv, ...span, type],
    RATE: [nper, pmt, pv, fv, type],
    NPER: [rate, pmt, pv, fv, type],
    PV: [rate, nper, pmt, fv, type],
    FV: [rate, nper, pmt, pv, type],
    EFFECT: [nominal, npery],
    NOMINAL: [effective, npery],
  };
  return all[fn] ?? [];
}

const ofDates: Readonly<Record<string, (args: Arguments) => Decimal | number | PlainDate>> = {
  YEARFRAC: ({ start, end, basis }) => tvm.yearfrac(date.parse(start), date.parse(end), basis),
  DAYS360: ({ start, end, european }) =>
    tvm.days360(date.parse(start), date.parse(end), european === true ? "european" : "us"),
  DAYS: ({ start, end }) => tvm.days(date.parse(end), date.parse(start)),
  EDATE: ({ date: from, months = 0 }) => tvm.edate(date.parse(from), months),
  EOMONTH: ({ date: from, months = 0 }) => tvm.eomonth(date.parse(from), months),
  XIRR: ({ flows }) => found(tvm.xirr(dated(flows))),
  XNPV: ({ flows, rate = 0 }) => tvm.xnpv(rate, dated(flows)),
  IRR: ({ flows = [] }) => found(tvm.irr(z.array(number).parse(flows))),
};

function dated(flows: Arguments["flows"]): { on: PlainDate; amount: number }[] {
  const pairs = z.array(z.tuple([z.string(), number])).parse(flows);
  return pairs.map(([on, amount]) => ({ on: date.parse(on), amount }));
}
