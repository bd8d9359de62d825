/**
 * What the kit's tests expect, without a test runner's help: each throws an `Error` that shows
 * what was found and what was promised.
 *
 * @module
 */
import { isLendkitError } from "../errors.ts";
import { Decimal } from "../money/decimal.ts";
import type { Store, UnitOfWork } from "../ports/store.ts";

/** Equal as values: decimals by amount, records by their fields in any order, lists in order. */
export function expectEqual(found: unknown, promised: unknown, what: string): void {
  const [foundText, promisedText] = [show(found), show(promised)];
  if (foundText !== promisedText) {
    throw new Error(`${what}\n  promised: ${promisedText}\n  found:    ${foundText}`);
  }
}

export function expectTrue(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** What an error of the ports must say. */
export interface PromisedError {
  readonly code: string;
  readonly retryable?: boolean;
  /** Details by name; others may be there beside them. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The work must fail with this error. */
export async function expectFailure(
  work: Promise<unknown>,
  promised: PromisedError,
  what: string,
): Promise<void> {
  const [outcome] = await Promise.allSettled([work]);
  expectFailed(outcome, promised, what);
}

/** The verb must fail with this error, and the transaction too, though the work swallows it. */
export async function expectRefusal(
  store: Store,
  verb: (unit: UnitOfWork) => Promise<unknown>,
  promised: PromisedError,
  what: string,
): Promise<void> {
  const outcomes: PromiseSettledResult<unknown>[] = [];
  const work = store.transact(async (unit) => {
    outcomes.push(...(await Promise.allSettled([verb(unit)])));
  });
  await Promise.allSettled([work]);
  for (const outcome of outcomes) expectFailed(outcome, promised, what);
  await expectFailure(work, promised, `${what}, with the error swallowed by the work`);
}

/** As `expectFailure`, for work that has come to its end. */
export function expectFailed(
  outcome: PromiseSettledResult<unknown>,
  promised: PromisedError,
  what: string,
): void {
  if (outcome.status === "fulfilled") {
    throw new Error(`${what}\n  promised: an error ${promised.code}\n  found:    success`);
  }
  const error: unknown = outcome.reason;
  const { code, retryable, details = {} } = promised;
  if (!isLendkitError(error) || error.code !== code) {
    throw new Error(`${what}\n  promised: an error ${code}\n  found:    ${String(error)}`, {
      cause: error,
    });
  }
  if (retryable !== undefined) expectEqual(error.retryable, retryable, `${what}: retryable`);
  const saidDetails = new Map<string, unknown>(Object.entries(error.details));
  for (const [name, value] of Object.entries(details)) {
    expectEqual(saidDetails.get(name), value, `${what}: the detail "${name}"`);
  }
}

/** One text for equal values and different texts for different ones. */
function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Decimal.isDecimal(value)) return `Decimal ${value.toFixed()}`;
  if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).map(([name, field]) => `${name}: ${show(field)}`);
    return `{ ${fields.sort().join(", ")} }`;
  }
  return Object.is(value, -0) ? "-0" : String(value);
}
