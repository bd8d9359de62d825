import { describe, expect, test } from "vitest";
import type { Frequency } from "../calendar/frequency.ts";
import { plainDate } from "../calendar/plainDate.ts";
import type { LoanState } from "../loan/loanState.ts";
import type { Decimal } from "../money/decimal.ts";
import {
  type LoanLife,
  type LoanSketch,
  lent,
  opened,
  pay,
  payInstallment,
  payOff,
  takenOver,
  tell,
  tellAll,
} from "../testing/loanLife.ts";
import { type PortfolioSummary, summarize } from "./summarize.ts";

/**
 * 22727.84, first on 29 February: 3541.67 of interest (500000 · 8.5 / 1200 = 3541.666…) and 19186.17
 * leave 480813.83; 3405.76 and 19322.08 leave 461491.75.
 */
const car: LoanSketch = {
  principal: "500000",
  annualRatePercent: "8.5",
  installments: 24,
  startedOn: "2024-01-31",
};
/** 7107.90, first on 15 March: 800.00 and 6307.90 leave 73692.10; 736.92 and 6370.98 leave 67321.12. */
const phone: LoanSketch = {
  principal: "80000",
  annualRatePercent: "12",
  installments: 12,
  startedOn: "2024-02-15",
};
/** 17583.18, first on 1 April: 1666.67 and 15916.51 leave 184083.49. */
const shop: LoanSketch = {
  principal: "200000",
  annualRatePercent: "10",
  installments: 12,
  startedOn: "2024-03-01",
};

const of = (loanId: string, { state }: LoanLife): LoanState => ({ ...state, loanId });

/** Nothing was paid on any of the three. */
const unpaid: readonly LoanState[] = [
  of("car", lent(car)),
  of("phone", lent(phone)),
  of("shop", lent(shop)),
];

interface Figures {
  readonly activeLoans: number;
  readonly emi: string;
  /** How many, without penalties, and the penalties. */
  readonly overdue: readonly [number, string, string];
  readonly upcoming: readonly (readonly [string, number | null, string, string])[];
  readonly principal: string;
  readonly interest: string;
  readonly fees: string;
  readonly penalties: string;
}

function figuresOf({
  activeLoans,
  totalMonthlyEmi,
  overdue,
  upcoming,
  outstanding,
}: PortfolioSummary): Figures {
  const text = (amount: Decimal): string => amount.toFixed(2);
  return {
    activeLoans,
    emi: text(totalMonthlyEmi),
    overdue: [overdue.count, text(overdue.amount), text(overdue.penalties)],
    upcoming: upcoming.map(({ loanId, installment, dueOn, unpaid: owed }) => [
      loanId,
      installment,
      dueOn,
      text(owed),
    ]),
    principal: text(outstanding.principal),
    interest: text(outstanding.interest),
    fees: text(outstanding.fees),
    penalties: text(outstanding.penalties),
  };
}

function onlyFigures(loans: readonly LoanState[], asOf: string): Figures {
  const [summary, ...others] = summarize(loans, plainDate(asOf));
  if (summary === undefined || others.length > 0) throw new Error("Not one currency.");
  expect(summary).toMatchObject({ currency: "INR", asOf });
  return figuresOf(summary);
}

// 22727.84 + 7107.90 + 17583.18
const emi = "47418.92";

describe("the three checked loans, of which nothing is paid", () => {
  test.each<[asOf: string, loans: readonly LoanState[], figures: Figures]>([
    [
      // A due date: what is due today is upcoming, and its interest is owed. 30 days on is 30 March,
      // the day before the car's second installment.
      "2024-02-29",
      unpaid.slice(0, 2),
      {
        activeLoans: 2,
        emi: "29835.74", // 22727.84 + 7107.90
        overdue: [0, "0.00", "0.00"],
        upcoming: [
          ["car", 1, "2024-02-29", "22727.84"],
          ["phone", 1, "2024-03-15", "7107.90"],
        ],
        principal: "580000.00",
        interest: "3541.67",
        fees: "0.00",
        penalties: "0.00",
      },
    ],
    [
      // The day after: overdue, with 2 % of 22727.84 = 454.5568. 30 days on is 31 March; the shop's
      // 1 April is one day too far.
      "2024-03-01",
      unpaid,
      {
        activeLoans: 3,
        emi,
        overdue: [1, "22727.84", "454.56"],
        upcoming: [
          ["phone", 1, "2024-03-15", "7107.90"],
          ["car", 2, "2024-03-31", "22727.84"],
        ],
        principal: "780000.00",
        interest: "3541.67",
        fees: "0.00",
        penalties: "454.56",
      },
    ],
    [
      "2024-03-02",
      unpaid,
      {
        activeLoans: 3,
        emi,
        overdue: [1, "22727.84", "454.56"],
        upcoming: [
          ["phone", 1, "2024-03-15", "7107.90"],
          ["car", 2, "2024-03-31", "22727.84"],
          ["shop", 1, "2024-04-01", "17583.18"],
        ],
        principal: "780000.00",
        interest: "3541.67",
        fees: "0.00",
        penalties: "454.56",
      },
    ],
    [
      // Overdue: the car's of 29 February and 31 March, the phone's of 15 March and 15 April, the
      // shop's of 1 April. 2 · 22727.84 + 2 · 7107.90 + 17583.18.
      "2024-04-16",
      unpaid,
      {
        activeLoans: 3,
        emi,
        overdue: [5, "77254.66", "1545.10"],
        upcoming: [
          ["car", 3, "2024-04-30", "22727.84"],
          ["shop", 2, "2024-05-01", "17583.18"],
          ["phone", 3, "2024-05-15", "7107.90"],
        ],
        principal: "780000.00",
        // 3541.67 + 3405.76 + 800.00 + 736.92 + 1666.67
        interest: "10151.02",
        fees: "0.00",
        // 2 · 454.56 + 2 · 142.16 (of 142.158) + 351.66 (of 351.6636)
        penalties: "1545.10",
      },
    ],
  ])("on %s", (asOf, loans, figures) => {
    expect(onlyFigures(loans, asOf)).toEqual(figures);
  });
});

