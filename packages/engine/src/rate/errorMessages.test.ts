import { expect, test } from "vitest";
import type { LendkitError } from "../errors.ts";
import { creditFlowOutOfRange, noCreditFlow } from "./apr/creditFlows.ts";
import { rateOutOfRange, rateTooPrecise } from "./interestRate.ts";
import { invalidRateSchedule, noRateYet } from "./rateSchedule.ts";
import { notAGuess } from "./solveFlows.ts";

// What was found, what was expected, and the way out, word for word.
test.each<[code: string, error: LendkitError, message: string]>([
  [
    "RATE_OUT_OF_RANGE",
    rateOutOfRange({ found: "-1", field: "annualRatePercent" }),
    "annualRatePercent is -1, expected percent a year from 0 to 1000, both included: " +
      'write 10.5 % as "10.5", not 0.105.',
  ],
  [
    "RATE_TOO_PRECISE",
    rateTooPrecise({ found: "0.1234567890123", field: "annualRatePercent" }),
    "annualRatePercent is 0.1234567890123, expected at most 12 decimal places. " +
      "Round it first, with a mode you choose.",
  ],
  [
    "GUESS_OUT_OF_RANGE",
    notAGuess({ found: "-100" }),
    "guessPercent is -100, expected a number above -100.",
  ],
  [
    "INVALID_RATE_SCHEDULE",
    invalidRateSchedule({ field: "rates.1.from", found: "2024-01-01" }),
    "rates.1.from is 2024-01-01, expected a day after the one before it; a rate schedule has at " +
      "least one rate.",
  ],
  [
    "NO_RATE_YET",
    noRateYet({ on: "2023-12-31", first: "2024-01-01" }),
    "There is no rate on 2023-12-31: the first one is from 2024-01-01 on.",
  ],
  [
    "NO_CREDIT_FLOW",
    noCreditFlow({ field: "advances" }),
    "advances is empty, expected at least one flow.",
  ],
  [
    "CREDIT_FLOW_OUT_OF_RANGE",
    creditFlowOutOfRange({ field: "payments.0.amount", found: "-5" }),
    "payments.0.amount is -5, expected an amount of zero or more on the day of the first advance " +
      "or after it: who pays follows from the list that a flow stands in.",
  ],
])("%s", (code, error, message) => {
  expect(error).toMatchObject({ code, message, kind: "invalid", retryable: false });
});
