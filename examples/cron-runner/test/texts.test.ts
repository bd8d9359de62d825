import { noCounts, plainDate } from "@lendkit/engine";
import { expect, test } from "vitest";
import { progressNote } from "../src/progressNote.ts";
import { reportText } from "../src/reportText.ts";

test.each([
  [{ perSecond: null, secondsLeft: null }, ""],
  [{ perSecond: 0.04, secondsLeft: 3599.2 }, ", 0.0 a second, 1:00:00 left"],
  [{ perSecond: 9.96, secondsLeft: 59.5 }, ", 10.0 a second, 1:00 left"],
  [{ perSecond: 1234.5, secondsLeft: 0 }, ", 1235 a second, 0:00 left"],
  [{ perSecond: 12, secondsLeft: 3725 }, ", 12 a second, 1:02:05 left"],
])("%j", (progress, note) => {
  expect(progressNote(progress)).toBe(note);
});

const report = {
  asOf: plainDate("2024-03-01"),
  startedAt: "2024-03-01T18:30:00.000Z",
  finishedAt: null,
  counts: { ...noCounts, closed: 7 },
};

test("many failures are cut, and control characters are not let through", () => {
  const failures = Array.from({ length: 22 }, (_, n) => ({
    loanId: `L-${n}`,
    loanNumber: n === 0 ? null : n,
    code: "UNEXPECTED",
    message: "Odd \u001b[2J",
    attempts: 2,
  }));
  const lines = reportText({ ...report, failures }, 1).split("\n");
  expect(lines[0]).toBe(
    "Day-end of 2024-03-01: 1 loan taken now. Not all loans are done yet; in all:",
  );
  expect(lines).toContain("        7 loans closed");
  expect(lines.slice(8, 11)).toEqual([
    "       22 failed",
    "    loan with the id L-0: UNEXPECTED: Odd ?[2J",
    "    loan 1: UNEXPECTED: Odd ?[2J",
  ]);
  expect(lines.slice(-2)).toEqual([
    "    loan 19: UNEXPECTED: Odd ?[2J",
    "    and 2 more; --json has all",
  ]);
});
