import { type ErrorKind, isLendkitError, type LendkitError } from "@lendkit/engine";

/** An error as the client sees it: a status, and the one JSON shape of `answer`. */
export interface Problem {
  readonly status: number;
  readonly answer: {
    readonly error: {
      /** Stable, in capitals, for programs. */
      readonly code: string;
      readonly message: string;
      readonly details: object;
      /** True when the same call may succeed later without any change. */
      readonly retryable: boolean;
    };
  };
}

const statusOf: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  notFound: 404,
  conflict: 409,
  // What was asked clashes with the state of the loan or a rule of the lender.
  refused: 409,
  unavailable: 503,
};

/** What the body parser and the router name their errors, and what we answer. */
const requestFaults: Readonly<
  Record<string, readonly [status: number, code: string, message: string]>
> = {
  "entity.parse.failed": [400, "MALFORMED_JSON", "The body is not JSON. Send one JSON object."],
  "entity.too.large": [413, "BODY_TOO_LARGE", "The body is too large; the limit is 16 kB."],
  "encoding.unsupported": [415, "ENCODING_UNSUPPORTED", "Send the body as it is, not compressed."],
  "charset.unsupported": [415, "CHARSET_UNSUPPORTED", "Send the body in UTF-8."],
  "request.aborted": [400, "BODY_INCOMPLETE", "The body ended before its length."],
  "request.size.invalid": [400, "BODY_INCOMPLETE", "The body is not as long as its length says."],
};

export function problem(
  status: number,
  code: string,
  message: string,
  options: { readonly details?: object; readonly retryable?: boolean } = {},
): Problem {
  const { details = {}, retryable = false } = options;
  return { status, answer: { error: { code, message, details, retryable } } };
}

/**
 * The answer to an error that we know: one of LendKit's, one of the body parser's, or a path that
 * does not decode. Undefined for any other, which is a fault of ours.
 *
 * The body parser's own messages quote the body, so none of them is passed on.
 */
export function knownProblem(error: unknown): Problem | undefined {
  if (isLendkitError(error)) return lendkitProblem(error);
  if (error instanceof URIError) {
    return problem(400, "MALFORMED_PATH", "The path has a percent sign that encodes nothing.");
  }
  if (typeof error !== "object" || error === null || !("type" in error)) return undefined;
  const fault = requestFaults[String(error.type)];
  return fault && problem(...fault);
}

function lendkitProblem(error: LendkitError): Problem {
  const { code, message, details, retryable, kind } = error;
  return problem(statusOf[kind], code, message, { details, retryable });
}
