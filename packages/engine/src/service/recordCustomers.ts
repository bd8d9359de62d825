import { toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { Decimal } from "../money/decimal.ts";
import type { Customer, NewCustomer } from "../ports/customer.ts";
import type { UnitOfWork } from "../ports/store.ts";
import { currencyMismatch } from "./errors.ts";
import {
  attempt,
  type CustomerRow,
  type ImportContext,
  importedCustomerId,
  numberRefusal,
  type Rejection,
  type RowOutcome,
  rejectedRow,
} from "./importRows.ts";

/**
 * Records rows of customers inside a transaction that the caller commits. Rows are taken one after
 * the other, as if each stood alone, in a number of queries that does not grow with them.
 *
 * - A number that nobody has is imported, under an id that is derived from it and with the
 *   approved limit of the file.
 * - An imported customer whose fields are all equal is unchanged; else updated, and keeps id and
 *   debt.
 * - Rejected: `DUPLICATE_ID`, two rows here differ about one number; `NUMBER_TOO_LARGE`; `NUMBER_TAKEN`, a customer
 *   who registered here has it; `CURRENCY_MISMATCH`; `PHONE_TAKEN`, another customer has the phone
 *   number; `AMOUNT_TOO_PRECISE` and `AMOUNT_TOO_LARGE` for the currency.
 *
 * @returns one outcome for each row, in the order given
 * @throws LendkitError `ALREADY_EXISTS` if somebody else took a number or a phone number in
 *   between: roll back, and record the same rows again.
 */
export async function recordCustomers(
  unit: UnitOfWork,
  rows: readonly CustomerRow[],
  context: ImportContext<CustomerRow>,
): Promise<readonly RowOutcome[]> {
  const numbers = [...new Set(rows.map(({ number }) => number))];
  await unit.customers.lock(numbers.map(importedCustomerId));
  const phoneNumbers = [...new Set(rows.map(({ phoneNumber }) => phoneNumber))];
  const register = openRegister(await unit.customers.findMany({ numbers, phoneNumbers }));

  const outcomes = rows.map((row): RowOutcome => {
    const rejection = refuse(register, row, context);
    if (rejection) return rejectedRow(row, rejection, context.headers);
    return { row: row.row, outcome: enter(register, row, context) };
  });
  for (const { changed, added } of register.writes) {
    if (changed.length > 0) await unit.customers.save(changed);
    if (added.length > 0) await unit.customers.insert(added);
  }
  return outcomes;
}

/** What is stored and what the rows so far add to it, and the writes that lead there. */
interface Register {
  readonly stored: ReadonlyMap<number, Customer>;
  readonly numberByPhone: Map<string, number>;
  readonly rowByNumber: Map<number, CustomerRow>;
  /** Numbers that a row so far was imported or updated under. */
  readonly entered: Set<number>;
  readonly writes: Writes[];
}

/** One save and one insert; a phone that one of them frees is taken in the next writes only. */
interface Writes {
  readonly changed: Customer[];
  readonly added: NewCustomer[];
  readonly freedPhones: Set<string>;
}

function openRegister(stored: readonly Customer[]): Register {
  return {
    stored: new Map(stored.map((customer) => [customer.number, customer])),
    numberByPhone: new Map(stored.map(({ phoneNumber, number }) => [phoneNumber, number])),
    rowByNumber: new Map(),
    entered: new Set(),
    writes: [],
  };
}

function refuse(
  register: Register,
  row: CustomerRow,
  { currency }: ImportContext<CustomerRow>,
): Rejection<CustomerRow> | undefined {
  const earlier = register.rowByNumber.get(row.number) ?? row;
  register.rowByNumber.set(row.number, earlier);
  const known = register.stored.get(row.number);
  const atNumber = { field: "number", value: String(row.number) } as const;
  if (!sameFields(earlier, row)) {
    const reason = `Row ${earlier.row} says otherwise of customer ${row.number}. Keep one of them.`;
    return { code: "DUPLICATE_ID", ...atNumber, reason };
  }
  const tooLarge = numberRefusal(row);
  if (tooLarge) return tooLarge;
  if (known && known.id !== importedCustomerId(row.number)) {
    const reason =
      `A customer who registered here has the number ${row.number}. ` +
      "Give the customer of the file another one.";
    return { code: "NUMBER_TAKEN", ...atNumber, reason };
  }
  if (known && known.currency !== currency) {
    const { code, message } = currencyMismatch({ expected: currency, found: known.currency });
    return { code, reason: message };
  }
  const holder = register.numberByPhone.get(row.phoneNumber);
  if (holder !== undefined && holder !== row.number) {
    const value = masked(row.phoneNumber);
    const reason =
      `Customer ${holder} already has the phone number ${value}, and each has their own. ` +
      "Correct it at the one where it is wrong.";
    return { code: "PHONE_TAKEN", field: "phoneNumber", value, reason };
  }
  const amounts = attempt<CustomerRow, number[]>(() => [
    toMinorUnits(row.monthlyIncome, currencyPlaces(currency), "monthlyIncome"),
    toMinorUnits(row.approvedLimit, currencyPlaces(currency), "approvedLimit"),
  ]);
  return "rejection" in amounts ? amounts.rejection : undefined;
}

function enter(
  register: Register,
  row: CustomerRow,
  { currency }: ImportContext<CustomerRow>,
): "imported" | "updated" | "unchanged" {
  const known = register.stored.get(row.number);
  if (register.entered.has(row.number) || (known && sameFields(known, row))) return "unchanged";

  register.entered.add(row.number);
  register.numberByPhone.set(row.phoneNumber, row.number);
  const { changed, added, freedPhones } = writesFor(register, row.phoneNumber);
  if (known === undefined) {
    const id = importedCustomerId(row.number);
    const currentDebt = new Decimal(0);
    added.push({ id, origin: "imported", currency, currentDebt, ...fieldsOf(row) });
    return "imported";
  }
  changed.push({ ...known, ...fieldsOf(row) });
  if (known.phoneNumber !== row.phoneNumber) {
    register.numberByPhone.delete(known.phoneNumber);
    freedPhones.add(known.phoneNumber);
  }
  return "updated";
}

/** The last writes, or further ones where those free the phone number that is wanted. */
function writesFor({ writes }: Register, phoneNumber: string): Writes {
  const last = writes.at(-1);
  if (last && !last.freedPhones.has(phoneNumber)) return last;
  const next: Writes = { changed: [], added: [], freedPhones: new Set() };
  writes.push(next);
  return next;
}

type Fields = Omit<CustomerRow, "sheet" | "row">;

function fieldsOf(row: CustomerRow): Fields {
  const { number, firstName, lastName, age, phoneNumber, monthlyIncome, approvedLimit } = row;
  return { number, firstName, lastName, age, phoneNumber, monthlyIncome, approvedLimit };
}

function sameFields(a: Fields, b: Fields): boolean {
  return (
    a.firstName === b.firstName &&
    a.lastName === b.lastName &&
    a.age === b.age &&
    a.phoneNumber === b.phoneNumber &&
    a.monthlyIncome.eq(b.monthlyIncome) &&
    a.approvedLimit.eq(b.approvedLimit)
  );
}

/** A phone number with only its last four digits. */
function masked(phoneNumber: string): string {
  return phoneNumber.slice(-4).padStart(phoneNumber.length, "*");
}
