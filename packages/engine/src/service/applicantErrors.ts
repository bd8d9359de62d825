import { type ErrorType, errorType } from "../errors.ts";

export const unknownApplicant: ErrorType<{ readonly by: "id" | "email" | "aadhaar" }> = errorType(
  "UNKNOWN_APPLICANT",
  {
    kind: "notFound",
    message: ({ by }) =>
      `There is no applicant with this ${by}. Register first, or look it up by another.`,
  },
);

export const badScoringLimit: ErrorType<{ readonly found: number; readonly most: number }> =
  errorType("BAD_SCORING_LIMIT", {
    kind: "invalid",
    message: ({ found, most }) =>
      `${found} applicants cannot be scored at once, expected a whole number from 1 to ${most}.`,
  });
