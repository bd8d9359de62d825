import { type ErrorType, errorType } from "../errors.ts";
import type { ImportLoan } from "../loan/commands.ts";
import { decide } from "../loan/decide.ts";
import { evolve } from "../loan/evolve.ts";
import type { LoanFact } from "../loan/facts.ts";
import type { LoanState } from "../loan/loanState.ts";
import { replay } from "../loan/replay.ts";
import { MAX_MINOR_UNITS } from "../money/minorUnits.ts";
import type { Customer } from "../ports/customer.ts";
import type { NewLoan, StoredLoan } from "../ports/store.ts";
import { currencyMismatch } from "./errors.ts";
import {
  attempt,
  type ImportContext,
  importedCustomerId,
  importedLoanId,
  type LoanRow,
  numberRefusal,
  type Rejection,
  type RowOutcome,
  rejectedRow,
} from "./importRows.ts";

/**
 * What is stored of the customers of a batch, what its rows so far add to that, and the writes
 * that lead there. Nothing is written by it.
 */
export interface LoanDesk {
  readonly customers: ReadonlyMap<number, Customer>;
  readonly stored: ReadonlyMap<string, StoredLoan>;
  /** By customer id. */
  readonly accounts: Map<string, Account>;
  readonly takenNumbers: Set<number>;
  readonly rowById: Map<string, LoanRow>;
  readonly added: NewLoan[];
  readonly changed: StoredLoan[];
  readonly facts: LoanFact[];
}

interface Account {
  /** By loan id. */
  readonly loans: Map<string, LoanState>;
  /** The sum of their principals, in minor units. */
  principalMinor: number;
  /** Whether a row so far changed it. */
  changed: boolean;
}

export const loansTooLarge: ErrorType<{ readonly customerNumber: number }> = errorType(
  "LOANS_TOO_LARGE",
  {
    kind: "refused",
    message: ({ customerNumber }) =>
      `With this one the loans of customer ${customerNumber} add up to more than is computed ` +
      `exactly, ${MAX_MINOR_UNITS} minor units (2^53 - 1). Check the amounts.`,
  },
);

/**
 * @param customers those who have one of the rows' customer numbers
 * @param loans all loans of the customers who were imported under those numbers
 * @param takenNumbers those of the rows' loan numbers that a loan already has
 */
export function openDesk(
  customers: readonly Customer[],
  loans: readonly StoredLoan[],
  takenNumbers: Iterable<number>,
): LoanDesk {
  const desk: LoanDesk = {
    customers: new Map(customers.map((customer) => [customer.number, customer])),
    stored: new Map(loans.map((loan) => [loan.state.loanId, loan])),
    accounts: new Map(),
    takenNumbers: new Set(takenNumbers),
    rowById: new Map(),
    added: [],
    changed: [],
    facts: [],
  };
  for (const { state } of loans) put(accountOf(desk, state.customerId), state);
  return desk;
}

/** Settles one row on what is stored and what the rows before it left. */
export function settle(desk: LoanDesk, row: LoanRow, context: ImportContext<LoanRow>): RowOutcome {
  const rejection = refuse(desk, row, context);
  if (rejection) return rejectedRow(row, rejection, context.headers);
  const account = accountOf(desk, importedCustomerId(row.customerNumber));
  const judged = attempt<LoanRow, readonly LoanFact[]>(() => judge(account, row, context));
  if ("rejection" in judged) return rejectedRow(row, judged.rejection, context.headers);
  return { row: row.row, outcome: enter(desk, account, row, judged.value) };
}

function refuse(
  desk: LoanDesk,
  row: LoanRow,
  { currency }: ImportContext<LoanRow>,
): Rejection<LoanRow> | undefined {
  const id = importedLoanId(row);
  const earlier = desk.rowById.get(id) ?? row;
  desk.rowById.set(id, earlier);
  if (!sameFields(earlier, row)) {
    const reason =
      `Row ${earlier.row} says otherwise of loan ${row.number} of customer ` +
      `${row.customerNumber}. Keep one of them.`;
    return { code: "DUPLICATE_ID", field: "number", value: String(row.number), reason };
  }
  const tooLarge = numberRefusal(row);
  if (tooLarge) return tooLarge;
  const customer = desk.customers.get(row.customerNumber);
  if (customer?.id !== importedCustomerId(row.customerNumber)) {
    const reason = customer
      ? `Customer ${row.customerNumber} registered here and is not the file's. Import the file's ` +
        "customer under another id, here and there."
      : `There is no customer ${row.customerNumber}. Import the customers first.`;
    const value = String(row.customerNumber);
    return { code: "CUSTOMER_UNKNOWN", field: "customerNumber", value, reason };
  }
  if (customer.currency === currency) return undefined;
  const { code, message } = currencyMismatch({ expected: currency, found: customer.currency });
  return { code, reason: message };
}

