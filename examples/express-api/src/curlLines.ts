import type { Config } from "./config.ts";

/** Three calls to try, as one pastes them into a shell. */
export function curlLines(url: string, { apiKey }: Pick<Config, "apiKey">): string {
  const curl = apiKey === undefined ? "curl" : 'curl -H "x-api-key: $LENDKIT_API_KEY"';
  const post = (path: string, body: object): string =>
    `${curl} ${url}${path} -H 'content-type: application/json' -d '${JSON.stringify(body)}'`;
  return [
    "Ready. Try:",
    `  ${curl} ${url}/view-loans/1`,
    `  ${post("/check-eligibility", { customer_id: 1, loan_amount: 100000, interest_rate: 9.5, tenure: 24 })}`,
    `  ${post("/register", { first_name: "Meera", last_name: "Das", age: 30, monthly_income: 50000, phone_number: 7999999999 })}`,
  ].join("\n");
}
