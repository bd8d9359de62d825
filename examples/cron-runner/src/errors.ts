import { type ErrorType, errorType, type PlainDate } from "@lendkit/engine";

export const dayToCome: ErrorType<{ readonly asOf: PlainDate; readonly today: PlainDate }> =
  errorType("DAY_TO_COME", {
    kind: "invalid",
    message: ({ asOf, today }) =>
      `${asOf} has not come: it is ${today}. Give that day or an earlier one as --date, or set ` +
      "LENDKIT_AS_OF to a day that is to stand for today.",
  });

export const oneConnection: ErrorType<{ readonly workers: number }> = errorType("ONE_CONNECTION", {
  kind: "invalid",
  message: ({ workers }) =>
    `--workers is ${workers}, and the embedded database has one connection. ` +
    "Leave the option out, or set DATABASE_URL.",
});

export const databaseMissing: ErrorType<{ readonly directory: string }> = errorType(
  "DATABASE_MISSING",
  {
    kind: "notFound",
    message: ({ directory }) =>
      `There is no database in ${directory}. Set LENDKIT_DATA_DIR to the server's, or DATABASE_URL.`,
  },
);