/**
 * The facts that a row leads to; none where the loan is as the row says.
 *
 * @throws LendkitError `LOANS_TOO_LARGE`, and what `decide` throws
 */
function judge(
  account: Account,
  row: LoanRow,
  context: ImportContext<LoanRow>,
): readonly LoanFact[] {
  const command = importCommand(row, context);
  const known = account.loans.get(command.loanId);
  const firstFacts = decide(undefined, command);
  const stated = replay(firstFacts);
  if (known && sameStatement(known, stated)) return [];

  const facts = known ? decide(known, command) : firstFacts;
  const total = account.principalMinor - (known?.principalMinor ?? 0) + stated.principalMinor;
  if (total > MAX_MINOR_UNITS) throw loansTooLarge({ customerNumber: row.customerNumber });
  return facts;
}

function importCommand(row: LoanRow, context: ImportContext<LoanRow>): ImportLoan {
  const { principal, annualRatePercent, tenorMonths, installment, startedOn, endsOn } = row;
  return {
    kind: "importLoan",
    loanId: importedLoanId(row),
    commandId: context.commandId(row),
    effectiveOn: context.asOf,
    recordedAt: context.recordedAt,
    sourceNumber: row.number,
    paidOnTime: row.paidOnTime,
    terms: {
      customerId: importedCustomerId(row.customerNumber),
      currency: context.currency,
      principal,
      annualRatePercent,
      tenorMonths,
      installment,
      startedOn,
      endsOn,
    },
  };
}

function enter(
  desk: LoanDesk,
  account: Account,
  row: LoanRow,
  facts: readonly LoanFact[],
): "imported" | "updated" | "unchanged" {
  const id = importedLoanId(row);
  const state = facts.reduce<LoanState | undefined>(evolve, account.loans.get(id));
  if (facts.length === 0 || state === undefined) return "unchanged";

  desk.facts.push(...facts);
  put(account, state);
  account.changed = true;
  const stored = desk.stored.get(id);
  if (stored) {
    desk.changed.push({ ...stored, state });
    return "updated";
  }
  const taken = desk.takenNumbers.has(row.number);
  desk.takenNumbers.add(row.number);
  desk.added.push(taken ? { state } : { state, number: row.number });
  return "imported";
}

function accountOf({ accounts }: LoanDesk, customerId: string): Account {
  const account = accounts.get(customerId) ?? {
    loans: new Map<string, LoanState>(),
    principalMinor: 0,
    changed: false,
  };
  accounts.set(customerId, account);
  return account;
}

function put(account: Account, state: LoanState): void {
  const before = account.loans.get(state.loanId)?.principalMinor ?? 0;
  account.principalMinor += state.principalMinor - before;
  account.loans.set(state.loanId, state);
}

const statement = [
  "currency",
  "principalMinor",
  "annualRatePercent",
  "tenorMonths",
  "installmentMinor",
  "paidOnTime",
  "startedOn",
  "endsOn",
] as const satisfies readonly (keyof LoanState)[];

function sameStatement(a: LoanState, b: LoanState): boolean {
  return statement.every((field) => a[field] === b[field]);
}

function sameFields(a: LoanRow, b: LoanRow): boolean {
  return (
    a.principal.eq(b.principal) &&
    a.tenorMonths === b.tenorMonths &&
    a.annualRatePercent.eq(b.annualRatePercent) &&
    a.installment.eq(b.installment) &&
    a.paidOnTime === b.paidOnTime &&
    a.startedOn === b.startedOn &&
    a.endsOn === b.endsOn
  );
}
