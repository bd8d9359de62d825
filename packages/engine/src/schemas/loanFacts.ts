/**
 * zod schemas of facts as they are stored: every kind in every version that was ever written.
 *
 * @module
 */
import { z } from "zod";
import { isPlainDate, type PlainDate } from "../calendar/plainDate.ts";
import type { LoanFact } from "../loan/facts.ts";
import { type CurrencyCode, currencyPlaces } from "../money/currency.ts";
import { parseInput } from "./parseInput.ts";

const date = z.custom<PlainDate>(isPlainDate, "expected a calendar date as YYYY-MM-DD");
const id = z.string().min(1).max(200);
const whole = z.int().min(0);
const number = z.int().min(1);
/** Decimal text as facts carry it: plain, without a sign. */
const decimal = z.string().regex(/^\d{1,19}(\.\d{1,12})?$/, "expected plain decimal text");
/** The same, of either sign. */
const signed = z.string().regex(/^-?\d{1,19}(\.\d{1,12})?$/, "expected plain decimal text");
const currency = z.custom<CurrencyCode>(isCurrency, "expected a currency code of ISO 4217");

function isCurrency(value: unknown): boolean {
  try {
    currencyPlaces(value as CurrencyCode);
    return true;
  } catch {
    return false;
  }
}

const frame = {
  loanId: id,
  sequence: number,
  version: z.literal(1),
  effectiveOn: date,
  recordedAt: z.string().max(40),
  commandId: id,
};

const life = { ...frame, bookedOn: date };

const terms = z.strictObject({
  customerId: id,
  currency,
  principal: decimal,
  annualRatePercent: decimal,
  tenorMonths: number,
  installment: decimal,
  startedOn: date,
  endsOn: date,
});

/** Plain data that `amortize` and `checkServicingRules` checked before it was recorded. */
const servicing = z.strictObject({
  repayment: z.union([
    z.looseObject({ frequency: z.string(), dayCount: z.string() }),
    z.looseObject({ method: z.literal("billed"), payWithinDays: number }),
  ]),
  rules: z.looseObject({ excess: z.string() }),
});

const unpaid = z.strictObject({
  penalty: decimal.optional(),
  fee: decimal.optional(),
  interest: decimal.optional(),
  principal: decimal.optional(),
});

const bill = z.strictObject({
  cycle: number,
  periodStart: date,
  billedOn: date,
  payBy: date,
  opening: signed,
  drawn: decimal,
  received: decimal,
  refunded: decimal,
  interest: decimal,
  interestCredited: decimal,
  fees: decimal,
  payoffs: signed,
  penalties: decimal,
  waived: decimal,
  adjustments: z.array(
    z.strictObject({
      of: z.enum(["interest", "account"]),
      amount: signed,
      causes: z.array(number),
    }),
  ),
  closing: signed,
  principalDue: decimal,
  cycleDue: decimal,
  pastDue: decimal,
  minimumDue: decimal,
  isBalloon: z.boolean(),
});

const openedBefore = z.strictObject({
  ...frame,
  kind: z.literal("opened"),
  terms,
  calculationVersion: number,
});

const kinds = [
  z.strictObject({
    ...frame,
    kind: z.literal("imported"),
    terms,
    sourceNumber: number,
    paidOnTime: whole,
    cutoverOn: date,
  }),
  z.strictObject({
    ...life,
    kind: z.literal("openingBalanceGiven"),
    principal: decimal,
    installments: number,
    nextDueOn: date,
    arrears: z.array(z.strictObject({ dueOn: date, unpaid })),
    servicing,
  }),
  z.strictObject({
    ...life,
    kind: z.literal("disbursed"),
    amount: z.union([z.literal("all"), decimal]),
  }),
  z.strictObject({
    ...life,
    kind: z.literal("paymentReceived"),
    amount: decimal,
    pays: z.union([z.enum(["dues", "payoff"]), z.strictObject({ installment: number })]),
  }),
  z.strictObject({ ...life, kind: z.literal("limitChanged"), limit: decimal }),
  z.strictObject({ ...life, kind: z.literal("billIssued"), bill }),
  z.strictObject({ ...life, kind: z.literal("paymentReversed"), payment: number }),
  z.strictObject({
    ...life,
    kind: z.literal("chargeAdded"),
    name: z.string(),
    amount: decimal,
    dueOn: date,
  }),
  z.strictObject({
    ...life,
    kind: z.literal("chargeWaived"),
    dueId: z.string(),
    of: z.enum(["penalty", "fee", "interest"]),
    amount: decimal,
  }),
  z.strictObject({
    ...life,
    kind: z.literal("rateChanged"),
    annualRatePercent: decimal,
    policy: z.enum(["reduceTenor", "reduceInstallment"]),
  }),
  z.strictObject({
    ...life,
    kind: z.literal("rescheduled"),
    installments: number,
    annualRatePercent: decimal,
    firstDueOn: date,
    arrears: z.enum(["keep", "capitalize"]),
  }),
  z.strictObject({
    ...life,
    kind: z.literal("moratoriumGranted"),
    installments: number,
    interest: z.enum(["paid", "capitalized", "waived"]),
    extendsTenor: z.boolean(),
  }),
  z.strictObject({ ...life, kind: z.literal("delinquencyPaused"), until: date }),
  z.strictObject({ ...life, kind: z.literal("writtenOff") }),
  z.strictObject({ ...life, kind: z.literal("recovered"), amount: decimal }),
  z.strictObject({ ...life, kind: z.literal("refunded"), amount: decimal }),
  z.strictObject({ ...life, kind: z.literal("amended"), terms, servicing }),
  z.strictObject({ ...life, kind: z.literal("voided") }),
  z.strictObject({
    ...life,
    kind: z.literal("movedToCalculationVersion"),
    calculationVersion: number,
  }),
] as const;

const openedNow = openedBefore.extend({ version: z.literal(2), servicing });
const opened = z.discriminatedUnion("version", [openedBefore, openedNow]);
const others = z.discriminatedUnion("kind", kinds);

/** Any fact, in any version. */
export const loanFact: z.ZodType<LoanFact> = z.custom<LoanFact>(
  (value) => z.union([opened, others]).safeParse(value).success,
  "expected a fact of a loan",
);

/**
 * A fact as it was stored, of any version.
 *
 * @throws LendkitError `INVALID_INPUT` naming what is wrong with it
 */
export function readLoanFact(stored: unknown): LoanFact {
  const isOpened = z.looseObject({ kind: z.literal("opened") }).safeParse(stored).success;
  if (isOpened) parseInput(opened, stored);
  else parseInput(others, stored);
  return parseInput(loanFact, stored);
}
