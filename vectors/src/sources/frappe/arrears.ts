import {
  accrue,
  addDays,
  addMonths,
  assessPenalty,
  type BucketSet,
  bucket,
  Decimal,
  dayCountDays,
  daysBetween,
  daysPastDue,
  type PlainDate,
  plainDate,
} from "@lendkit/engine";
import { z } from "zod";
import { type RunShape, shape } from "../../caseShape.ts";
import { date } from "../../schemas.ts";
import { amount, count, currency, whole } from "./figures.ts";

/** Both days bear interest, and the year is as long as that of the first one. */
const ofAccrual = shape(
  z.object({ principal: amount, annualRate: amount, from: date, to: date }),
  z.object({ days: count, interestRounded0: z.number() }),
  ({ principal: balance, annualRate: annualRatePercent, from, to: lastDay }) => {
    const to = addDays(lastDay, 1);
    const dayCount = isLeapYear(from) ? "ACT/366" : "ACT/365.FIXED";
    const { unrounded } = accrue({ balance, annualRatePercent, from, to, dayCount });
    return { days: dayCountDays(dayCount, from, to), interestRounded0: whole(unrounded) };
  },
);

const ofPenaltyBetweenDates = shape(
  z.object({
    penaltyRate: amount,
    graceDays: count,
    accruedInterest: amount,
    accrualDate: date,
    paidOn: date,
  }),
  z.object({ penaltyRounded0: z.number() }),
  ({ penaltyRate, graceDays, accruedInterest, accrualDate: dueOn, paidOn: asOf }) => ({
    penaltyRounded0: whole(
      penalty({ ratePercent: penaltyRate, graceDays, overdue: accruedInterest, dueOn, asOf }),
    ),
  }),
);

/** To as many decimals as the suite shows. */
const ofPenaltyDays = shape(
  z.object({ penaltyRate: amount, overdueInterest: amount, penaltyDays: count }),
  z.object({ value: z.number() }),
  ({ penaltyRate: ratePercent, overdueInterest, penaltyDays }, { value }) => {
    const dueOn = plainDate("2024-01-01");
    const asOf = addDays(dueOn, penaltyDays);
    const overdue = amountIn(overdueInterest);
    const charged = penalty({ ratePercent, graceDays: 0, overdue, dueOn, asOf });
    return { value: charged.toDecimalPlaces(new Decimal(value).decimalPlaces()).toNumber() };
  },
);

/** The ranges that the suite's tests set up; "D" are non-performing. */
const classification: BucketSet = {
  name: "frappe",
  current: "Standard",
  at: "dayEnd",
  buckets: [
    { name: "SMA-0", fromDays: 0, leftBy: "fewerDays" },
    { name: "SMA-1", fromDays: 31, leftBy: "fewerDays" },
    { name: "SMA-2", fromDays: 61, leftBy: "fewerDays" },
    { name: "D1", fromDays: 91, leftBy: "noArrears" },
    { name: "D2", fromDays: 366, leftBy: "noArrears" },
    { name: "D3", fromDays: 1099, leftBy: "noArrears" },
  ],
};

/** A class may have a remark: "D1 (Substandard)". */
const className = z.string().transform((text) => text.replace(/ \(.*/, ""));

const ofDaysPastDue = shape(
  z.object({ dueDate: date, asOf: z.array(date) }),
  z.object({ dpd: z.array(count.optional()), class: z.array(className) }),
  ({ dueDate, asOf }) => {
    const { at } = classification;
    const dpd = asOf.map((day) => daysPastDue([dueDate], day, { at }));
    return { dpd, class: dpd.map((days) => bucket(classification, days)) };
  },
);

export const arrearsShapes: readonly RunShape[] = [
  ofAccrual,
  ofPenaltyBetweenDates,
  ofPenaltyDays,
  ofDaysPastDue,
];

function isLeapYear(day: PlainDate): boolean {
  const start = plainDate(`${day.slice(0, 4)}-01-01`);
  return daysBetween(start, addMonths(start, 12)) === 366;
}

/** Only the days after the grace are charged. */
function penalty(of: {
  readonly ratePercent: string | number;
  readonly graceDays: number;
  readonly overdue: string | number;
  readonly dueOn: PlainDate;
  readonly asOf: PlainDate;
}): Decimal {
  const [assessed] = assessPenalty({
    currency,
    rule: {
      kind: "annualDaily",
      annualRatePercent: of.ratePercent,
      graceDays: of.graceDays,
      graceDaysCount: false,
      on: "principalAndInterest",
      rounding: "halfEven",
    },
    overdue: [{ id: "interest", dueOn: of.dueOn, amount: of.overdue }],
    asOf: of.asOf,
  });
  if (assessed === undefined) throw new Error("No penalty was assessed.");
  return assessed.penalty;
}

/** An amount may stand at the end of words: "half of accrued (5547.945)". */
function amountIn(text: string | number): string {
  const found = String(text)
    .match(/\d+(\.\d+)?/g)
    ?.at(-1);
  if (found === undefined) throw new Error(`There is no amount in ${text}.`);
  return found;
}
