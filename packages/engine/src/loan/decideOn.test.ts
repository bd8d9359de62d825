import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { nothing } from "../due/due.ts";
import {
  evenLoan,
  evenLoanWith,
  type LoanLife,
  lent,
  openDues,
  opening,
  pay,
  payOff,
  servicingOf,
  servicingTerms,
  tell,
  tellAll,
  until,
} from "../testing/loanLife.ts";
import type { ReceivePayment } from "./commands.ts";
import { decide } from "./decide.ts";
import { decideOn } from "./decideOn.ts";

const frame = { loanId: "L-1", recordedAt: "2024-05-01T09:30:00.000Z" } as const;

const percentOnce = evenLoanWith({
  penalty: {
    kind: "percentOnce",
    percent: "2",
    graceDays: 0,
    graceDaysCount: true,
    on: "principalAndInterest",
    rounding: "halfEven",
  },
});

describe("a payment of 15 February that is heard of on 1 March", () => {
  const late = until(lent(percentOnce), "2024-03-01");
  const command: ReceivePayment = {
    ...frame,
    kind: "receivePayment",
    commandId: "heard of",
    effectiveOn: plainDate("2024-02-15"),
    bookedOn: plainDate("2024-03-01"),
    amount: "112",
  };
  const decided = decideOn(late.facts, command, plainDate("2024-03-01"));

  test("takes back the penalty: 2 % of 112.00", () => {
    expect(openDues(late)).toMatchObject([{ id: "installment 1", penalty: 2_24 }]);
    expect(decided.state.servicing?.dues).toEqual([]);
    expect(decided.state.servicing?.asOf).toBe("2024-03-01");
  });

  test("tells what it changes, due by due", () => {
    expect(decided.diff).toEqual({
      asOf: "2024-03-01",
      dues: [
        {
          dueId: "installment 1",
          charged: {
            before: { penalty: 2_24, fee: 0, interest: 12_00, principal: 100_00 },
            after: { ...nothing, interest: 12_00, principal: 100_00 },
          },
          paid: { before: nothing, after: { ...nothing, interest: 12_00, principal: 100_00 } },
        },
      ],
      principal: { before: 1_200_00, after: 1_100_00 },
      held: { before: 0, after: 0 },
      penalties: { before: 2_24, after: 0 },
      status: { before: "active", after: "active" },
    });
  });

  test("is a fact of its day, booked when it was heard of; others stay as they were", () => {
    expect(decided.facts).toEqual([
      {
        kind: "paymentReceived",
        loanId: "L-1",
        sequence: 3,
        version: 1,
        effectiveOn: "2024-02-15",
        bookedOn: "2024-03-01",
        recordedAt: "2024-05-01T09:30:00.000Z",
        commandId: "heard of",
        amount: "112.00",
        pays: "dues",
      },
    ]);
    expect(late.facts).toHaveLength(2);
  });

  test("is decided on the loan of its day: 112.01 are then too much", () => {
    const strict = until(
      lent({ ...percentOnce, rules: { ...percentOnce.rules, excess: "refuse" } }),
      "2024-03-01",
    );
    expect(() => decideOn(strict.facts, { ...command, amount: "112.01" })).toThrow(
      expect.objectContaining({
        code: "OVERPAYMENT",
        details: { found: "112.01", most: "112.00" },
      }),
    );
  });

  test("is not decided a second time", () => {
    expect(() => decideOn([...late.facts, ...decided.facts], command)).toThrow(
      expect.objectContaining({ code: "DUPLICATE_COMMAND", details: { commandId: "heard of" } }),
    );
  });
});

test("what if: the facts that were given stay as they are", () => {
  const { facts } = lent(evenLoan);
  const before = structuredClone(facts);
  decideOn(facts, {
    ...frame,
    kind: "receivePayment",
    commandId: "what if",
    effectiveOn: plainDate("2024-02-15"),
    amount: "500",
  });
  expect(facts).toEqual(before);
});

test("both lives are compared on the later of their last days and the day that is asked for", () => {
  const { facts } = tellAll(lent(evenLoan), ["2024-02-15", pay("112")], ["2024-04-15", pay("111")]);
  const asked = (asOf?: string): string | null =>
    decideOn(
      facts,
      {
        ...frame,
        kind: "receivePayment",
        commandId: "x",
        effectiveOn: plainDate("2024-03-15"),
        amount: "1",
      },
      asOf === undefined ? undefined : plainDate(asOf),
    ).diff.asOf;
  expect(asked()).toBe("2024-04-15");
  expect(asked("2024-03-20")).toBe("2024-04-15");
  expect(asked("2024-06-01")).toBe("2024-06-01");
});

