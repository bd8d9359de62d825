import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, plainDate } from "../calendar/plainDate.ts";
import { type DueKind, dueKinds } from "../due/due.ts";
import { Decimal } from "../money/decimal.ts";
import { runs } from "../testing/runs.ts";
import { type AllocatedAmounts, type Allocation, allocate, type UnpaidDue } from "./allocate.ts";
import type { Waterfall } from "./waterfall.ts";

const today = plainDate("2024-03-01");

/** 108 and 100 are past due, 102 is due today, and 100 is not yet. */
const dues: readonly UnpaidDue[] = [
  {
    id: "January",
    dueOn: plainDate("2024-01-01"),
    unpaid: { penalty: 5, fee: 3, interest: 40, principal: 60 },
  },
  { id: "February", dueOn: plainDate("2024-02-01"), unpaid: { interest: 30, principal: 70 } },
  { id: "March", dueOn: today, unpaid: { fee: 2, interest: 20, principal: 80 } },
  { id: "April", dueOn: plainDate("2024-04-01"), unpaid: { interest: 10, principal: 90 } },
];

const vertical: Waterfall = { direction: "vertical", kinds: dueKinds };
const horizontal: Waterfall = { direction: "horizontal", kinds: dueKinds };
const backwards: readonly DueKind[] = ["principal", "interest", "fee", "penalty"];

function allocated(
  waterfall: Waterfall,
  amount: number | string,
  of: readonly UnpaidDue[] = dues,
): Allocation {
  return allocate({ currency: "INR", dues: of, amount, waterfall, asOf: today });
}

/** "January: fee 3, interest 2"; what is left last. */
function lines({ parts, remainder }: Allocation): readonly string[] {
  const paid = parts.map(({ dueId, amounts }) => `${dueId}: ${text(amounts)}`);
  return remainder.isZero() ? paid : [...paid, `rest ${remainder}`];
}

function text(amounts: AllocatedAmounts): string {
  return dueKinds
    .filter((kind) => !amounts[kind].isZero())
    .map((kind) => `${kind} ${amounts[kind]}`)
    .join(", ");
}

const wholeJanuary = "January: penalty 5, fee 3, interest 40, principal 60";
const wholeFebruary = "February: interest 30, principal 70";
const wholeMarch = "March: fee 2, interest 20, principal 80";

describe("vertical: a due is paid whole before the next", () => {
  test.each<[amount: number | string, parts: readonly string[]]>([
    [0, []],
    ["0.01", ["January: penalty 0.01"]],
    [7, ["January: penalty 5, fee 2"]],
    ["48.5", ["January: penalty 5, fee 3, interest 40, principal 0.5"]],
    [108, [wholeJanuary]],
    [140, [wholeJanuary, "February: interest 30, principal 2"]], // 140 − 108 = 32
    [208, [wholeJanuary, wholeFebruary]],
    [215, [wholeJanuary, wholeFebruary, "March: fee 2, interest 5"]], // 215 − 208 = 7
    [310, [wholeJanuary, wholeFebruary, wholeMarch]],
    [350, [wholeJanuary, wholeFebruary, wholeMarch, "rest 40"]],
  ])("%s", (amount, expected) => {
    expect(lines(allocated(vertical, amount))).toEqual(expected);
  });

  test("in the order of kinds that the lender chose", () => {
    const of = (amount: number): readonly string[] =>
      lines(allocated({ direction: "vertical", kinds: backwards }, amount));
    expect(of(70)).toEqual(["January: interest 10, principal 60"]);
    expect(of(104)).toEqual(["January: penalty 1, fee 3, interest 40, principal 60"]);
    expect(of(190)).toEqual([wholeJanuary, "February: interest 12, principal 70"]); // 82 left
  });
});