describe("the three checked loans, partly paid", () => {
  const paid: readonly LoanState[] = [
    // Its first installment late, with the penalty: 22727.84 + 454.56.
    of("car", tell(lent(car), "2024-03-05", pay("23182.40"))),
    of("phone", tell(lent(phone), "2024-03-15", pay("7107.90"))),
    // 1666.67 of interest and 8333.33 of principal on the due date leave 7583.18 of it.
    of("shop", tell(lent(shop), "2024-04-01", pay("10000"))),
  ];

  test("a part of an installment stays overdue, and bears the penalty of that part", () => {
    expect(onlyFigures(paid, "2024-04-20")).toEqual({
      activeLoans: 3,
      emi,
      // 22727.84 of 31 March, 7583.18 of 1 April and 7107.90 of 15 April;
      // 454.56 + 151.66 (2 % of 7583.18 = 151.6636) + 142.16.
      overdue: [3, "37418.92", "748.38"],
      upcoming: [
        ["car", 3, "2024-04-30", "22727.84"],
        ["shop", 2, "2024-05-01", "17583.18"],
        ["phone", 3, "2024-05-15", "7107.90"],
      ],
      // 480813.83 + 73692.10 + 191666.67
      principal: "746172.60",
      // 3405.76 + 736.92; the shop's is paid.
      interest: "4142.68",
      fees: "0.00",
      penalties: "748.38",
    });
  });

  test("an installment of which only the penalty is left is overdue with no amount", () => {
    const kinds = ["interest", "principal", "fee", "penalty"] as const;
    const loan = lent({ ...car, rules: { waterfall: { direction: "vertical", kinds } } });
    const figures = onlyFigures(
      [of("car", tell(loan, "2024-03-05", pay("22727.84")))],
      "2024-03-06",
    );
    expect(figures).toMatchObject({ overdue: [1, "0.00", "454.56"], interest: "0.00" });
  });

  test("an installment paid ahead is not upcoming, and of one partly paid the rest is", () => {
    // The first two, and 2000.00 of the third.
    const ahead = tell(lent(shop), "2024-03-20", pay("37166.36"));
    expect(onlyFigures([of("shop", ahead)], "2024-04-10")).toMatchObject({
      upcoming: [],
      overdue: [0, "0.00", "0.00"],
    });
    expect(onlyFigures([of("shop", ahead)], "2024-05-02")).toMatchObject({
      upcoming: [["shop", 3, "2024-06-01", "15583.18"]],
    });
  });

  test("a charge of its own is upcoming until its day, and a fee that is owed from then on", () => {
    const charged = tell(lent(shop), "2024-03-10", {
      kind: "addCharge",
      name: "visit",
      amount: "99.50",
      dueOn: plainDate("2024-03-20"),
    });
    const on = (asOf: string): Figures => onlyFigures([of("shop", charged)], asOf);
    const installment = ["shop", 1, "2024-04-01", "17583.18"];
    const charge = ["shop", null, "2024-03-20", "99.50"];
    expect(on("2024-03-19")).toMatchObject({ upcoming: [charge, installment], fees: "0.00" });
    expect(on("2024-03-20")).toMatchObject({
      upcoming: [charge, installment],
      overdue: [0, "0.00", "0.00"],
      fees: "99.50",
    });
    // A fee bears no penalty.
    expect(on("2024-03-21")).toMatchObject({
      upcoming: [installment],
      overdue: [1, "99.50", "0.00"],
      fees: "99.50",
      penalties: "0.00",
    });
  });
});

/** 1200 without interest in twelve parts of 100. */
const plain: LoanSketch = {
  principal: "1200",
  annualRatePercent: "0",
  installments: 12,
  startedOn: "2024-01-15",
};

