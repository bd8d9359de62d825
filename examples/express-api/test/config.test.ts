import { resolve } from "node:path";
import { expect, test } from "vitest";
import { isLoopback, readConfig } from "../src/config.ts";

const KEY = "0123456789abcdef";

test("nothing set: loopback, port 3000, an embedded database at the repository's root", () => {
  expect(readConfig({}, "/somewhere")).toEqual({
    host: "127.0.0.1",
    port: 3000,
    apiKey: undefined,
    databaseUrl: undefined,
    dataDirectory: resolve(import.meta.dirname, "../../../.lendkit/data"),
    timeZone: "Asia/Kolkata",
    asOf: undefined,
    workbooks: undefined,
  });
});

test("everything set, paths meant from where the user stood; empty means not set", () => {
  const environment = {
    HOST: "0.0.0.0",
    PORT: "8080",
    LENDKIT_API_KEY: KEY,
    DATABASE_URL: "postgresql://user@db/lender",
    LENDKIT_DATA_DIR: "data",
    LENDKIT_TIME_ZONE: "America/New_York",
    LENDKIT_AS_OF: "2026-11-20",
    LENDKIT_CUSTOMERS: "in/customers.xlsx",
    LENDKIT_LOANS: "/in/loans.xlsx",
    PATH: "/usr/bin",
  };
  expect(readConfig(environment, "/user")).toEqual({
    host: "0.0.0.0",
    port: 8080,
    apiKey: KEY,
    databaseUrl: "postgresql://user@db/lender",
    dataDirectory: "/user/data",
    timeZone: "America/New_York",
    asOf: "2026-11-20",
    workbooks: { customers: "/user/in/customers.xlsx", loans: "/in/loans.xlsx" },
  });
  const empty = Object.fromEntries(Object.keys(environment).map((name) => [name, ""]));
  expect(readConfig(empty, "/user")).toEqual(readConfig({}, "/user"));
});

test.each([
  ["PORT", "eighty"],
  ["PORT", "65536"],
  ["PORT", "-1"],
  ["PORT", "3000.5"],
  ["LENDKIT_API_KEY", "fifteen-letters"],
  ["DATABASE_URL", "mysql://user@db/lender"],
  ["LENDKIT_TIME_ZONE", "Asia/Calcuttaa"],
  ["LENDKIT_AS_OF", "2026-02-29"],
  ["LENDKIT_AS_OF", "20-11-2026"],
  ["LENDKIT_CUSTOMERS", "customers.xlsx"],
  ["LENDKIT_LOANS", "loans.xlsx"],
])("%s=%s is refused, naming a variable and not the value of the key", (name, value) => {
  const named = name === "LENDKIT_CUSTOMERS" ? "LENDKIT_LOANS" : name;
  const expected = name === "LENDKIT_LOANS" ? "LENDKIT_CUSTOMERS" : named;
  expect(() => readConfig({ [name]: value }, "/")).toThrow(
    expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringContaining(expected) }),
  );
  expect(() => readConfig({ [name]: value }, "/")).not.toThrow(/fifteen/);
});

test("all variables at fault are named at once", () => {
  const run = (): unknown => readConfig({ PORT: "x", LENDKIT_TIME_ZONE: "x" }, "/");
  expect(run).toThrow(/PORT[\s\S]*LENDKIT_TIME_ZONE/);
});

test.each(["0.0.0.0", "::", "192.168.1.4", "lender.example", "128.0.0.1", "127.evil.example"])(
  "%s is reachable by others: refused without a key, allowed with one",
  (host) => {
    expect(() => readConfig({ HOST: host }, "/")).toThrow(/LENDKIT_API_KEY.*127\.0\.0\.1/);
    expect(readConfig({ HOST: host, LENDKIT_API_KEY: KEY }, "/").host).toBe(host);
  },
);

test.each(["127.0.0.1", "127.9.8.7", "::1", "localhost"])("%s is loopback", (host) => {
  expect(isLoopback(host)).toBe(true);
  expect(readConfig({ HOST: host }, "/").host).toBe(host);
});
