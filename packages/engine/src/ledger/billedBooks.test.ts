/** A billed credit's postings; what was lived stands in the fixture of its life. */
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { exactDailyRate, roundedDailyRate } from "../loan/billedLife.fixture.ts";
import { linesOf, wholeLife } from "../testing/billedLifeTable.ts";
import { credit, dayEnd, fiveThousand } from "../testing/billedLoans.ts";
import { pay, payOff, tell } from "../testing/loanLife.ts";
import { bookPostings } from "./books.ts";
import { postingsOf } from "./postings.ts";
import { trialBalance } from "./trialBalance.ts";

describe.each([
  ["0.049 % a day", roundedDailyRate],
  ["18 % / 365 a day", exactDailyRate],
])("5000.00 at %s", (_, fixture) => {
  test("comes to these accounts, and its books to the same balances", () => {
    const { facts } = wholeLife(fixture);
    const { rows, totals } = trialBalance(postingsOf(facts));
    const found = rows.map(({ account, debit, credit }) => [account, debit, credit]);
    expect(found).toEqual(linesOf(fixture.accounts));
    expect(totals.map(({ debit, credit }) => debit === credit)).toEqual([true]);
    const booked = trialBalance(bookPostings(facts)).rows;
    const balances = (all: typeof rows) => all.map(({ account, balance }) => [account, balance]);
    expect(balances(booked)).toEqual(balances(rows));
  });
});

test("interest that was billed too much is no income once it is given back", () => {
  const bookedOn = plainDate("2024-02-05");
  const heardOf = { ...pay("2000"), bookedOn };
  const life = tell(dayEnd(credit(fiveThousand), "2024-02-05"), "2024-01-11", heardOf);
  const { facts } = tell(life, "2024-02-10", payOff("3068.60"));
  const { rows } = trialBalance(postingsOf(facts));
  // (5000 × 10 + 3000 × 20 days) × 0.049 % = 53.90, and 3000 × 10 days since the bill: 14.70
  expect(rows.find(({ account }) => account === "interestIncome")?.balance).toBe("68.60");
});
