import { canonicalJson } from "@lendkit/engine";
import type { TransactionSource } from "../transactionSource.ts";
import { sampleDue, sampleOpened, sampleState } from "./samples.ts";

/**
 * Rows as the first two releases wrote them: customer 1 with loan 1 and its first fact, and from the
 * second release on a due and an answer. In SQL, since the store of today writes today's columns.
 */
export async function fillRelease(
  source: TransactionSource,
  schema: string,
  release: 1 | 2,
): Promise<void> {
  await source.transaction(async (connection) => {
    await connection.query(`SET LOCAL search_path TO "${schema}"`);
    for (const sql of release === 1 ? firstRows : [...firstRows, ...secondRows]) {
      await connection.query(sql);
    }
  });
}

const state = sampleState(1);
const { fee, interest, principal, paid, unpaid } = sampleDue(1);

const firstRows: readonly string[] = [
  `INSERT INTO customers (id, number, origin, first_name, last_name, phone_number, age, currency,
     monthly_income, approved_limit, current_debt)
   VALUES ('customer-1', nextval('customer_numbers'), 'registered', 'Meera', 'Pillai 1',
     '7000000001', 41, 'INR', 64000.25, 2300000, 0)`,
  `INSERT INTO loans (id, number, customer_id, origin, currency, principal, annual_rate_percent,
     tenor_months, installment, paid_on_time, started_on, ends_on, last_sequence, snapshot)
   VALUES ('loan-1', nextval('loan_numbers'), 'customer-1', 'opened', 'INR', 200000, 10, 12,
     17583.18, 0, '2024-02-29', '2025-02-28', 1, '${canonicalJson(state)}')`,
  `INSERT INTO loan_facts (loan_id, sequence, kind, effective_on, command_id, fact)
   VALUES ('loan-1', 1, 'opened', '2024-02-29', 'command-1-1', '${canonicalJson(sampleOpened(1))}')`,
];

const secondRows: readonly string[] = [
  `INSERT INTO loan_dues (loan_id, due_id, customer_id, currency, installment, due_on, penalty, fee,
     interest, principal, paid, unpaid)
   VALUES ('loan-1', 'installment 1', 'customer-1', 'INR', 1, '2024-02-29', 0,
     ${[fee, interest, principal, paid, unpaid].map((minor) => minor / 100).join(", ")})`,
  "INSERT INTO idempotency_keys (key, fingerprint, answer) VALUES ('key', 'fingerprint', 'answer')",
];
