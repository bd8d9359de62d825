import { expect, test } from "vitest";
import { argumentsInvalid, readArguments } from "../src/readArguments.ts";

const nothing = {
  help: false,
  json: false,
  date: undefined,
  batchSize: undefined,
  shard: undefined,
  workers: 1,
};

test.each<[readonly string[], object]>([
  [[], {}],
  [["--date", "2024-02-29", "--json"], { date: "2024-02-29", json: true }],
  [["--batch-size=1", "--workers=10"], { batchSize: 1, workers: 10 }],
  [["--shard", "1/4"], { shard: { index: 0, of: 4 } }],
  [["--shard", "4/4"], { shard: { index: 3, of: 4 } }],
  [["--help"], { help: true }],
])("%j", (given, expected) => {
  expect(readArguments(given)).toEqual({ ...nothing, ...expected });
});

test.each([
  [["--date", "2023-02-29"], "--date"],
  [["--date", "29-02-2024"], "--date"],
  [["--date="], "--date"],
  [["--date"], "--date"],
  [["--batch-size", "0"], "--batch-size"],
  [["--batch-size", "1e3"], "--batch-size"],
  [["--batch-size", "9007199254740992"], "--batch-size"],
  [["--workers", "0"], "--workers"],
  [["--workers", "11"], "--workers"],
  [["--workers", "2.5"], "--workers"],
  [["--shard", "0/4"], "--shard"],
  [["--shard", "5/4"], "--shard"],
  [["--shard", "1"], "--shard"],
  [["--shard", "1/4/2"], "--shard"],
  [["--dates", "2024-02-29"], "--dates"],
  [["2024-02-29"], "2024-02-29"],
  [["--json=yes"], "--json"],
])("%j is refused, naming it and the way out", (given, named) => {
  try {
    readArguments(given);
  } catch (error) {
    expect(argumentsInvalid.is(error) && error.message).toContain(named);
    expect(argumentsInvalid.is(error) && error.message).toMatch(/[^.]\. The option --help shows/);
    return;
  }
  expect.unreachable();
});
