import {
  type ActusContract,
  type ContractEvent,
  type ContractTime,
  contractEvents,
  holidayCalendar,
  type MarketObservations,
  plainDate,
  satSun,
} from "@lendkit/engine";
import { z } from "zod";
import { type CaseResult, type RunFile, runCase } from "../caseResult.ts";

const decimal = z.union([z.string(), z.number()]).transform(Number);
const time = z.string().transform((text): ContractTime => {
  const [date = "", clock] = text.split("T");
  const day = plainDate(date);
  return clock === undefined || clock.startsWith("00:00") ? day : `${day}T${clock}`;
});

const event = z.object({
  eventDate: time,
  eventType: z.string(),
  payoff: decimal,
  notionalPrincipal: decimal,
  nominalInterestRate: decimal,
  accruedInterest: decimal,
});

const actusCase = z.object({
  id: z.string(),
  terms: z.record(z.string(), z.union([z.string(), z.number()])),
  to: z.string(),
  rateObservations: z.record(z.string(), z.array(z.object({ date: time, value: z.string() }))),
  expectedEvents: z.array(event),
});

const actusFile = z.object({ cases: z.array(actusCase) });

type Event = z.infer<typeof event>;

export const runActus: RunFile = (file) => actusFile.parse(file).cases.map(runOne);

function runOne({
  id,
  terms,
  to,
  rateObservations,
  expectedEvents,
}: z.infer<typeof actusCase>): CaseResult {
  const observations: MarketObservations = rateObservations;
  return runCase(
    id,
    expectedEvents,
    () => {
      const until = to === "" ? {} : { until: time.parse(to) };
      return contractEvents(contractOf(terms), { observations, ...until }).map(rowOf);
    },
    sameEvents,
  );
}

function rowOf(found: ContractEvent): Event {
  return {
    eventDate: found.time,
    eventType: found.type,
    payoff: found.payoff.toNumber(),
    notionalPrincipal: found.notionalPrincipal.toNumber(),
    nominalInterestRate: found.nominalInterestRate.toNumber(),
    accruedInterest: found.accruedInterest.toNumber(),
  };
}

/** The suite's figures have ten decimals or more. */
function sameEvents(got: readonly Event[], expected: readonly Event[]): boolean {
  return (
    got.length === expected.length && got.every((each, index) => isSame(each, expected[index]))
  );
}

function isSame(got: Event, expected: Event | undefined): boolean {
  if (expected === undefined) return false;
  const near = (a: number, b: number): boolean =>
    Math.abs(a - b) <= 1e-8 * Math.max(1, Math.abs(b));
  return (
    got.eventDate === expected.eventDate &&
    got.eventType === expected.eventType &&
    near(got.payoff, expected.payoff) &&
    near(got.notionalPrincipal, expected.notionalPrincipal) &&
    near(got.nominalInterestRate, expected.nominalInterestRate) &&
    near(got.accruedInterest, expected.accruedInterest)
  );
}

/** Its calendars are no holidays at all, and Monday to Friday. */
const calendars = { NC: holidayCalendar({ name: "NC", weekend: [], holidays: [] }), MF: satSun };

/** The engine has the suite's names; what a contract has not is checked where it is used. */
function contractOf(terms: Readonly<Record<string, string | number>>): ActusContract {
  const { calendar, ...named } = terms;
  const dates = Object.entries(named).map(([name, value]) =>
    /^\d{4}-\d{2}-\d{2}/.test(String(value)) ? [name, time.parse(value)] : [name, value],
  );
  const contract = Object.fromEntries(dates);
  if (calendar === undefined) return contract;
  return { ...contract, calendar: calendars[calendar === "MF" ? "MF" : "NC"] };
}