describe("horizontal: a kind is paid in every due before the next kind", () => {
  test.each<[amount: number, parts: readonly string[]]>([
    [7, ["January: penalty 5, fee 2"]],
    [50, ["January: penalty 5, fee 3, interest 40", "February: interest 2"]],
    [78, ["January: penalty 5, fee 3, interest 40", "February: interest 30"]],
    [100, ["January: penalty 5, fee 3, interest 40, principal 22", "February: interest 30"]],
    [150, [wholeJanuary, "February: interest 30, principal 12"]], // 150 − 78 − 60 = 12
    // The fee of today comes after the principal of the past.
    [208, [wholeJanuary, wholeFebruary]],
    [215, [wholeJanuary, wholeFebruary, "March: fee 2, interest 5"]],
    [350, [wholeJanuary, wholeFebruary, wholeMarch, "rest 40"]],
  ])("%s", (amount, expected) => {
    expect(lines(allocated(horizontal, amount))).toEqual(expected);
  });

  test("in the order of kinds that the lender chose", () => {
    const of = (amount: number): readonly string[] =>
      lines(allocated({ direction: "horizontal", kinds: backwards }, amount));
    expect(of(100)).toEqual(["January: principal 60", "February: principal 40"]);
    expect(of(140)).toEqual(["January: interest 10, principal 60", "February: principal 70"]);
  });

  test("parts are told as they were paid", () => {
    const fees: readonly UnpaidDue[] = [
      { id: "older", dueOn: plainDate("2024-01-01"), unpaid: { interest: 10 } },
      { id: "with a fee", dueOn: plainDate("2024-02-01"), unpaid: { fee: 5 } },
    ];
    expect(lines(allocated(horizontal, 15, fees))).toEqual([
      "with a fee: fee 5",
      "older: interest 10",
    ]);
    expect(lines(allocated(vertical, 15, fees))).toEqual([
      "older: interest 10",
      "with a fee: fee 5",
    ]);
  });
});

test("dues of one day are paid in the order in which they are given", () => {
  const [one, two] = ["one", "two"].map(
    (id): UnpaidDue => ({ id, dueOn: today, unpaid: { fee: 4 } }),
  );
  if (one === undefined || two === undefined) throw new Error("There are two dues.");
  expect(lines(allocated(vertical, 5, [one, two]))).toEqual(["one: fee 4", "two: fee 1"]);
  expect(lines(allocated(horizontal, 5, [two, one]))).toEqual(["two: fee 4", "one: fee 1"]);
});

test("without dues, or with none that is reached, all is left", () => {
  expect(lines(allocated(vertical, 12, []))).toEqual(["rest 12"]);
  expect(lines(allocated(vertical, 12, dues.slice(3)))).toEqual(["rest 12"]);
});

test("totals are by kind, and amounts are decimals of the currency", () => {
  const { totals, remainder } = allocated(horizontal, "215.25");
  expect(text(totals)).toBe("penalty 5, fee 5, interest 75.25, principal 130");
  expect(remainder).toEqual(new Decimal(0));
  const yen = allocate({ currency: "JPY", dues, amount: "400", waterfall: vertical, asOf: today });
  expect(text(yen.totals)).toBe("penalty 5, fee 5, interest 90, principal 210");
  expect(yen.remainder).toEqual(new Decimal(90));
});

const minorUnits = fc.integer({ min: 0, max: 10_00 });
const anyUnpaid = fc.record(
  { penalty: minorUnits, fee: minorUnits, interest: minorUnits, principal: minorUnits },
  { requiredKeys: [] },
);
/** Up to eight, from four days before today to three days after it. */
const anyDues = fc
  .array(fc.tuple(fc.integer({ min: -4, max: 3 }), anyUnpaid), { maxLength: 8 })
  .map((all) => all.map(([after, unpaid], index) => dueOf(`${index}`, after, unpaid)));
const anyWaterfall: fc.Arbitrary<Waterfall> = fc.record({
  direction: fc.constantFrom("vertical", "horizontal"),
  kinds: fc.shuffledSubarray([...dueKinds], { minLength: dueKinds.length }),
});
const anyAmount = fc.integer({ min: 0, max: 150_00 });

interface MinorDue extends UnpaidDue {
  readonly owed: Readonly<Record<DueKind, number>>;
}

function dueOf(id: string, after: number, unpaid: { [Kind in DueKind]?: number }): MinorDue {
  const owed = { penalty: 0, fee: 0, interest: 0, principal: 0, ...unpaid };
  const texts = Object.entries(unpaid).map(([kind, amount]) => [kind, `${amount}e-2`]);
  return { id, dueOn: addDays(today, after), unpaid: Object.fromEntries(texts), owed };
}

interface MinorAllocation {
  readonly paid: (due: MinorDue, kind: DueKind) => number;
  readonly left: (due: MinorDue, kind: DueKind) => number;
  readonly rest: number;
}

