import { isLendkitError } from "@lendkit/engine";
import { expect, test } from "vitest";
import { storageError } from "./storageError.ts";

/** An error as a client gives it: a message, and the server's fields beside it. */
const clientError = (fields: object, message = "as the server put it"): Error =>
  Object.assign(new Error(message), fields);

const codeOf = (error: unknown): string | undefined => {
  const meaning = storageError(error);
  return isLendkitError(meaning) ? meaning.code : undefined;
};

// Codes: https://www.postgresql.org/docs/18/errcodes-appendix.html
test.each<[string, string, string, boolean]>([
  ["08006", "connection_failure", "STORAGE_UNAVAILABLE", true],
  ["08P01", "protocol_violation", "STORAGE_UNAVAILABLE", true],
  ["53100", "disk_full", "STORAGE_UNAVAILABLE", true],
  ["53300", "too_many_connections", "STORAGE_UNAVAILABLE", true],
  ["40001", "serialization_failure", "STORAGE_UNAVAILABLE", true],
  ["55P03", "lock_not_available", "STORAGE_UNAVAILABLE", true],
  ["57014", "query_canceled", "STORAGE_UNAVAILABLE", true],
  ["57P01", "admin_shutdown", "STORAGE_UNAVAILABLE", true],
  ["57P02", "crash_shutdown", "STORAGE_UNAVAILABLE", true],
  ["57P03", "cannot_connect_now", "STORAGE_UNAVAILABLE", true],
  ["57P05", "idle_session_timeout", "STORAGE_UNAVAILABLE", true],
  ["25P03", "idle_in_transaction_session_timeout", "STORAGE_UNAVAILABLE", true],
  ["25P04", "transaction_timeout", "STORAGE_UNAVAILABLE", true],
  ["40P01", "deadlock_detected", "DEADLOCK", true],
  ["25P02", "in_failed_sql_transaction", "TRANSACTION_ABORTED", false],
  ["42P01", "undefined_table", "NOT_MIGRATED", false],
  ["42883", "undefined_function", "NOT_MIGRATED", false],
  ["3F000", "invalid_schema_name", "NOT_MIGRATED", false],
  ["ECONNREFUSED", "Node: nobody listens", "STORAGE_UNAVAILABLE", true],
  ["ECONNRESET", "Node: cut off", "STORAGE_UNAVAILABLE", true],
  ["EPIPE", "Node: written to a closed socket", "STORAGE_UNAVAILABLE", true],
  ["ETIMEDOUT", "Node: no answer", "STORAGE_UNAVAILABLE", true],
  ["ENOTFOUND", "Node: no such host", "STORAGE_UNAVAILABLE", true],
  ["CONNECTION_CLOSED", "postgres.js", "STORAGE_UNAVAILABLE", true],
  ["CONNECT_TIMEOUT", "postgres.js", "STORAGE_UNAVAILABLE", true],
])("%s, %s, is %s", (code, _what, expected, retryable) => {
  const error = clientError({ code });
  const meaning = storageError(error);
  expect(meaning).toMatchObject({ code: expected, retryable, cause: error });
});

// Whether the answer to a commit may be lost: not where the server itself said that it undid it.
test.each([
  ["08006", true],
  ["57P01", true],
  ["ECONNRESET", true],
  ["CONNECTION_CLOSED", true],
  ["40001", false],
  ["55P03", false],
  ["57014", false],
  ["53100", false],
])("%s while committing: the answer may be lost is %s", (code, lost) => {
  const meaning = storageError(clientError({ code }), { committing: true });
  expect(isLendkitError(meaning) && "committing" in meaning.details).toBe(lost);
  const before = storageError(clientError({ code }));
  expect(isLendkitError(before) && "committing" in before.details).toBe(false);
});

// Texts of pg 8.23, pg-pool 3.14 and Knex 3.3, which carry no code.
test.each([
  "SELECT 1 - Client has encountered a connection error and is not queryable",
  "COMMIT; - Connection terminated unexpectedly",
  "Knex: Timeout acquiring a connection. The pool is probably full. Are you missing a " +
    ".transacting(trx) call?",
  "Connection terminated unexpectedly",
  "Connection terminated due to connection timeout",
  "Client has encountered a connection error and is not queryable",
  "Client was closed and is not queryable",
  "Query read timeout",
  "timeout exceeded when trying to connect",
])("%j is STORAGE_UNAVAILABLE", (message) => {
  expect(codeOf(clientError({}, message))).toBe("STORAGE_UNAVAILABLE");
});

test.each([
  ["customers_pkey", "customer", "id"],
  ["customers_number_key", "customer", "number"],
  ["customers_phone_number_key", "customer", "phoneNumber"],
  ["loans_pkey", "loan", "id"],
  ["loans_number_key", "loan", "number"],
  ["idempotency_keys_pkey", "answer", "key"],
  ["import_runs_pkey", "import", "id"],
])("a clash on %s names %s and %s, and nothing personal", (constraint, entity, field) => {
  const fields = { code: "23505", detail: "Key (phone_number)=(7000000001) already exists." };
  for (const name of ["constraint", "constraint_name"]) {
    const meaning = storageError(clientError({ ...fields, [name]: constraint }));
    expect(meaning).toMatchObject({ code: "ALREADY_EXISTS", details: { entity, field } });
    expect(meaning).not.toHaveProperty("cause");
  }
});

test("the server's error is found where a client wraps its own around it", () => {
  const inner = clientError({ code: "23505", constraint: "loans_number_key" });
  const outer = new Error("Failed query", { cause: new Error("again", { cause: inner }) });
  expect(codeOf(outer)).toBe("ALREADY_EXISTS");
});

test.each([
  ["a clash on somebody else's constraint", clientError({ code: "23505", constraint: "other" })],
  ["a CHECK that is not kept", clientError({ code: "23514", constraint: "customers_age" })],
  ["a wrong password", clientError({ code: "28P01" })],
  ["a missing privilege", clientError({ code: "42501" })],
  ["an error without a code", new Error("something else")],
  ["an object", { not: "an error" }],
  ["null", null],
  ["undefined", undefined],
])("%s stays what it was", (_what, error) => {
  expect(storageError(error)).toBe(error);
});

test("a cause that goes in circles comes to an end", () => {
  const error = clientError({});
  Object.assign(error, { cause: error });
  expect(storageError(error)).toBe(error);
});
