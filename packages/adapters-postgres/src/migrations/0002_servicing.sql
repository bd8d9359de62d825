-- Dues of all loans as rows, and the answers that were given under idempotency keys.

-- Ids are compared by their bytes, which in UTF-8 is the order of their code points, so pages
-- follow one another in the same order whatever the database's own collation is.
CREATE TABLE loan_dues (
  loan_id text COLLATE "C" NOT NULL CONSTRAINT loan_dues_loan_id_fkey REFERENCES loans (id) DEFERRABLE INITIALLY DEFERRED,
  due_id text COLLATE "C" NOT NULL,
  customer_id text NOT NULL CONSTRAINT loan_dues_customer_id_fkey REFERENCES customers (id) DEFERRABLE INITIALLY DEFERRED,
  currency text NOT NULL,
  installment integer,
  due_on date NOT NULL,
  penalty numeric NOT NULL,
  fee numeric NOT NULL,
  interest numeric NOT NULL,
  principal numeric NOT NULL,
  paid numeric NOT NULL,
  unpaid numeric NOT NULL,
  CONSTRAINT loan_dues_pkey PRIMARY KEY (loan_id, due_id),
  CONSTRAINT loan_dues_due_id_is_said CHECK (due_id <> ''),
  CONSTRAINT loan_dues_currency_is_iso_4217 CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT loan_dues_installment_in_range CHECK (installment >= 1),
  CONSTRAINT loan_dues_amounts_in_range CHECK (
    least(penalty, fee, interest, principal, paid, unpaid) >= 0
    AND greatest(penalty, fee, interest, principal, paid, unpaid) <= 9007199254740991
  ),
  CONSTRAINT loan_dues_unpaid_is_the_rest CHECK (unpaid = penalty + fee + interest + principal - paid)
);
CREATE INDEX loan_dues_unpaid_idx ON loan_dues (due_on, loan_id, due_id) WHERE unpaid > 0;
CREATE INDEX loan_dues_customer_id_idx ON loan_dues (customer_id, due_on, loan_id, due_id);
COMMENT ON TABLE loan_dues IS
  'What is to be paid of each loan: its open dues and its installments to come. Replaced when the loan is saved; can be made again from loan_facts.';
COMMENT ON COLUMN loan_dues.loan_id IS 'The loan; its row may come later in the same transaction.';
COMMENT ON COLUMN loan_dues.due_id IS 'Unique within the loan, such as installment 3.';
COMMENT ON COLUMN loan_dues.customer_id IS 'The borrower of the loan.';
COMMENT ON COLUMN loan_dues.currency IS 'ISO 4217 code of the amounts.';
COMMENT ON COLUMN loan_dues.installment IS 'The number of the installment, from 1; null for a charge of its own.';
COMMENT ON COLUMN loan_dues.due_on IS 'The lender''s date. Overdue follows from it, from unpaid and from the day that is asked about.';
COMMENT ON COLUMN loan_dues.penalty IS 'Charged, less what was waived, in the major unit of currency.';
COMMENT ON COLUMN loan_dues.fee IS 'Charged, less what was waived, in the major unit of currency.';
COMMENT ON COLUMN loan_dues.interest IS 'Charged, less what was waived, in the major unit of currency.';
COMMENT ON COLUMN loan_dues.principal IS 'Charged, in the major unit of currency; never waived.';
COMMENT ON COLUMN loan_dues.paid IS 'Of all kinds together, in the major unit of currency.';
COMMENT ON COLUMN loan_dues.unpaid IS 'penalty + fee + interest + principal - paid.';

CREATE TABLE idempotency_keys (
  key text CONSTRAINT idempotency_keys_pkey PRIMARY KEY,
  fingerprint text NOT NULL,
  answer text NOT NULL,
  CONSTRAINT idempotency_keys_key_length_in_range CHECK (char_length(key) BETWEEN 1 AND 200)
);
COMMENT ON TABLE idempotency_keys IS
  'Answers that are given again to the same request. Written in the transaction of the work that was asked for.';
COMMENT ON COLUMN idempotency_keys.key IS 'Chosen by who asks: 1 to 200 characters.';
COMMENT ON COLUMN idempotency_keys.fingerprint IS 'Stands for what was asked; the same key with another fingerprint is a conflict.';
COMMENT ON COLUMN idempotency_keys.answer IS 'The answer, as text. May hold personal data.';
