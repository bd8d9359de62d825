/**
 * Where days go that make no full period: the stubs at the ends of a periodic schedule.
 *
 * @module
 */
import { type ErrorType, errorType } from "../errors.ts";
import { unknownConvention } from "./unknownConvention.ts";

/**
 * - `none`: there is no stub. A schedule shorter than one period is one period.
 * - `shortInitial`, `longInitial`, `smartInitial`: dates are counted back from the end; days left
 *   over at the start are a period of their own (short), part of the first full one (long), or
 *   whichever of the two a stub of at least 7 days is (smart: fewer days make it long).
 * - `shortFinal`, `longFinal`, `smartFinal`: dates are counted on from the start, and the days
 *   left over are at the end.
 * - `both`: a stub at either end; both regular dates are given.
 */
export type StubConvention =
  | "none"
  | "shortInitial"
  | "longInitial"
  | "smartInitial"
  | "shortFinal"
  | "longFinal"
  | "smartFinal"
  | "both";

/** What a convention does with the days left over between two regular dates. */
export interface StubRule {
  readonly countedFrom: "start" | "end";
  /** Whether that many days left over join the full period beside them; absent: none may be left. */
  readonly joins?: (days: number) => boolean;
  /** Whether a given first regular date may, must or must not set a stub apart. */
  readonly initial: "may" | "must" | "mustNot";
  /** The same for a given last regular date. */
  readonly final: "may" | "must" | "mustNot";
}

export const stubContradicted: ErrorType<{
  readonly stub: StubConvention;
  readonly end: "initial" | "final";
  readonly given: boolean;
}> = errorType("STUB_CONTRADICTED", {
  kind: "invalid",
  message: ({ stub, end, given }) => {
    const field = end === "initial" ? "firstRegularStart" : "lastRegularEnd";
    return given
      ? `${field} sets ${end === "initial" ? "an" : "a"} ${end} stub apart, which stub ${stub} rules out. Leave one of them out.`
      : `stub ${stub} needs ${end === "initial" ? "an" : "a"} ${end} stub, but ${field} is absent or sets none apart. Give it.`;
  },
});

const SHORTEST_SMART_DAYS = 7;

const initial = (joins: (days: number) => boolean): StubRule => ({
  countedFrom: "end",
  joins,
  initial: "may",
  final: "mustNot",
});

const final = (joins: (days: number) => boolean): StubRule => ({
  countedFrom: "start",
  joins,
  initial: "mustNot",
  final: "may",
});

const never = (): boolean => false;
const always = (): boolean => true;
const ifTooShort = (days: number): boolean => days < SHORTEST_SMART_DAYS;

const rules: Readonly<Record<StubConvention, StubRule>> = {
  none: { countedFrom: "start", initial: "mustNot", final: "mustNot" },
  shortInitial: initial(never),
  longInitial: initial(always),
  smartInitial: initial(ifTooShort),
  shortFinal: final(never),
  longFinal: final(always),
  smartFinal: final(ifTooShort),
  both: { countedFrom: "start", initial: "must", final: "must" },
};

/** Every convention, in the order shown to users. */
export const stubConventions = Object.keys(rules) as readonly StubConvention[];

/** @throws LendkitError `UNKNOWN_CONVENTION` */
export function stubRule(stub: StubConvention): StubRule {
  if (!Object.hasOwn(rules, stub)) {
    throw unknownConvention({ field: "stub", found: String(stub), expected: stubConventions });
  }
  return rules[stub];
}

/**
 * The rule for the days between the regular dates, given which stubs those set apart already.
 *
 * @throws LendkitError `UNKNOWN_CONVENTION`; `STUB_CONTRADICTED` if the convention rules one of
 *   them out, or needs one that is not there.
 */
export function ruleBesideGiven(
  stub: StubConvention,
  given: { readonly initial: boolean; readonly final: boolean },
): StubRule {
  const rule = stubRule(stub);
  for (const end of ["initial", "final"] as const) {
    if (rule[end] === (given[end] ? "mustNot" : "must")) {
      throw stubContradicted({ stub, end, given: given[end] });
    }
  }
  return given.initial || given.final ? rules.none : rule;
}
