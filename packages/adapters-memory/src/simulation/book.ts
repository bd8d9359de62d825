/**
 * Test support: what clients of the simulated lender wanted, and what they know has become of it.
 *
 * @module
 */
import type {
  OpenServicedLoan,
  PlainDate,
  Receipt,
  ServiceCommand,
  ServicedProduct,
} from "@lendkit/engine";

/** One thing that a client wants once, however often it has to ask. */
export interface Intent {
  readonly key: string;
  readonly wish: Wish;
  /** How often it was asked for. */
  attempts: number;
  outcome: Outcome;
}

export type Wish =
  | {
      readonly kind: "open";
      readonly product: ServicedProduct;
      readonly input: Omit<OpenServicedLoan, "idempotencyKey">;
    }
  | {
      readonly kind: "command";
      readonly loanId: string;
      readonly command: ServiceCommand;
      readonly on?: PlainDate;
    };

/** Unknown while nobody has answered: then it may have happened or not. */
export type Outcome =
  | { readonly kind: "unknown" }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "done"; readonly receipt: Receipt };

export class Book {
  readonly #intents = new Map<string, Intent>();

  add(wish: Wish): Intent {
    const key = `intent ${this.#intents.size + 1}`;
    const intent: Intent = { key, wish, attempts: 0, outcome: { kind: "unknown" } };
    this.#intents.set(key, intent);
    return intent;
  }

  all(): readonly Intent[] {
    return [...this.#intents.values()];
  }

  get(key: string): Intent | undefined {
    return this.#intents.get(key);
  }

  /** What was wanted of a loan, with its opening. */
  ofLoan(loanId: string): readonly Intent[] {
    return this.all().filter(({ wish, outcome }) =>
      wish.kind === "command"
        ? wish.loanId === loanId
        : outcome.kind === "done" && outcome.receipt.loanId === loanId,
    );
  }

  /** Loans that a customer was told are open. */
  loansOf(customerId: string): readonly string[] {
    return this.all().flatMap(({ wish, outcome }) =>
      wish.kind === "open" && wish.input.customerId === customerId && outcome.kind === "done"
        ? [outcome.receipt.loanId]
        : [],
    );
  }
}

/** Stands in the ids of all that an attempt leads to, so that each fact tells whose it is. */
export function idOf(intent: Intent, attempt: number, id: number): string {
  return `${intent.key}#${attempt}#${id}`;
}

export function originOf(commandId: string): { readonly key: string; readonly attempt: string } {
  const [key = "", attempt = ""] = commandId.split("#");
  return { key, attempt };
}