function inMinorUnits(
  of: readonly MinorDue[],
  amount: number,
  waterfall: Waterfall,
): MinorAllocation {
  const { parts, remainder } = allocated(waterfall, `${amount}e-2`, of);
  const byId = new Map(parts.map(({ dueId, amounts }) => [dueId, amounts]));
  const paid = (due: MinorDue, kind: DueKind): number =>
    byId.get(due.id)?.[kind].times(100).toNumber() ?? 0;
  return {
    paid,
    left: (due, kind) => due.owed[kind] - paid(due, kind),
    rest: remainder.times(100).toNumber(),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

describe("laws", () => {
  test("parts and remainder sum to the amount, and totals to the parts", () => {
    fc.assert(
      fc.property(anyDues, anyAmount, anyWaterfall, (of, amount, waterfall) => {
        const { paid, rest } = inMinorUnits(of, amount, waterfall);
        const parts = dueKinds.map((kind) => sum(of.map((due) => paid(due, kind))));
        expect(sum(parts) + rest).toBe(amount);
        const { totals } = allocated(waterfall, `${amount}e-2`, of);
        expect(dueKinds.map((kind) => totals[kind].times(100).toNumber())).toEqual(parts);
      }),
      { numRuns: runs(300, 3_000) },
    );
  });

  test("nothing is paid beyond what is unpaid, and nothing of the future", () => {
    fc.assert(
      fc.property(anyDues, anyAmount, anyWaterfall, (of, amount, waterfall) => {
        const { paid, left } = inMinorUnits(of, amount, waterfall);
        for (const due of of) {
          for (const kind of dueKinds) {
            expect(paid(due, kind)).toBeGreaterThanOrEqual(0);
            expect(left(due, kind)).toBeGreaterThanOrEqual(0);
            if (due.dueOn > today) expect(paid(due, kind)).toBe(0);
          }
        }
      }),
      { numRuns: runs(300, 3_000) },
    );
  });

  test("money is left only when everything that is reached is paid", () => {
    fc.assert(
      fc.property(anyDues, anyAmount, anyWaterfall, (of, amount, waterfall) => {
        const { rest } = inMinorUnits(of, amount, waterfall);
        const reached = of.filter(({ dueOn }) => dueOn <= today);
        const owed = sum(reached.flatMap((due) => dueKinds.map((kind) => due.owed[kind])));
        expect(rest).toBe(Math.max(0, amount - owed));
      }),
      { numRuns: runs(300, 3_000) },
    );
  });

  test("what comes first is paid whole before anything that comes later", () => {
    fc.assert(
      fc.property(anyDues, anyAmount, anyWaterfall, (of, amount, waterfall) => {
        const { paid, left } = inMinorUnits(of, amount, waterfall);
        const all = of
          .filter(({ dueOn }) => dueOn <= today)
          .flatMap((due) => dueKinds.map((kind) => ({ due, kind })));
        for (const first of all) {
          for (const later of all) {
            if (!isBefore(waterfall, first, later) || paid(later.due, later.kind) === 0) continue;
            expect(left(first.due, first.kind)).toBe(0);
          }
        }
      }),
      { numRuns: runs(300, 3_000) },
    );
  });

  test("the order in which dues of different days are given changes nothing", () => {
    const ofDifferentDays = fc
      .uniqueArray(fc.tuple(fc.integer({ min: -9, max: 3 }), anyUnpaid), {
        selector: ([day]) => day,
      })
      .map((all) => all.map(([after, unpaid], index) => dueOf(`${index}`, after, unpaid)));
    const twice = ofDifferentDays.chain((of) =>
      fc.tuple(fc.constant(of), fc.shuffledSubarray(of, { minLength: of.length })),
    );
    fc.assert(
      fc.property(twice, anyAmount, anyWaterfall, ([of, shuffled], amount, waterfall) => {
        const [one, two] = [of, shuffled].map((each) =>
          lines(allocated(waterfall, `${amount}e-2`, each)),
        );
        expect(two).toEqual(one);
      }),
      { numRuns: runs(300, 3_000) },
    );
  });

  test("a cent more pays one more cent of one thing", () => {
    fc.assert(
      fc.property(anyDues, anyAmount, anyWaterfall, (of, amount, waterfall) => {
        const [before, after] = [amount, amount + 1].map((each) =>
          inMinorUnits(of, each, waterfall),
        );
        if (before === undefined || after === undefined) throw new Error("There are two.");
        const more = of.flatMap((due) =>
          dueKinds.map((kind) => after.paid(due, kind) - before.paid(due, kind)),
        );
        const changed = [...more, after.rest - before.rest].filter((each) => each !== 0);
        expect(changed).toEqual([1]);
      }),
      { numRuns: runs(300, 3_000) },
    );
  });
});

interface Step {
  readonly due: MinorDue;
  readonly kind: DueKind;
}

/** Past dues before those of today; then the older due or the kind, as the waterfall says. */
function isBefore({ direction, kinds }: Waterfall, first: Step, later: Step): boolean {
  const [isPast, laterIsPast] = [first.due.dueOn < today, later.due.dueOn < today];
  if (isPast !== laterIsPast) return isPast;
  const older = first.due.dueOn < later.due.dueOn;
  const [kind, laterKind] = [kinds.indexOf(first.kind), kinds.indexOf(later.kind)];
  if (direction === "horizontal") return kind < laterKind || (kind === laterKind && older);
  return older || (first.due === later.due && kind < laterKind);
}
