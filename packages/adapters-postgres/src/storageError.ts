import {
  alreadyExists,
  deadlock,
  isLendkitError,
  overtaken,
  storageUnavailable,
} from "@lendkit/engine";
import { notMigrated, transactionAborted } from "./errors.ts";

/** Unique constraints by name, and what two rows must not share. */
const uniqueFields: Readonly<Record<string, Parameters<typeof alreadyExists>[0]>> = {
  customers_pkey: { entity: "customer", field: "id" },
  customers_number_key: { entity: "customer", field: "number" },
  customers_phone_number_key: { entity: "customer", field: "phoneNumber" },
  applicants_pkey: { entity: "applicant", field: "id" },
  applicants_number_key: { entity: "applicant", field: "number" },
  applicants_email_key: { entity: "applicant", field: "email" },
  applicants_identity_hash_key: { entity: "applicant", field: "identity" },
  borrowers_pkey: { entity: "borrower", field: "id" },
  loans_pkey: { entity: "loan", field: "id" },
  loans_number_key: { entity: "loan", field: "number" },
  idempotency_keys_pkey: { entity: "answer", field: "key" },
  import_runs_pkey: { entity: "import", field: "id" },
};

/** After these the server has kept nothing, and the same work may succeed later. */
const undone: readonly RegExp[] = [
  // Resources of the server.
  /^53...$/,
  // Serialization; lock not available; canceled, also by a time limit.
  /^(40001|55P03|57014)$/,
  // Time limits on idle sessions and on transactions.
  /^(57P05|25P03|25P04)$/,
];

/** After these the same work may succeed later, but an answer of the server may be lost. */
const cutOff: readonly RegExp[] = [
  // Connections; the server goes down.
  /^(08...|57P01|57P02|57P03)$/,
  // Sockets, as Node names them.
  /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/,
  // postgres.js
  /^(CONNECTION_\w+|CONNECT_TIMEOUT)$/,
];

/** The same of pg, which gives these no code. Knex puts its statement and a dash before them. */
const cutOffMessages: readonly RegExp[] = [
  /(^| - )Connection terminated/,
  /(^| - )Client (has encountered a connection error|was closed)/,
  /(^| - )Query read timeout/,
  /^timeout exceeded when trying to connect/,
  /^Knex: Timeout acquiring a connection/,
];

/** Raised by a function of the schema that finds what it is to change changed. */
const SOMEBODY_WAS_FASTER = "LK001";

/** A schema, a table or a function that is not there. */
const missing = /^(3F000|42P01|42883)$/;

/**
 * What an error of the database or of its client means to LendKit, or the same error where it
 * has no word for it, or where it is one of LendKit's. Some clients wrap the server's error, so
 * causes are looked through too.
 *
 * @param options.committing the error came when nothing but the commit was left to do
 */
export function storageError(
  error: unknown,
  { committing = false }: { readonly committing?: boolean } = {},
): unknown {
  if (isLendkitError(error)) return error;
  for (const cause of causes(error)) {
    const { code, constraint, message } = describe(cause);
    const shared = code === "23505" ? uniqueFields[constraint] : undefined;
    // Without its cause: PostgreSQL's detail repeats the phone number or the email.
    if (shared !== undefined) return alreadyExists(shared);
    if (code === SOMEBODY_WAS_FASTER) return overtaken({}, { cause: error });
    if (code === "40P01") return deadlock({ waitingFor: "a row or a lock" }, { cause: error });
    if (code === "25P02") return transactionAborted({}, { cause: error });
    if (missing.test(code)) return notMigrated({ reason: message }, { cause: error });
    if (undone.some((codes) => codes.test(code))) {
      return storageUnavailable({ reason: message }, { cause: error });
    }
    if (saysCutOff(code, message)) {
      const details = committing ? { reason: message, committing } : { reason: message };
      return storageUnavailable(details, { cause: error });
    }
  }
  return error;
}

/** Whether the error, or one that caused it, says that the connection is lost. */
export function isCutOff(error: unknown): boolean {
  for (const cause of causes(error)) {
    const { code, message } = describe(cause);
    if (saysCutOff(code, message)) return true;
  }
  return false;
}

/** Whether a stricter isolation than read committed found the work overtaken. */
export function isSerializationFailure(error: unknown): boolean {
  for (const cause of causes(error)) {
    if (describe(cause).code === "40001") return true;
  }
  return false;
}

function saysCutOff(code: string, message: string): boolean {
  return (
    cutOff.some((codes) => codes.test(code)) || cutOffMessages.some((start) => start.test(message))
  );
}

function* causes(error: unknown): Generator<object> {
  let cause = error;
  for (let depth = 0; depth < 5 && typeof cause === "object" && cause !== null; depth += 1) {
    yield cause;
    cause = "cause" in cause ? cause.cause : undefined;
  }
}

/** pg and PGlite say `constraint`, postgres.js `constraint_name`. */
function describe(cause: object): { code: string; constraint: string; message: string } {
  const fields: Readonly<Record<string, unknown>> = { ...cause };
  return {
    code: String(fields["code"] ?? ""),
    constraint: String(fields["constraint"] ?? fields["constraint_name"] ?? ""),
    message: cause instanceof Error ? cause.message : "",
  };
}