describe("loans that are not running", () => {
  const nothing: Figures = {
    activeLoans: 0,
    emi: "0.00",
    overdue: [0, "0.00", "0.00"],
    upcoming: [],
    principal: "0.00",
    interest: "0.00",
    fees: "0.00",
    penalties: "0.00",
  };

  test.each<[what: string, life: () => LoanLife]>([
    ["waits for its money", () => opened(plain)],
    ["is paid off", () => tell(lent(plain), "2024-02-01", payOff("1200"))],
    ["is written off", () => tell(lent(plain), "2024-03-20", { kind: "writeOff" })],
    ["is voided", () => tell(lent(plain), "2024-03-20", { kind: "voidLoan" })],
  ])("one that %s counts nowhere", (_, life) => {
    expect(onlyFigures([of("plain", life())], "2024-04-01")).toEqual(nothing);
  });

  test("one that is known from another system alone is left out", () => {
    const known = takenOver(phone, "2024-06-15", 2).state;
    expect(summarize([known], plainDate("2024-07-01"))).toEqual([]);
    expect(summarize([], plainDate("2024-07-01"))).toEqual([]);
    const beside = onlyFigures([known, of("plain", lent(plain))], "2024-02-01");
    expect(beside).toMatchObject({ activeLoans: 1, emi: "100.00", principal: "1200.00" });
  });

  test("one that was paid off, a charge of a later day with it, has no figures", () => {
    const life = tellAll(
      lent(plain),
      ["2024-02-01", payOff("1200")],
      ["2024-02-03", { kind: "reversePayment", payment: 3 }],
      [
        "2024-02-04",
        { kind: "addCharge", name: "visit", amount: "20", dueOn: plainDate("2024-03-05") },
      ],
      ["2024-02-05", payOff("1220")],
    );
    expect(onlyFigures([of("plain", life)], "2024-02-10")).toEqual(nothing);
  });
});

test("each currency has its own summary, by its code, with its own decimals", () => {
  const loans = [
    of("dollars", lent({ ...plain, currency: "USD" })),
    of("rupees", lent(plain)),
    of("yen", lent({ ...plain, currency: "JPY", principal: "12000" })),
    of("more dollars", lent({ ...plain, currency: "USD", principal: "2400" })),
  ];
  const summaries = summarize(loans, plainDate("2024-02-16"));
  // 2 % of 100, of 1000 and of 200.
  expect(
    summaries.map(({ currency, activeLoans, totalMonthlyEmi, overdue, outstanding }) => [
      currency,
      activeLoans,
      totalMonthlyEmi.toString(),
      overdue.penalties.toString(),
      outstanding.principal.toString(),
    ]),
  ).toEqual([
    ["INR", 1, "100", "2", "1200"],
    ["JPY", 1, "1000", "20", "12000"],
    ["USD", 2, "300", "6", "3600"],
  ]);
});

describe("the monthly installment", () => {
  test.each<[Frequency, installments: number, emi: string]>([
    ["P1M", 12, "100.00"],
    ["P2W", 12, "216.67"], // 26 of them a year: 100 · 26 / 12
    ["P1W", 12, "433.33"], // 100 · 52 / 12
    ["P30D", 12, "101.39"], // 365 days a year: 100 · 365 / 30 / 12 = 101.388…
    ["SEMI_MONTHLY", 12, "200.00"],
    ["P3M", 12, "33.33"],
    ["P1Y", 12, "8.33"],
  ])("of 100 each %s comes to a month", (frequency, installments, expected) => {
    const sketch = { ...plain, installments, repayment: { frequency } };
    expect(onlyFigures([of("plain", lent(sketch))], "2024-01-20").emi).toBe(expected);
  });

  test("is the one in force: 1100 over 11 months at 2 % a month", () => {
    // 1100 · 0.02 / (1 − 1.02^-11) = 112.3957…
    const life = tellAll(
      lent(plain),
      ["2024-02-15", pay("100")],
      ["2024-02-15", { kind: "changeRate", annualRatePercent: "24", policy: "reduceInstallment" }],
    );
    expect(onlyFigures([of("plain", life)], "2024-02-15").emi).toBe("112.40");
  });
});

test("upcoming payments of a shorter frequency are each listed, none missed", () => {
  // From 15 January each two weeks: 29 January, 12 and 26 February, 11 March. 30 days from
  // 29 January on is 28 February.
  const loan = of("plain", lent({ ...plain, repayment: { frequency: "P2W" } }));
  expect(onlyFigures([loan], "2024-01-29").upcoming).toEqual([
    ["plain", 1, "2024-01-29", "100.00"],
    ["plain", 2, "2024-02-12", "100.00"],
    ["plain", 3, "2024-02-26", "100.00"],
  ]);
});

test("a day before one that a loan was carried forward to is refused", () => {
  const loan = of("plain", tell(lent(plain), "2024-02-15", payInstallment(1, "100")));
  expect(() => summarize([loan], plainDate("2024-02-14"))).toThrow(
    expect.objectContaining({
      code: "DATES_OUT_OF_ORDER",
      details: { start: "2024-02-15", end: "2024-02-14" },
    }),
  );
});