describe("a rate that was another since 25 February, decided on 20 April", () => {
  const before = tellAll(
    lent(evenLoan),
    ["2024-02-15", pay("112")],
    ["2024-03-15", pay("111")],
    ["2024-04-15", pay("110")],
  );
  const { diff, state } = decideOn(
    before.facts,
    {
      ...frame,
      kind: "changeRate",
      commandId: "rate",
      effectiveOn: plainDate("2024-02-25"),
      bookedOn: plainDate("2024-04-20"),
      annualRatePercent: "24",
      policy: "reduceInstallment",
    },
    plainDate("2024-04-20"),
  );

  test("charges the days since, and what was paid pays the oldest first", () => {
    // Second: 1100 at 1 % for 10 of 29 days and at 2 % for 19 is 18.21 of interest; 111.00 pay
    // 18.21 and 92.79. Third: 1000 at 2 %; of 110.00 the second takes 7.21, and 20.00 and 82.79
    // are left for it.
    expect(diff.dues).toEqual([
      {
        dueId: "installment 2",
        charged: {
          before: { ...nothing, interest: 11_00, principal: 100_00 },
          after: { ...nothing, interest: 18_21, principal: 100_00 },
        },
        paid: {
          before: { ...nothing, interest: 11_00, principal: 100_00 },
          after: { ...nothing, interest: 18_21, principal: 100_00 },
        },
      },
      {
        dueId: "installment 3",
        charged: {
          before: { ...nothing, interest: 10_00, principal: 100_00 },
          after: { ...nothing, interest: 20_00, principal: 100_00 },
        },
        paid: {
          before: { ...nothing, interest: 10_00, principal: 100_00 },
          after: { ...nothing, interest: 20_00, principal: 82_79 },
        },
      },
    ]);
    expect(diff.principal).toEqual({ before: 900_00, after: 917_21 });
  });

  test("what was paid too little of is overdue since its day", () => {
    expect(state.servicing?.dues).toMatchObject([{ id: "installment 3", dueOn: "2024-04-15" }]);
    expect(state.servicing?.bucket).toBe("SMA-0");
  });
});

describe("a payment that came back on 20 March", () => {
  const paid = tellAll(
    lent(evenLoanWith({ bounceCharge: "5.90" })),
    ["2024-02-15", pay("112")],
    ["2024-03-15", pay("111")],
  );
  const { facts, diff, state } = decideOn(paid.facts, {
    ...frame,
    kind: "reversePayment",
    commandId: "bounced",
    effectiveOn: plainDate("2024-03-20"),
    payment: 3,
  });

  test("is two facts: of the payment's day, and the charge of its own", () => {
    expect(facts).toMatchObject([
      {
        kind: "paymentReversed",
        sequence: 5,
        effectiveOn: "2024-02-15",
        bookedOn: "2024-03-20",
        payment: 3,
      },
      {
        kind: "chargeAdded",
        sequence: 6,
        effectiveOn: "2024-03-20",
        bookedOn: "2024-03-20",
        name: "bounced payment",
        amount: "5.90",
        dueOn: "2024-03-20",
      },
    ]);
  });

  test("leaves the other payment to pay the oldest due", () => {
    expect(diff).toMatchObject({
      asOf: "2024-03-20",
      principal: { before: 1_000_00, after: 1_101_00 },
      penalties: { before: 0, after: 0 },
    });
    expect(diff.dues.map(({ dueId }) => dueId)).toEqual([
      "installment 1",
      "installment 2",
      "charge 6",
    ]);
    expect(state.lastSequence).toBe(6);
  });
});

describe("terms that were others from the start", () => {
  const paid = tell(lent(evenLoan), "2024-02-15", pay("112"));
  const amended = (life: LoanLife, principal: string): LoanLife =>
    tell(life, "2024-02-20", {
      kind: "amendLoan",
      terms: { ...opening(evenLoan).terms, principal },
      servicing: servicingTerms(evenLoan),
    });

  test("make all that was lent what they say", () => {
    const life = amended(paid, "2400");
    // 24.00 and 200.00 are due, of which 112.00 pay 24.00 and 88.00.
    expect(openDues(life)).toEqual([
      { id: "installment 1", dueOn: "2024-02-15", ...nothing, principal: 112_00 },
    ]);
    expect(servicingOf(life).lentMinor).toBe(2_400_00);
    expect(life.state.principalMinor).toBe(2_400_00);
  });

  test("count from the first day, and are booked when they are decided", () => {
    expect(amended(paid, "2400").facts.at(-1)).toMatchObject({
      kind: "amended",
      effectiveOn: "2024-01-15",
      bookedOn: "2024-02-20",
    });
  });

  test("the last of them are the ones that count", () => {
    expect(servicingOf(amended(amended(paid, "2400"), "1200"))).toEqual(
      servicingOf(amended(paid, "1200")),
    );
  });

  test("that cannot be repaid are refused", () => {
    expect(() => amended(paid, "0")).toThrow(
      expect.objectContaining({ code: "PRINCIPAL_NOT_POSITIVE" }),
    );
  });
});

