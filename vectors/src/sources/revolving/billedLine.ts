import {
  addDays,
  advance,
  decide,
  evolve,
  type LoanCommand,
  type LoanState,
  type PlainDate,
  plainDate,
  smaBuckets,
} from "@lendkit/engine";

/** A line of its own terms, and what happens on it. */
export interface Line {
  readonly annualRatePercent?: string;
  /** Decimals of the daily rate in percent; null for the exact rate. */
  readonly dailyRatePlaces?: number | null;
  readonly dayCount?: "ACT/365.FIXED" | "ACT/360";
  readonly days?: number;
  /** Percent of the principal that a bill asks for. */
  readonly percent?: string;
  /** What happens on the first day of each. */
  readonly cycles: readonly (readonly Told[])[];
}

export type Told = readonly ["draw" | "charge" | "pay", number];

/** What a case says of a bill: decimal text. */
export interface Billed {
  readonly interest: string;
  readonly closing: string;
  readonly minimumDue: string;
}

const day = plainDate("2024-01-01");
const frame = { loanId: "L-1", commandId: "a case", recordedAt: "2024-01-01T00:00:00.000Z" };

/** The last cycle's bill of a line. */
export function lastBill(line: Line): Billed {
  const { days = 30, cycles } = line;
  let state = opened(line);
  cycles.forEach((cycle, index) => {
    const on = addDays(day, index * days);
    for (const told of cycle) if (told[1] > 0) state = tell(state, told, on);
  });
  const end = addDays(day, cycles.length * days);
  const bill = advance(state, end).servicing?.credit?.toIssue.at(-1);
  if (bill === undefined) throw new Error("There is no bill.");
  return bill;
}

function tell(state: LoanState, [what, sum]: Told, effectiveOn: PlainDate): LoanState {
  const amountTold = sum.toFixed(2);
  const on = { ...frame, effectiveOn };
  const command: LoanCommand =
    what === "draw"
      ? { ...on, kind: "disburse", amount: amountTold }
      : what === "charge"
        ? { ...on, kind: "addCharge", name: "a charge", amount: amountTold }
        : { ...on, kind: "receivePayment", amount: amountTold };
  return decide(state, command).reduce<LoanState>(evolve, state);
}

function opened(line: Line): LoanState {
  const { annualRatePercent = "0", dailyRatePlaces = null, dayCount = "ACT/365.FIXED" } = line;
  const { days = 30, percent = "0" } = line;
  const command: LoanCommand = {
    ...frame,
    kind: "openLoan",
    effectiveOn: day,
    calculationVersion: 1,
    terms: {
      customerId: "C-1",
      currency: "USD",
      principal: "1000000",
      annualRatePercent,
      tenorMonths: 12,
      installment: "1",
      startedOn: day,
      endsOn: addDays(day, 12 * days),
    },
    servicing: {
      repayment: {
        method: "billed",
        cycle: { kind: "days", days },
        payWithinDays: 15,
        installment: { kind: "percentOfBalance", percent, least: "0" },
        interest: { dayCount, dailyRatePlaces, rounding: "halfEven" },
        interestFree: "never",
        revolving: true,
        overlimitPercent: "0",
      },
      rules: {
        waterfall: { direction: "vertical", kinds: ["penalty", "fee", "interest", "principal"] },
        excess: "reduceInstallment",
        refuseWhileEarlierUnpaid: false,
        penalty: null,
        delinquency: { buckets: smaBuckets, graceDays: 0 },
        payoff: { interest: { kind: "accrued" }, chargePercent: "0" },
        bounceCharge: "0",
      },
    },
  };
  const [first] = decide(undefined, command);
  if (first === undefined) throw new Error("The line was not opened.");
  return evolve(undefined, first);
}
