import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import {
  evenLoan,
  evenLoanWith,
  type LoanLife,
  lent,
  opened,
  pay,
  servicingTerms,
  takenOver,
  tellAll,
} from "../testing/loanLife.ts";
import { bookPostings } from "./books.ts";
import { postingRows } from "./postingRows.ts";
import { postingsOf } from "./postings.ts";

/** Each posting as "day debit credit amount event", and what an adjustment is for and because of. */
function booked({ facts }: LoanLife, asOf?: string): readonly string[] {
  const postings = bookPostings(facts, asOf === undefined ? undefined : plainDate(asOf));
  return postingRows(postings).map(
    ({ on, debit, credit, amount, kind, adjustsDay, adjustedBecause }) =>
      [on, debit, credit, amount, kind].join(" ") +
      (adjustsDay === null ? "" : `, for ${adjustsDay} because of ${adjustedBecause}`),
  );
}

// Installment 1 of the even loan asks for 12 of interest and 100 of principal on 15 February; an
// unpaid installment bears 25 on the day after.
const penalized = evenLoanWith({
  penalty: {
    kind: "flat",
    amount: "25",
    graceDays: 0,
    graceDaysCount: true,
    on: "principal",
    rounding: "halfEven",
  },
});
const backdated = { ...pay("112"), bookedOn: plainDate("2024-03-01") };

const untilThen = [
  "2024-01-15 principal cash 1200.00 disbursed",
  "2024-02-15 interestReceivable interestIncome 12.00 charged",
  "2024-02-16 penaltiesReceivable penaltyIncome 25.00 charged",
];
const paidInTime = [
  "2024-03-01 penaltyIncome penaltiesReceivable 25.00 charged, for 2024-02-16 because of 3",
  "2024-03-01 cash suspense 112.00 received, for 2024-02-15 because of 3",
  "2024-03-01 suspense interestReceivable 12.00 applied, for 2024-02-15 because of 3",
  "2024-03-01 suspense principal 100.00 applied, for 2024-02-15 because of 3",
];

test("a payment that is recorded late takes back the penalty, on the day of recording", () => {
  const life = tellAll(lent(penalized), ["2024-02-15", backdated]);
  expect(booked(life)).toEqual([...untilThen, ...paidInTime]);
});

test("a payment that comes back is posted the other way round, and the penalty anew", () => {
  const life = tellAll(
    lent(penalized),
    ["2024-02-15", backdated],
    ["2024-03-10", { kind: "reversePayment", payment: 3 }],
  );
  expect(booked(life)).toEqual([
    ...untilThen,
    ...paidInTime,
    "2024-03-10 suspense cash 112.00 received, for 2024-02-15 because of 4",
    "2024-03-10 interestReceivable suspense 12.00 applied, for 2024-02-15 because of 4",
    "2024-03-10 principal suspense 100.00 applied, for 2024-02-15 because of 4",
    "2024-03-10 penaltiesReceivable penaltyIncome 25.00 charged, for 2024-02-16 because of 4",
  ]);
});

test("another rate of interest from the start adjusts what was charged", () => {
  const { terms: before, servicing } = {
    terms: opened(evenLoan).facts.flatMap((fact) => (fact.kind === "opened" ? [fact.terms] : [])),
    servicing: servicingTerms(evenLoan),
  };
  const terms = before.map((each) => ({ ...each, annualRatePercent: "24" }))[0];
  if (terms === undefined) throw new Error("The loan has no terms.");
  const life = tellAll(lent(evenLoan), ["2024-02-20", { kind: "amendLoan", terms, servicing }]);
  expect(booked(life)).toEqual([
    "2024-01-15 principal cash 1200.00 disbursed",
    "2024-02-15 interestReceivable interestIncome 12.00 charged",
    // 1200 at 2 % a month.
    "2024-02-20 interestIncome interestReceivable 12.00 charged, for 2024-02-15 because of 3",
    "2024-02-20 interestReceivable interestIncome 24.00 charged, for 2024-02-15 because of 3",
  ]);
});

