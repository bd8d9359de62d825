import { expect, test } from "vitest";
import { checkOption, unknownOption } from "./unknownOption.ts";

test("an option of the list passes, any other is refused by name", () => {
  const expected = ["absorb", "smooth"];
  expect(() => checkOption("lastInstallment", "smooth", expected)).not.toThrow();
  expect(() => checkOption("lastInstallment", "Smooth", expected)).toThrow(
    unknownOption({ field: "lastInstallment", found: "Smooth", expected }),
  );
});
