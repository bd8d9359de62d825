/**
 * Customers to decide on, the same in every run for a seed. Synthetic: about one in nine has had no
 * loan, the others up to eight, paid anywhere between never and always on time.
 *
 * @module
 */
import {
  approvedLimit,
  type BookEntry,
  type CreditRecord,
  creditApproval,
  Decimal,
  type PlainDate,
  plainDate,
} from "@lendkit/engine";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** The day on which they are decided. */
export const decidedOn: PlainDate = plainDate("2026-11-20");

type Draw = (from: number, to: number) => number;

/** Made one at a time, so that a million of them take no memory. */
export function* creditEntries(seed: number, count: number): Generator<BookEntry> {
  const random = xoroshiro128plus(seed);
  const draw: Draw = (from, to) => uniformInt(random, from, to);
  for (let index = 0; index < count; index += 1) yield entry(`C-${index}`, draw);
}

function entry(id: string, draw: Draw): BookEntry {
  const monthlyIncome = new Decimal(draw(20, 250)).times(1000);
  const history = Array.from({ length: draw(0, 8) }, () => record(draw));
  const limit = approvedLimit({ ...creditApproval.approvedLimit, monthlyIncome });
  return {
    id,
    applicant: { monthlyIncome, approvedLimit: limit, history },
    request: {
      principal: new Decimal(draw(50, 1000)).times(1000),
      annualRatePercent: new Decimal(draw(500, 2000)).div(100),
      tenorMonths: draw(3, 180),
    },
  };
}

function record(draw: Draw): CreditRecord {
  const tenorMonths = draw(3, 180);
  const startedYear = draw(2008, 2026);
  const startedMonth = startedYear === 2026 ? draw(1, 11) : draw(1, 12);
  return {
    principal: new Decimal(draw(100, 1000)).times(1000),
    installment: new Decimal(draw(100_000, 3_000_000)).div(100),
    tenorMonths,
    // Two in three pay nearly always on time.
    paidOnTime: Math.floor((tenorMonths * (draw(1, 3) === 1 ? draw(0, 100) : draw(90, 100))) / 100),
    startedOn: firstOf(startedYear, startedMonth),
    endsOn: firstOf(startedYear, startedMonth + tenorMonths),
    closed: draw(1, 4) === 1,
  };
}

/** The first of a month, counted on from January of a year. */
function firstOf(year: number, month: number): PlainDate {
  const [years, months] = [Math.floor((month - 1) / 12), (month - 1) % 12];
  return plainDate(`${year + years}-${String(months + 1).padStart(2, "0")}-01`);
}
