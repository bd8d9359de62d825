/**
 * What a case expects at a step, beside what the loan says.
 *
 * @module
 */
import { eventsOf, minorUnits } from "./account.ts";
import { chargeLines } from "./chargeTable.ts";
import { feesAtLending, feesPaid } from "./fees.ts";
import { type Ledger, outstanding } from "./ledger.ts";
import type { Life } from "./life.ts";
import type { ExpectedFigure, ExpectedTable, Line } from "./steps.ts";
import { scheduleLines, totalsLine } from "./tables.ts";
import { transactionLines } from "./transactions.ts";

export interface Comparison {
  readonly expected: object;
  readonly got: object;
}

export function compare(life: Life, step: ExpectedTable | ExpectedFigure): Comparison {
  return "rows" in step ? compareTable(life, step) : compareFigure(life, step);
}

function compareTable(life: Life, { expect, rows }: ExpectedTable): Comparison {
  const expected = rows.map(comparable);
  const got = linesOf(life, expect).map((line, index) => only(comparable(line), expected[index]));
  // The suite finds a charge wherever it stands.
  const sorted = (lines: readonly object[]): readonly object[] =>
    expect === "charges" ? byText(lines) : lines;
  return { expected: { [expect]: sorted(expected) }, got: { [expect]: sorted(got) } };
}

function linesOf(life: Life, table: ExpectedTable["expect"]): readonly Line[] {
  const { businessDate, changedOn, delinquency, events, isLent, loan } = life;
  const ledger = life.ledger();
  const fees = eventsOf(events, "plannedFee");
  const atLending = feesAtLending(fees, ledger);
  const isProgressive = loan.product.loanScheduleType === "PROGRESSIVE";
  switch (table) {
    case "schedule":
      return scheduleLines(ledger, atLending, isLent, !isProgressive);
    case "scheduleTotals":
      return [totalsLine(ledger, atLending, isLent)];
    case "transactions":
      return transactionLines(ledger, life.transactions(ledger), atLending);
    case "charges": {
      const plan = { lent: eventsOf(events, "lent"), rates: eventsOf(events, "rate"), fees };
      return chargeLines(ledger, feesPaid(loan, plan, ledger, isLent), events);
    }
    case "installmentDelinquency":
      return delinquency.byInstallment(ledger, changedOn);
    case "loanDelinquency":
      return [delinquency.ofLoan(ledger, businessDate)];
    case "delinquencyPausePeriods":
      return delinquency.periodLines(businessDate);
    case "delinquencyActions":
      return delinquency.actionLines();
    case "nextPaymentDue":
      return [delinquency.nextPayment(ledger, businessDate)];
  }
}

function compareFigure(life: Life, step: ExpectedFigure): Comparison {
  const ledger = life.ledger();
  const owed = life.isLent ? outstanding(ledger) : 0;
  switch (step.expect) {
    case "status":
      return { expected: { status: step.value }, got: { status: statusOf(life, ledger) } };
    case "outstanding":
      return { expected: { outstanding: minorUnits(step.value) }, got: { outstanding: owed } };
    case "overpaid":
      return { expected: { overpaid: minorUnits(step.value) }, got: { overpaid: ledger.overpaid } };
    case "allInstallmentsMet":
      return { expected: { outstanding: 0 }, got: { outstanding: owed } };
    case "transactionReverted": {
      const reverted = life.reverted.some(({ name, on }) => name === step.type && on === step.date);
      return { expected: { reverted: true }, got: { reverted } };
    }
  }
}

function statusOf({ isLent }: Life, ledger: Ledger): string {
  if (!isLent) return "Approved";
  if (outstanding(ledger) > 0) return "ACTIVE";
  return ledger.overpaid > 0 ? "OVERPAID" : "CLOSED_OBLIGATIONS_MET";
}

type Cells = Readonly<Record<string, string | number | null | undefined>>;

/** Amounts as numbers; the suite writes them with one decimal or more. */
function comparable(line: Line): Cells {
  return Object.fromEntries(
    Object.entries(line).map(([head, value]) => [
      head,
      value !== null && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value,
    ]),
  );
}

/** The columns that are expected. */
function only(line: Cells, expected: Cells | undefined): Cells {
  if (expected === undefined) return line;
  return Object.fromEntries(Object.keys(expected).map((head) => [head, line[head]]));
}

function byText(lines: readonly object[]): readonly object[] {
  const texts = lines.map((line) => [JSON.stringify(line), line] as const);
  return texts.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, line]) => line);
}
