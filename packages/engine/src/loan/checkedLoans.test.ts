/**
 * Three loans whose figures were checked by hand, through their whole lives.
 *
 * What a test expects is computed here, in whole paise and exact fractions, or worked out in a
 * comment; the engine is not asked for it.
 */
import { describe, expect, test } from "vitest";
import { addMonths } from "../calendar/addMonths.ts";
import { addDays, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { nothing } from "../due/due.ts";
import {
  type LoanLife,
  type LoanSketch,
  lent,
  openDues,
  pay,
  payInstallment,
  payOff,
  servicingOf,
  servicingTerms,
  takenOver,
  tell,
  tellAll,
  until,
} from "../testing/loanLife.ts";
import { outstandingPrincipal } from "./diffReplay.ts";
import { payoffQuote } from "./payoff.ts";
import { scheduleOf } from "./repaymentPlan.ts";

/** Half even; both above zero. */
function rounded(numerator: bigint, denominator: bigint): bigint {
  const down = numerator / denominator;
  const twice = 2n * (numerator % denominator);
  const up = twice > denominator || (twice === denominator && down % 2n === 1n);
  return up ? down + 1n : down;
}

/** A monthly rate as a fraction. */
type Rate = readonly [numerator: bigint, denominator: bigint];

/** P·r·(1+r)^n / ((1+r)^n − 1). With r = a/b all of it is a fraction of whole numbers. */
function emiOf(principal: bigint, [a, b]: Rate, months: bigint): bigint {
  const grown = (a + b) ** months;
  return rounded(principal * a * grown, b * (grown - b ** months));
}

interface Row {
  readonly interest: number;
  readonly principal: number;
}

/**
 * Months of one installment, until nothing is left. The last of `months` takes all that is left.
 *
 * @param first the interest of the first month, where it is not the balance times the rate
 */
function rowsOf(balance: bigint, [a, b]: Rate, emi: bigint, months: number, first?: bigint): Row[] {
  const rows: Row[] = [];
  let left = balance;
  while (left > 0n) {
    const interest = rows.length === 0 && first !== undefined ? first : rounded(left * a, b);
    const isLast = rows.length + 1 === months || left + interest <= emi;
    const principal = isLast ? left : emi - interest;
    rows.push({ interest: Number(interest), principal: Number(principal) });
    left -= principal;
  }
  return rows;
}

const sum = (rows: readonly Row[], part: keyof Row): number =>
  rows.reduce((total, row) => total + row[part], 0);

interface CheckedLoan {
  readonly name: string;
  readonly sketch: LoanSketch;
  readonly rate: Rate;
  /** Paise. */
  readonly emi: number;
  readonly last: number;
  readonly totalInterest: number;
}

/** The months' ends do not drift: 31 January, 29 February, 31 March. */
const car: CheckedLoan = {
  name: "500000 at 8.5 % over 24 months",
  sketch: {
    principal: "500000",
    annualRatePercent: "8.5",
    installments: 24,
    startedOn: "2024-01-31",
  },
  rate: [17n, 2400n], // 8.5 / 1200
  emi: 22_727_84,
  last: 22_727_79,
  totalInterest: 45_468_11,
};
const phone: CheckedLoan = {
  name: "80000 at 12 % over 12 months",
  sketch: {
    principal: "80000",
    annualRatePercent: "12",
    installments: 12,
    startedOn: "2024-03-10",
  },
  rate: [1n, 100n],
  emi: 7_107_90,
  last: 7_107_93,
  totalInterest: 5_294_83,
};
const shop: CheckedLoan = {
  name: "200000 at 10 % over 12 months",
  sketch: {
    principal: "200000",
    annualRatePercent: "10",
    installments: 12,
    startedOn: "2024-06-01",
  },
  rate: [1n, 120n],
  emi: 17_583_18,
  last: 17_583_17,
  totalInterest: 10_998_15,
};
const checkedLoans = [car, phone, shop];

const text = (paise: number): string => (paise / 100).toFixed(2);
const paiseOf = ({ principal }: LoanSketch): bigint => BigInt(principal) * 100n;
const dueOn = ({ startedOn }: LoanSketch, installment: number): PlainDate =>
  addMonths(plainDate(startedOn), installment);

function plainRows({ sketch, rate, emi }: CheckedLoan): readonly Row[] {
  return rowsOf(paiseOf(sketch), rate, BigInt(emi), sketch.installments);
}

/** The rows of the plan that are still to come. */
function rowsToCome(life: LoanLife): readonly Row[] {
  const { plan, rowsDue } = servicingOf(life);
  if (plan === null) return [];
  return [...scheduleOf(plan)].slice(rowsDue).map(({ interest, principal }) => ({
    interest: interest.times(100).toNumber(),
    principal: principal.times(100).toNumber(),
  }));
}

describe.each(checkedLoans)("$name", (loan) => {
  const { sketch, rate, emi, last, totalInterest } = loan;
  const rows = plainRows(loan);
  const principal = Number(paiseOf(sketch));

  test("the figures are the checked ones, here and in the engine", () => {
    expect(Number(emiOf(paiseOf(sketch), rate, BigInt(sketch.installments)))).toBe(emi);
    const end = rows.at(-1) ?? { interest: 0, principal: 0 };
    expect(end.interest + end.principal).toBe(last);
    expect(sum(rows, "interest")).toBe(totalInterest);
    expect(rowsToCome(lent(sketch))).toEqual(rows);
  });

  test("paid on time it closes by itself on its last payment, and not before", () => {
    let life = lent(sketch);
    rows.forEach((row, index) => {
      expect(servicingOf(life).status).toBe("active");
      const on = dueOn(sketch, index + 1);
      life = tell(life, on, payInstallment(index + 1, text(row.interest + row.principal)));
      expect(outstandingPrincipal(servicingOf(life))).toBe(sum(rows.slice(index + 1), "principal"));
    });
    expect(servicingOf(life)).toMatchObject({
      status: "closed",
      closedOn: dueOn(sketch, sketch.installments),
      paid: { ...nothing, interest: totalInterest, principal },
      heldMinor: 0,
      dues: [],
      bucket: "Standard",
    });
  });

  test("paid five days late each time it costs 2 % of each installment once", () => {
    let life = lent(sketch);
    let penalties = 0;
    rows.forEach((row, index) => {
      const installment = row.interest + row.principal;
      const penalty = Number(rounded(BigInt(installment) * 2n, 100n));
      const on = addDays(dueOn(sketch, index + 1), 5);
      life = until(life, on);
      expect(openDues(life)).toEqual([
        {
          id: `installment ${index + 1}`,
          dueOn: dueOn(sketch, index + 1),
          ...nothing,
          ...row,
          penalty,
        },
      ]);
      life = tell(life, on, pay(text(installment + penalty)));
      penalties += penalty;
    });
    expect(servicingOf(life)).toMatchObject({
      status: "closed",
      paid: { penalty: penalties, fee: 0, interest: totalInterest, principal },
    });
  });

  test("prepaid on a due date, it ends sooner at the same installment", () => {
    const third = sum(rows.slice(0, 3), "principal");
    const before = lent({ ...sketch, rules: { excess: "reduceTenor" } });
    const life = tellAll(
      before,
      [dueOn(sketch, 1), pay(text(emi))],
      [dueOn(sketch, 2), pay(text(emi))],
      [dueOn(sketch, 3), pay(text(emi + 30_000_00))],
    );
    const left = BigInt(principal - third - 30_000_00);
    const expected = rowsOf(left, rate, BigInt(emi), sketch.installments - 3);
    expect(expected.length).toBeLessThan(sketch.installments - 3);
    expect(rowsToCome(life)).toEqual(expected);
    expect(servicingOf(life)).toMatchObject({ prepaidMinor: 30_000_00, heldMinor: 0 });
    expect(servicingOf(life).paid.principal).toBe(third + 30_000_00);
  });

  test("prepaid on a due date, it keeps its end with smaller installments", () => {
    const third = sum(rows.slice(0, 3), "principal");
    const before = lent({ ...sketch, rules: { excess: "reduceInstallment" } });
    const life = tellAll(
      before,
      [dueOn(sketch, 1), pay(text(emi))],
      [dueOn(sketch, 2), pay(text(emi))],
      [dueOn(sketch, 3), pay(text(emi + 30_000_00))],
    );
    const left = BigInt(principal - third - 30_000_00);
    const months = sketch.installments - 3;
    const smaller = emiOf(left, rate, BigInt(months));
    expect(rowsToCome(life)).toEqual(rowsOf(left, rate, smaller, months));
  });

  test("paid off on a due date it takes that installment and the principal after it", () => {
    const on = dueOn(sketch, 5);
    const life = tellAll(
      lent(sketch),
      ...[1, 2, 3, 4].map((number) => [dueOn(sketch, number), pay(text(emi))] as const),
    );
    const left = sum(rows.slice(5), "principal");
    const quote = payoffQuote(life.state, on);
    expect(quote.total.toFixed(2)).toBe(text(emi + left));
    expect(quote.interest.toFixed(2)).toBe("0.00");
    expect(servicingOf(tell(life, on, payOff(text(emi + left))))).toMatchObject({
      status: "closed",
      closedOn: on,
      paid: { ...nothing, interest: sum(rows.slice(0, 5), "interest"), principal },
    });
  });

  test("a last payment that bounces opens it again, as if it had not been made", () => {
    let life = lent(sketch);
    rows.forEach((row, index) => {
      life = tell(life, dueOn(sketch, index + 1), pay(text(row.interest + row.principal)));
    });
    const [lastPayment] = life.facts.slice(-1);
    const on = dueOn(sketch, sketch.installments);
    const bounced = tell(life, on, {
      kind: "reversePayment",
      payment: lastPayment?.sequence ?? 0,
    });
    const end = rows.at(-1) ?? { interest: 0, principal: 0 };
    expect(servicingOf(bounced)).toMatchObject({ status: "active", closedOn: null });
    expect(openDues(bounced)).toEqual([
      { id: `installment ${sketch.installments}`, dueOn: on, ...nothing, ...end },
    ]);
  });
});

describe("what a late payment pays first", () => {
  // Interest 500000 · 8.5 / 1200 = 3541.67, principal 22727.84 − 3541.67 = 19186.17;
  // penalty 2 % of 22727.84 = 454.5568.
  test("nothing is charged on the due date, 454.56 on the day after, and no more later", () => {
    const life = lent(car.sketch);
    const penaltyOn = (on: string): readonly number[] =>
      openDues(until(life, on)).map(({ penalty }) => penalty);
    expect(penaltyOn("2024-02-29")).toEqual([0]);
    expect(penaltyOn("2024-03-01")).toEqual([454_56]);
    expect(penaltyOn("2024-03-31")).toEqual([454_56, 0]);
    expect(penaltyOn("2024-04-01")).toEqual([454_56, 454_56]);
    expect(penaltyOn("2024-04-29")).toEqual([454_56, 454_56]);
  });

  test("10000 pays the penalty, the interest and 6003.77 of principal", () => {
    const life = tell(lent(car.sketch), "2024-03-05", pay("10000"));
    expect(servicingOf(life).paid).toEqual({
      penalty: 454_56,
      fee: 0,
      interest: 3_541_67,
      principal: 6_003_77, // 10000.00 − 454.56 − 3541.67
    });
    expect(openDues(life)).toEqual([
      { id: "installment 1", dueOn: "2024-02-29", ...nothing, principal: 13_182_40 },
    ]);
  });
});

describe("a payment that bounces", () => {
  // Paid on the due date, 1 July; back on 4 July. 2 % of 17583.18 = 351.6636.
  const unpaid = { penalty: 351_66, interest: 1_666_67, principal: 15_916_51 };
  const bounced = (bounceCharge: string): LoanLife =>
    tellAll(
      lent({ ...shop.sketch, rules: { bounceCharge } }),
      ["2024-07-01", pay("17583.18")],
      ["2024-07-04", { kind: "reversePayment", payment: 3 }],
    );

  test("counts as never made: the installment is overdue, with its penalty", () => {
    const life = until(bounced("0"), "2024-07-04");
    expect(openDues(life)).toEqual([
      { id: "installment 1", dueOn: "2024-07-01", ...nothing, ...unpaid },
    ]);
    expect(life.facts.at(-1)).toMatchObject({
      kind: "paymentReversed",
      effectiveOn: "2024-07-01",
      bookedOn: "2024-07-04",
    });
  });

  test("costs what the product says on the day that it came back, and no penalty on that", () => {
    const life = until(bounced("590"), "2024-07-20");
    expect(openDues(life)).toEqual([
      { id: "installment 1", dueOn: "2024-07-01", ...nothing, ...unpaid },
      { id: "charge 5", dueOn: "2024-07-04", ...nothing, fee: 590_00 },
    ]);
    // 17583.18 + 351.66 + 590.00.
    const quote = payoffQuote(life.state, plainDate("2024-07-20"));
    const { penalty, fee, interest, principal } = quote.arrears;
    expect(penalty.plus(fee).plus(interest).plus(principal).toFixed(2)).toBe("18524.84");
  });
});

test("prepaid within a period, interest of it is that of the balance on each of its days", () => {
  // From 1 July 184083.49 are owed (200000 − 15916.51), from 16 July 50000 less; July to 1 August
  // has 31 days, of which 15 lie before.
  const life = tellAll(
    lent({ ...shop.sketch, rules: { excess: "reduceTenor" } }),
    ["2024-07-01", pay("17583.18")],
    ["2024-07-16", pay("50000")],
  );
  const weighted = 184_083_49n * 15n + 134_083_49n * 16n;
  const interest = rounded(weighted, 31n * 120n);
  expect(interest).toBe(1_318_98n); // (2761252.35 + 2145335.84) / 31 / 120 = 1318.9753
  expect(rowsToCome(life)).toEqual(rowsOf(134_083_49n, shop.rate, 17_583_18n, 11, interest));
});

test("paid off within a period it takes the interest of its days", () => {
  // 80000 → 73692.10 → 67321.12 → 60886.43 after three installments, on 10 June. Ten of the thirty
  // days to 10 July: 60886.43 · 1 % · 10 / 30 = 202.9548.
  const life = tellAll(
    lent(phone.sketch),
    ...[1, 2, 3].map((number) => [dueOn(phone.sketch, number), pay("7107.90")] as const),
  );
  const on = plainDate("2024-06-20");
  const quote = payoffQuote(life.state, on);
  expect(quote.principal.toFixed(2)).toBe("60886.43");
  expect(quote.interest.toFixed(2)).toBe("202.95");
  expect(quote.total.toFixed(2)).toBe("61089.38");
  expect(servicingOf(tell(life, on, payOff("61089.38")))).toMatchObject({
    status: "closed",
    closedOn: on,
    // 800.00 + 736.92 + 673.21 + 202.95
    paid: { ...nothing, interest: 2_413_08, principal: 80_000_00 },
  });
});

test("written off with three installments unpaid, and something recovered later", () => {
  const life = tell(lent(shop.sketch), "2024-09-15", { kind: "writeOff" });
  expect(servicingOf(life)).toMatchObject({
    status: "writtenOff",
    closedOn: "2024-09-15",
    dues: [],
    writtenOff: {
      penalty: 1_054_98, // 3 · 351.66
      fee: 0,
      interest: 4_600_99, // 1666.67 + 1534.03 + 1400.29
      principal: 200_000_00,
    },
  });
  expect(outstandingPrincipal(servicingOf(life))).toBe(0);
  const recovered = tellAll(
    life,
    ["2024-12-01", { kind: "recover", amount: "50000" }],
    ["2025-01-15", { kind: "recover", amount: "12.50" }],
  );
  expect(servicingOf(recovered)).toMatchObject({
    status: "writtenOff",
    recoveredMinor: 50_012_50,
    paid: nothing,
    closedOn: "2024-09-15",
  });
});

describe("taken over with the third installment unpaid", () => {
  // As the source had it on 15 June: 60886.43 not due yet in nine installments, and of 10 June
  // 673.21 of interest and 6434.69 of principal.
  const known = takenOver(phone.sketch, "2024-06-15", 2);
  const life = tell(known, "2024-06-15", {
    kind: "giveOpeningBalance",
    principal: "60886.43",
    installments: 9,
    nextDueOn: plainDate("2024-07-10"),
    arrears: [
      { dueOn: plainDate("2024-06-10"), unpaid: { interest: "673.21", principal: "6434.69" } },
    ],
    servicing: servicingTerms(phone.sketch),
  });

  test("before its opening balance nothing is invented, and it is not serviced", () => {
    expect(known.state.servicing).toBeNull();
    expect(known.state.paidOnTime).toBe(2);
  });

  test("it goes on as the rest of the loan: the rows that were still to come", () => {
    const emi = emiOf(60_886_43n, phone.rate, 9n);
    expect(emi).toBe(7_107_90n);
    expect(rowsToCome(life)).toEqual(plainRows(phone).slice(3));
    expect(openDues(life)).toEqual([
      {
        id: "arrears 1",
        dueOn: "2024-06-10",
        ...nothing,
        interest: 673_21,
        principal: 6_434_69,
      },
    ]);
    // 6434.69 + 60886.43
    expect(servicingOf(life).lentMinor).toBe(67_321_12);
  });

  test("arrears bear no second penalty, and are paid before what falls due", () => {
    // Whether the source charged 2 % for them, it stated.
    const late = until(life, "2024-06-16");
    expect(openDues(late)).toMatchObject([{ id: "arrears 1", penalty: 0 }]);
    const paid = tell(late, "2024-07-10", pay("7500"));
    // 7500.00 − 7107.90 = 392.10 of 608.86 of interest.
    expect(openDues(paid)).toEqual([
      {
        id: "installment 1",
        dueOn: "2024-07-10",
        ...nothing,
        interest: 216_76,
        principal: 6_499_04,
      },
    ]);
  });

  test("paid to the end it closes", () => {
    let rest = tell(life, "2024-06-15", pay("7107.90"));
    plainRows(phone)
      .slice(3)
      .forEach((row, index) => {
        const on = dueOn(phone.sketch, index + 4);
        rest = tell(rest, on, pay(text(row.interest + row.principal)));
      });
    expect(servicingOf(rest)).toMatchObject({
      status: "closed",
      closedOn: "2025-03-10",
      // 5294.83 less the 800.00 and 736.92 of the first two, which the source had.
      paid: { ...nothing, interest: 3_757_91, principal: 67_321_12 },
    });
  });
});