test("what counts earlier on a day is booked after what was recorded before it", () => {
  const kinds = ["fee", "interest", "principal", "penalty"] as const;
  const life = tellAll(
    lent(evenLoanWith({ waterfall: { direction: "horizontal", kinds } })),
    ["2024-02-15", pay("50")], // 12 of interest, 38 of principal
    ["2024-02-15", { kind: "addCharge", name: "visit", amount: "5" }], // to be paid before them
  );
  expect(booked(life).slice(2)).toEqual([
    "2024-02-15 cash suspense 50.00 received",
    "2024-02-15 suspense interestReceivable 12.00 applied",
    "2024-02-15 suspense principal 38.00 applied",
    "2024-02-15 principal suspense 38.00 applied, for 2024-02-15 because of 4",
    "2024-02-15 feesReceivable feeIncome 5.00 charged",
    "2024-02-15 suspense feesReceivable 5.00 applied",
    "2024-02-15 suspense principal 33.00 applied",
  ]);
});

test("a fact is booked no earlier than the one recorded before it", () => {
  const life = tellAll(
    lent(evenLoan),
    ["2024-01-20", { ...pay("10"), bookedOn: plainDate("2024-01-30") }],
    ["2024-01-21", pay("20")],
  );
  expect(booked(life).slice(1)).toEqual([
    "2024-01-30 cash suspense 10.00 received, for 2024-01-20 because of 3",
    "2024-01-30 cash suspense 20.00 received, for 2024-01-21 because of 4",
  ]);
});

describe("the day of the books", () => {
  const life = tellAll(lent(penalized), ["2024-02-15", backdated]);

  test("leaves out what is booked later", () => {
    expect(booked(life, "2024-02-29")).toEqual(untilThen);
    expect(booked(life, "2024-02-15")).toEqual(untilThen.slice(0, 2));
    expect(booked(life, "2024-01-14")).toEqual([]);
  });

  test("brings them up to a later one", () => {
    expect(booked(life, "2024-03-15").slice(7)).toEqual([
      "2024-03-15 interestReceivable interestIncome 11.00 charged",
    ]);
  });
});

test("books begin when money is paid out, also where that is recorded late", () => {
  expect(bookPostings([])).toEqual([]);
  expect(booked(opened(evenLoan), "2024-06-01")).toEqual([]);
  const late = tellAll(opened(evenLoan), [
    "2024-01-15",
    { kind: "disburse", bookedOn: plainDate("2024-02-15") },
  ]);
  expect(booked(late)).toEqual([
    "2024-02-15 principal cash 1200.00 disbursed, for 2024-01-15 because of 2",
    "2024-02-15 interestReceivable interestIncome 12.00 charged",
  ]);
});

test("books of a taken-over loan grow day by day", () => {
  const { facts } = tellAll(takenOver(evenLoan, "2024-03-31", 1), [
    "2024-03-31",
    {
      kind: "giveOpeningBalance",
      principal: "900",
      installments: 9,
      nextDueOn: plainDate("2024-04-15"),
      arrears: [
        { dueOn: plainDate("2024-02-15"), unpaid: { interest: "11", principal: "100" } },
        { dueOn: plainDate("2024-03-15"), unpaid: { interest: "10", principal: "100" } },
      ],
      servicing: servicingTerms(
        evenLoanWith({
          penalty: {
            kind: "annualDaily",
            annualRatePercent: "36.5",
            graceDays: 5,
            graceDaysCount: true,
            on: "principal",
            rounding: "halfEven",
          },
        }),
      ),
    },
  ]);
  const all = bookPostings(facts, plainDate("2024-04-20"));
  expect(all).toEqual(postingsOf(facts, plainDate("2024-04-20")));
  for (const day of ["2024-03-31", "2024-04-01", "2024-04-03", "2024-04-14", "2024-04-19"]) {
    const known = bookPostings(facts, plainDate(day));
    expect(all.slice(0, known.length)).toEqual(known);
  }
});
