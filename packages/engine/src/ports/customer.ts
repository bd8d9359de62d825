import type { CurrencyCode } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";

/** A borrower. Amounts are in `currency`'s major unit. */
export interface Customer {
  /** Opaque, from the host's `newId`, or derived for an imported customer. */
  readonly id: string;
  /** For people and for file imports; unique, from a sequence that moves past imported numbers. */
  readonly number: number;
  readonly origin: "registered" | "imported";
  readonly firstName: string;
  readonly lastName: string;
  /** Digits only, unique. */
  readonly phoneNumber: string;
  /** Whole years. */
  readonly age: number;
  readonly currency: CurrencyCode;
  readonly monthlyIncome: Decimal;
  readonly approvedLimit: Decimal;
  readonly currentDebt: Decimal;
  /** Counts the saves: 1 when inserted. */
  readonly version: number;
}

/** A customer to insert; without a `number` the next of the sequence is given. */
export type NewCustomer = Omit<Customer, "version" | "number"> & { readonly number?: number };
