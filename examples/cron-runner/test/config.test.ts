import { expect, test } from "vitest";
import { readRunnerConfig } from "../src/config.ts";

test.each([
  [undefined, 3],
  ["", 3],
  ["0", 0],
  ["365", 365],
])("LENDKIT_REMINDER_DAYS=%s: %i days before a due date", (found, daysBeforeDue) => {
  const config = readRunnerConfig({ LENDKIT_REMINDER_DAYS: found }, "/");
  expect(config).toMatchObject({ timeZone: "Asia/Kolkata", reminders: { daysBeforeDue } });
});

test.each(["366", "-1", "1.5", "three", " 3"])("%j is refused, by its name", (found) => {
  expect(() => readRunnerConfig({ LENDKIT_REMINDER_DAYS: found }, "/")).toThrow(
    /LENDKIT_REMINDER_DAYS: expected a whole number of days, 0 to 365\./,
  );
});

test("what is wrong with the server's variables is said too", () => {
  expect(() => readRunnerConfig({ LENDKIT_TIME_ZONE: "Nowhere" }, "/")).toThrow(
    /LENDKIT_TIME_ZONE/,
  );
});
