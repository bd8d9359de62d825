/**
 * Policies read from JSON: shape and meaning checked, everything wrong named at once.
 *
 * @module
 */
import type { z } from "zod";
import type { ApplicationPolicy } from "../credit/applicationPolicy.ts";
import { checkPolicy } from "../credit/checkPolicy.ts";
import type { CreditPolicy } from "../credit/creditPolicy.ts";
import { invalidCreditPolicy, type PolicyProblem, requireSound } from "../credit/policyProblem.ts";
import { applicationPolicySchema, creditPolicySchema } from "./policySchemas.ts";

/** What is wrong with the shape of a policy, and where. */
export interface PolicyFieldProblem extends PolicyProblem {
  readonly code: "POLICY_FIELD_WRONG" | "POLICY_FIELD_UNKNOWN";
  /** Such as "hardRules.0.on"; empty for the policy itself. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
}

/**
 * A credit policy from parsed JSON. It has the hash of the policy that the JSON was made of.
 *
 * @throws LendkitError `INVALID_CREDIT_POLICY` with a `PolicyFieldProblem` for each field of a wrong
 *   shape; where the shape is right, with all that `checkPolicy` finds
 *
 * @example
 * const policy = readCreditPolicy(JSON.parse(await readFile("policy.json", "utf8")));
 */
export function readCreditPolicy(json: unknown): CreditPolicy {
  return read(creditPolicySchema, json);
}

/**
 * A policy of `decideApplication` from parsed JSON.
 *
 * @throws LendkitError `INVALID_CREDIT_POLICY`, as `readCreditPolicy`
 */
export function readApplicationPolicy(json: unknown): ApplicationPolicy {
  return read(applicationPolicySchema, json);
}

function read<Policy extends CreditPolicy | ApplicationPolicy>(
  schema: z.ZodType<Policy>,
  json: unknown,
): Policy {
  const result = schema.safeParse(json);
  if (!result.success) {
    const problems = result.error.issues.flatMap((issue) => fieldProblems(issue, json));
    throw invalidCreditPolicy({ problems });
  }
  requireSound(checkPolicy(result.data));
  return result.data;
}

function fieldProblems(issue: z.core.$ZodIssue, json: unknown): PolicyFieldProblem[] {
  const path = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => unknownField(path === "" ? key : `${path}.${key}`, key));
  }
  const [found, expected] = [shown(valueAt(json, issue.path)), issue.message];
  const message = `${path || "The policy"} is ${found}, expected ${expected}.`;
  return [{ code: "POLICY_FIELD_WRONG", path, found, expected, message }];
}

function unknownField(path: string, found: string): PolicyFieldProblem {
  const message = `${path} is no field of a policy. Correct its name, or leave it out.`;
  return { code: "POLICY_FIELD_UNKNOWN", path, found, expected: "a field of a policy", message };
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined,
    json,
  );
}

/** A short text of what was found. */
function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "string" ? JSON.stringify(value.slice(0, 60)) : String(value);
}
