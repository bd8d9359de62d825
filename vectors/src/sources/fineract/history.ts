import type { Ledger } from "./ledger.ts";
import type { Transaction } from "./transactions.ts";

/** What payments paid when they came in, and those that were taken back. */
export class History {
  readonly #first = new Map<number, string>();
  readonly #replayed = new Set<number>();
  readonly #reverted: Transaction[] = [];

  get reverted(): readonly Transaction[] {
    return this.#reverted;
  }

  /** A payment that pays otherwise than it did at first was replayed. */
  note({ payments }: Ledger): void {
    for (const { payment, amounts } of payments) {
      const now = JSON.stringify(amounts);
      const first = this.#first.get(payment.id) ?? now;
      this.#first.set(payment.id, first);
      if (first !== now) this.#replayed.add(payment.id);
    }
  }

  /** It keeps what it had paid. */
  takeBack(ledger: Ledger, id: number): void {
    const made = this.#standing(ledger).filter((each) => each.id === id);
    this.#reverted.push(...made.map((each) => ({ ...each, reverted: true })));
  }

  payments(ledger: Ledger): readonly Transaction[] {
    return [...this.#standing(ledger), ...this.#reverted];
  }

  #standing({ payments }: Ledger): readonly Transaction[] {
    return payments.map(({ payment: { id, on, name, amount }, amounts: parts, balance }) => ({
      id,
      on,
      name,
      amount,
      parts,
      balance,
      reverted: false,
      replayed: this.#replayed.has(id),
    }));
  }
}
