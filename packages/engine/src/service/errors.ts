import { type ErrorType, errorType } from "../errors.ts";

export const customerNotFound: ErrorType<{ readonly customerNumber: number }> = errorType(
  "CUSTOMER_NOT_FOUND",
  {
    kind: "notFound",
    message: ({ customerNumber }) => `There is no customer with the number ${customerNumber}.`,
  },
);

export const loanNotFound: ErrorType<{ readonly loanNumber: number }> = errorType(
  "LOAN_NOT_FOUND",
  {
    kind: "notFound",
    message: ({ loanNumber }) => `There is no loan with the number ${loanNumber}.`,
  },
);

export const currencyMismatch: ErrorType<{
  readonly expected: string;
  readonly found: string;
}> = errorType("CURRENCY_MISMATCH", {
  kind: "refused",
  message: ({ expected, found }) =>
    `The product lends in ${expected}, but what is stored of the customer is in ${found}. ` +
    "Amounts of different currencies are never mixed.",
});

export const unknownLoanId: ErrorType<{ readonly loanId: string }> = errorType("UNKNOWN_LOAN_ID", {
  kind: "notFound",
  message: ({ loanId }) => `There is no loan with the id ${JSON.stringify(loanId)}.`,
});

export const unknownCustomerId: ErrorType<{ readonly customerId: string }> = errorType(
  "UNKNOWN_CUSTOMER_ID",
  {
    kind: "notFound",
    message: ({ customerId }) => `There is no customer with the id ${JSON.stringify(customerId)}.`,
  },
);

export const inTheFuture: ErrorType<{ readonly found: string; readonly today: string }> = errorType(
  "IN_THE_FUTURE",
  {
    kind: "invalid",
    message: ({ found, today }) =>
      `${found} is after ${today}, and what has not happened yet cannot be recorded.`,
  },
);