test("a payoff of the past closes the loan, and what came in later is held", () => {
  const life = tellAll(
    lent(evenLoan),
    ["2024-02-15", pay("112")],
    ["2024-03-15", pay("111")],
    // 1100.00, and 11.00 · 5 / 29 = 1.897
    ["2024-02-20", payOff("1101.90")],
  );
  expect(servicingOf(life)).toMatchObject({
    status: "closed",
    closedOn: "2024-02-20",
    heldMinor: 111_00,
    paid: { ...nothing, interest: 13_90, principal: 1_200_00 },
  });
});

describe("an end of the loan that is dated before something else", () => {
  const paid = tell(lent(evenLoan), "2024-03-20", pay("100"));
  test.each(["writeOff", "voidLoan"] as const)("%s is refused, naming it", (kind) => {
    expect(() => tell(paid, "2024-03-01", { kind })).toThrow(
      expect.objectContaining({
        code: "REPLAY_FAILS",
        details: { reason: "Fact 3 (paymentReceived) counts from 2024-03-20." },
      }),
    );
  });

  test("is taken where that came back", () => {
    const back = tell(paid, "2024-03-25", { kind: "reversePayment", payment: 3 });
    expect(servicingOf(tell(back, "2024-03-01", { kind: "voidLoan" }))).toMatchObject({
      status: "voided",
      closedOn: "2024-03-01",
    });
  });
});

describe("a payment that came back once the loan was written off", () => {
  const writtenOff = tellAll(
    lent(evenLoanWith({ bounceCharge: "5.90" })),
    ["2024-02-15", pay("112")],
    ["2024-02-20", { kind: "writeOff" }],
  );
  const back = (on: string): LoanLife =>
    tell(writtenOff, on, { kind: "reversePayment", payment: 3 });

  test("is written off too, and costs nothing more", () => {
    expect(servicingOf(back("2024-02-25"))).toMatchObject({
      status: "writtenOff",
      dues: [],
      writtenOff: { ...nothing, interest: 12_00, principal: 1_200_00 },
    });
  });

  test("with its charge, where it came back by that day", () => {
    expect(servicingOf(back("2024-02-20"))).toMatchObject({
      dues: [],
      writtenOff: { ...nothing, fee: 5_90, interest: 12_00, principal: 1_200_00 },
    });
  });
});

test("a payment cannot come back once it was paid back, nor less be agreed than was lent", () => {
  // 200 on 15 February pay the 112 that are due, and 88 of them are held until they are refunded.
  const life = tellAll(
    lent(evenLoan),
    ["2024-02-15", pay("200")],
    ["2024-02-20", { kind: "refund", amount: "88" }],
  );
  const back = { kind: "reversePayment", payment: 3 } as const;
  expect(() => tell(life, "2024-02-25", back)).toThrow(
    expect.objectContaining({
      code: "REPLAY_FAILS",
      cause: expect.objectContaining({
        code: "AMOUNT_OUT_OF_RANGE",
        details: { field: "what was refunded", found: "88.00", most: "0.00" },
      }),
    }),
  );
});

test("a penalty that was paid is given back: waived as of before, and refunded", () => {
  // 112.00 of 15 February and 2 % of it, 2.24, paid on 5 March.
  const paid = tell(lent(percentOnce), "2024-03-05", pay("114.24"));
  expect(servicingOf(paid)).toMatchObject({ heldMinor: 0, paid: { penalty: 2_24 } });
  const waived = decideOn(
    paid.facts,
    {
      ...frame,
      kind: "waiveCharge",
      commandId: "goodwill",
      effectiveOn: plainDate("2024-03-04"),
      bookedOn: plainDate("2024-03-10"),
      dueId: "installment 1",
      of: "penalty",
    },
    plainDate("2024-03-10"),
  );
  expect(waived.diff.held).toEqual({ before: 0, after: 2_24 });
  expect(waived.state.servicing).toMatchObject({ paid: { penalty: 0 }, waived: { penalty: 2_24 } });
  const [refund] = decide(waived.state, {
    ...frame,
    kind: "refund",
    commandId: "back",
    effectiveOn: plainDate("2024-03-10"),
    amount: "2.24",
  });
  expect(refund).toMatchObject({ kind: "refunded", amount: "2.24" });
});
