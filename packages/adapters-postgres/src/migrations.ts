// Written by scripts/writeMigrations.ts from src/migrations/*.sql. Do not edit.
import type { Migration } from "./migrationHistory.ts";

/** In the order in which they are applied. One that was published is never changed. */
export const migrations: readonly Migration[] = [
  {
    name: "0001_initial",
    sql: `-- Customers, loans, the facts that loans are made of, and the progress of imports.
--
-- Names are not qualified: migrate() runs this with the lender's schema as the search path.

CREATE SEQUENCE customer_numbers AS bigint MINVALUE 1 MAXVALUE 9007199254740991 NO CYCLE;
COMMENT ON SEQUENCE customer_numbers IS 'Numbers of customers, each given once; up to 2^53 - 1.';

CREATE SEQUENCE loan_numbers AS bigint MINVALUE 1 MAXVALUE 9007199254740991 NO CYCLE;
COMMENT ON SEQUENCE loan_numbers IS 'Numbers of loans, each given once; up to 2^53 - 1.';

-- nextval and setval are never rolled back, and setval may go back past a nextval of another
-- session. So one session at a time, under a lock. The subtransaction ends with an error on
-- purpose: that releases the lock at once instead of at the end of the caller's transaction,
-- and keeps what the sequence has done.
CREATE FUNCTION give_numbers(numbers regclass, given bigint[]) RETURNS bigint[]
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  highest bigint := (SELECT max(number) FROM unnest(given) AS number);
  number bigint;
  answer bigint[] := '{}';
BEGIN
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('lendkit:numbers:' || numbers::oid::text, 0));
    IF highest > coalesce(pg_sequence_last_value(numbers), 0) THEN
      PERFORM setval(numbers, highest);
    END IF;
    FOREACH number IN ARRAY given LOOP
      answer := answer || coalesce(number, nextval(numbers));
    END LOOP;
    RAISE SQLSTATE 'LK000';
  EXCEPTION WHEN SQLSTATE 'LK000' THEN
    RETURN answer;
  END;
END
$$;
COMMENT ON FUNCTION give_numbers(regclass, bigint[]) IS
  'Moves the sequence past every number given, never back, then puts its next number in the place of each null.';

CREATE FUNCTION text_hash(content text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN encode(sha256(convert_to(content, 'UTF8')), 'hex');
COMMENT ON FUNCTION text_hash(text) IS 'SHA-256 of the text in UTF-8, in hexadecimal.';

CREATE TABLE customers (
  id text CONSTRAINT customers_pkey PRIMARY KEY,
  number bigint NOT NULL CONSTRAINT customers_number_key UNIQUE,
  origin text NOT NULL,
  first_name text NOT NULL,
  last_name text NOT NULL,
  phone_number text NOT NULL CONSTRAINT customers_phone_number_key UNIQUE,
  age integer NOT NULL,
  currency text NOT NULL,
  monthly_income numeric NOT NULL,
  approved_limit numeric NOT NULL,
  current_debt numeric NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  CONSTRAINT customers_id_is_said CHECK (id <> ''),
  CONSTRAINT customers_number_in_range CHECK (number BETWEEN 1 AND 9007199254740991),
  CONSTRAINT customers_origin_known CHECK (origin IN ('registered', 'imported')),
  CONSTRAINT customers_phone_number_is_digits CHECK (phone_number ~ '^[0-9]+$'),
  CONSTRAINT customers_age_in_range CHECK (age BETWEEN 0 AND 150),
  CONSTRAINT customers_currency_is_iso_4217 CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT customers_monthly_income_in_range CHECK (monthly_income BETWEEN 0 AND 9007199254740991),
  CONSTRAINT customers_approved_limit_in_range CHECK (approved_limit BETWEEN 0 AND 9007199254740991),
  CONSTRAINT customers_current_debt_in_range CHECK (current_debt BETWEEN 0 AND 9007199254740991),
  CONSTRAINT customers_version_in_range CHECK (version BETWEEN 1 AND 9007199254740991)
);
COMMENT ON TABLE customers IS 'Borrowers of this lender. Holds personal data.';
COMMENT ON COLUMN customers.id IS 'Opaque; given by the host, or derived for an imported customer.';
COMMENT ON COLUMN customers.number IS 'For people and for file imports; from customer_numbers unless a file gave it.';
COMMENT ON COLUMN customers.origin IS 'registered or imported.';
COMMENT ON COLUMN customers.first_name IS 'Personal data.';
COMMENT ON COLUMN customers.last_name IS 'Personal data.';
COMMENT ON COLUMN customers.phone_number IS 'Personal data. Digits only; one customer each.';
COMMENT ON COLUMN customers.age IS 'Whole years, as stated when registered or imported.';
COMMENT ON COLUMN customers.currency IS 'ISO 4217 code of the three amounts.';
COMMENT ON COLUMN customers.monthly_income IS 'A month, in the major unit of currency.';
COMMENT ON COLUMN customers.approved_limit IS 'What current loans may add up to, in the major unit of currency.';
COMMENT ON COLUMN customers.current_debt IS 'Grows in the transaction that creates a loan; in the major unit of currency.';
COMMENT ON COLUMN customers.version IS 'Counts the saves: 1 when inserted. A save names the version it loaded.';

CREATE TABLE loans (
  id text CONSTRAINT loans_pkey PRIMARY KEY,
  number bigint NOT NULL CONSTRAINT loans_number_key UNIQUE,
  customer_id text NOT NULL CONSTRAINT loans_customer_id_fkey REFERENCES customers (id),
  origin text NOT NULL,
  currency text NOT NULL,
  principal numeric NOT NULL,
  annual_rate_percent numeric NOT NULL,
  tenor_months integer NOT NULL,
  installment numeric NOT NULL,
  paid_on_time integer NOT NULL,
  started_on date NOT NULL,
  ends_on date NOT NULL,
  last_sequence bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  snapshot text NOT NULL,
  snapshot_hash text NOT NULL GENERATED ALWAYS AS (text_hash(snapshot)) STORED,
  CONSTRAINT loans_id_is_said CHECK (id <> ''),
  CONSTRAINT loans_number_in_range CHECK (number BETWEEN 1 AND 9007199254740991),
  CONSTRAINT loans_origin_known CHECK (origin IN ('opened', 'imported')),
  CONSTRAINT loans_currency_is_iso_4217 CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT loans_principal_in_range CHECK (principal > 0 AND principal <= 9007199254740991),
  CONSTRAINT loans_annual_rate_percent_in_range CHECK (annual_rate_percent BETWEEN 0 AND 1000),
  CONSTRAINT loans_tenor_months_in_range CHECK (tenor_months >= 1),
  CONSTRAINT loans_installment_in_range CHECK (installment BETWEEN 0 AND 9007199254740991),
  CONSTRAINT loans_paid_on_time_within_tenor CHECK (paid_on_time BETWEEN 0 AND tenor_months),
  CONSTRAINT loans_end_not_before_start CHECK (ends_on >= started_on),
  CONSTRAINT loans_last_sequence_in_range CHECK (last_sequence BETWEEN 1 AND 9007199254740991),
  CONSTRAINT loans_version_in_range CHECK (version BETWEEN 1 AND 9007199254740991),
  CONSTRAINT loans_snapshot_is_of_this_loan CHECK (
    (snapshot::jsonb ->> 'loanId', snapshot::jsonb ->> 'customerId', snapshot::jsonb ->> 'lastSequence')
    IS NOT DISTINCT FROM (id, customer_id, last_sequence::text)
  )
);
CREATE INDEX loans_customer_id_number_idx ON loans (customer_id, number);
COMMENT ON TABLE loans IS
  'One row for each loan: its state as a snapshot that can be made again from loan_facts, and what is asked of it in SQL.';
COMMENT ON COLUMN loans.id IS 'Opaque; given by the host, or derived for an imported loan.';
COMMENT ON COLUMN loans.number IS 'For people; from loan_numbers unless a file gave it.';
COMMENT ON COLUMN loans.customer_id IS 'The borrower.';
COMMENT ON COLUMN loans.origin IS 'opened or imported.';
COMMENT ON COLUMN loans.currency IS 'ISO 4217 code of every amount of the loan.';
COMMENT ON COLUMN loans.principal IS 'What was lent, in the major unit of currency.';
COMMENT ON COLUMN loans.annual_rate_percent IS 'Percent a year: 10.5, not 0.105.';
COMMENT ON COLUMN loans.tenor_months IS 'Months from the start to the last installment.';
COMMENT ON COLUMN loans.installment IS 'The level installment, in the major unit of currency.';
COMMENT ON COLUMN loans.paid_on_time IS 'Installments paid on time.';
COMMENT ON COLUMN loans.started_on IS 'The lender''s date.';
COMMENT ON COLUMN loans.ends_on IS 'Due date of the last installment.';
COMMENT ON COLUMN loans.last_sequence IS 'The last fact in the snapshot.';
COMMENT ON COLUMN loans.version IS 'Counts the saves: 1 when inserted. A save names the version it loaded.';
COMMENT ON COLUMN loans.snapshot IS 'The state: JSON with sorted keys, amounts in whole minor units. The other columns repeat parts of it.';
COMMENT ON COLUMN loans.snapshot_hash IS 'SHA-256 of snapshot, in hexadecimal.';

CREATE TABLE loan_facts (
  loan_id text NOT NULL CONSTRAINT loan_facts_loan_id_fkey REFERENCES loans (id) DEFERRABLE INITIALLY DEFERRED,
  sequence bigint NOT NULL,
  kind text NOT NULL,
  effective_on date NOT NULL,
  command_id text NOT NULL,
  fact text NOT NULL,
  CONSTRAINT loan_facts_pkey PRIMARY KEY (loan_id, sequence),
  CONSTRAINT loan_facts_sequence_in_range CHECK (sequence BETWEEN 1 AND 9007199254740991),
  CONSTRAINT loan_facts_fact_is_of_this_loan CHECK (
    (fact::jsonb ->> 'loanId', fact::jsonb ->> 'sequence', fact::jsonb ->> 'kind')
    IS NOT DISTINCT FROM (loan_id, sequence::text, kind)
  )
);
COMMENT ON TABLE loan_facts IS
  'What happened to each loan, in the order of recording. Append-only: a trigger refuses every change. Holds no personal data.';
COMMENT ON COLUMN loan_facts.loan_id IS 'The loan; its row may come later in the same transaction.';
COMMENT ON COLUMN loan_facts.sequence IS 'From 1, in the order of recording; one writer wins each.';
COMMENT ON COLUMN loan_facts.kind IS 'opened, imported, and so on.';
COMMENT ON COLUMN loan_facts.effective_on IS 'The lender''s date from which the fact counts.';
COMMENT ON COLUMN loan_facts.command_id IS 'The command that led to it.';
COMMENT ON COLUMN loan_facts.fact IS 'The whole fact: JSON with sorted keys. The other columns repeat parts of it.';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on %: its rows are never changed or removed. Append a new one that corrects.', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END
$$;
COMMENT ON FUNCTION refuse_change() IS 'Keeps a table append-only.';
CREATE TRIGGER loan_facts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON loan_facts
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE import_runs (
  id text CONSTRAINT import_runs_pkey PRIMARY KEY,
  kind text NOT NULL,
  ordinal bigint NOT NULL,
  fingerprint text NOT NULL,
  status text NOT NULL DEFAULT 'running',
  as_of date NOT NULL,
  rows_done bigint NOT NULL DEFAULT 0,
  rows_read bigint NOT NULL DEFAULT 0,
  rows_imported bigint NOT NULL DEFAULT 0,
  rows_updated bigint NOT NULL DEFAULT 0,
  rows_unchanged bigint NOT NULL DEFAULT 0,
  rows_rejected bigint NOT NULL DEFAULT 0,
  CONSTRAINT import_runs_kind_ordinal_key UNIQUE (kind, ordinal),
  CONSTRAINT import_runs_id_is_said CHECK (id <> ''),
  CONSTRAINT import_runs_kind_known CHECK (kind IN ('customers', 'loans')),
  CONSTRAINT import_runs_ordinal_in_range CHECK (ordinal BETWEEN 1 AND 9007199254740991),
  CONSTRAINT import_runs_status_known CHECK (status IN ('running', 'completed')),
  CONSTRAINT import_runs_counts_in_range CHECK (
    least(rows_done, rows_read, rows_imported, rows_updated, rows_unchanged, rows_rejected) >= 0
    AND greatest(rows_done, rows_read) <= 9007199254740991
  ),
  CONSTRAINT import_runs_outcomes_add_up CHECK (
    rows_imported + rows_updated + rows_unchanged + rows_rejected = rows_read
  )
);
CREATE INDEX import_runs_kind_fingerprint_ordinal_idx ON import_runs (kind, fingerprint, ordinal);
COMMENT ON TABLE import_runs IS 'One row for each pass over an imported file, and how far it has come.';
COMMENT ON COLUMN import_runs.id IS 'Opaque; given by the host.';
COMMENT ON COLUMN import_runs.kind IS 'customers or loans.';
COMMENT ON COLUMN import_runs.ordinal IS 'Counts the passes over this kind, from 1.';
COMMENT ON COLUMN import_runs.fingerprint IS 'SHA-256 of the bytes of the file, in hexadecimal.';
COMMENT ON COLUMN import_runs.status IS 'running or completed.';
COMMENT ON COLUMN import_runs.as_of IS 'The lender''s date by which debts are summed.';
COMMENT ON COLUMN import_runs.rows_done IS 'Data rows that are done; the next batch starts after them.';
COMMENT ON COLUMN import_runs.rows_read IS 'Rows that ended in one of the four outcomes.';
COMMENT ON COLUMN import_runs.rows_imported IS 'Rows that brought something new.';
COMMENT ON COLUMN import_runs.rows_updated IS 'Rows that changed what was there.';
COMMENT ON COLUMN import_runs.rows_unchanged IS 'Rows that say what was there already.';
COMMENT ON COLUMN import_runs.rows_rejected IS 'Rows that were refused; import_notes says why.';

CREATE TABLE import_notes (
  position bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT import_notes_pkey PRIMARY KEY,
  run_id text NOT NULL CONSTRAINT import_notes_run_id_fkey REFERENCES import_runs (id),
  row_number bigint NOT NULL,
  sheet text NOT NULL,
  severity text NOT NULL,
  code text NOT NULL,
  column_header text,
  cell_value text,
  reason text NOT NULL,
  CONSTRAINT import_notes_row_number_in_range CHECK (row_number BETWEEN 1 AND 9007199254740991),
  CONSTRAINT import_notes_severity_known CHECK (severity IN ('rejected', 'notice'))
);
CREATE INDEX import_notes_run_id_row_number_idx ON import_notes (run_id, row_number, position);
COMMENT ON TABLE import_notes IS 'What is to be said of single rows of an import.';
COMMENT ON COLUMN import_notes.position IS 'The order in which notes were added.';
COMMENT ON COLUMN import_notes.run_id IS 'The pass over the file.';
COMMENT ON COLUMN import_notes.row_number IS 'As a person counts in the sheet: the header is row 1.';
COMMENT ON COLUMN import_notes.sheet IS 'The name of the sheet.';
COMMENT ON COLUMN import_notes.severity IS 'rejected or notice.';
COMMENT ON COLUMN import_notes.code IS 'Stable, in capitals, for programs.';
COMMENT ON COLUMN import_notes.column_header IS 'The header, as in the file, of the cell at fault; null where the whole row is.';
COMMENT ON COLUMN import_notes.cell_value IS 'What the cell held, personal numbers masked; null where no cell is at fault.';
COMMENT ON COLUMN import_notes.reason IS 'For people.';
`,
  },
  {
    name: "0002_servicing",
    sql: `-- Dues of all loans as rows, and the answers that were given under idempotency keys.

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
`,
  },
  {
    name: "0003_applicants",
    sql: `-- People who register with an identity, the transactions of their accounts, and everyone who can
-- have a loan.

CREATE TABLE applicants (
  id text CONSTRAINT applicants_pkey PRIMARY KEY,
  number bigint NOT NULL CONSTRAINT applicants_number_key UNIQUE,
  name text NOT NULL,
  email text NOT NULL,
  identity_hash text NOT NULL CONSTRAINT applicants_identity_hash_key UNIQUE,
  identity_last_four text NOT NULL,
  annual_income numeric NOT NULL,
  currency text NOT NULL,
  account_key text NOT NULL,
  score integer,
  scored_on date,
  version bigint NOT NULL DEFAULT 1,
  CONSTRAINT applicants_id_is_said CHECK (id <> ''),
  CONSTRAINT applicants_number_in_range CHECK (number BETWEEN 1 AND 9007199254740991),
  CONSTRAINT applicants_name_is_said CHECK (name <> ''),
  CONSTRAINT applicants_email_is_said CHECK (email <> ''),
  CONSTRAINT applicants_identity_hash_is_one CHECK (identity_hash ~ '^[0-9a-f]{64}$'),
  CONSTRAINT applicants_identity_last_four_is_digits CHECK (identity_last_four ~ '^[0-9]{4}$'),
  CONSTRAINT applicants_annual_income_in_range CHECK (annual_income BETWEEN 0 AND 9007199254740991),
  CONSTRAINT applicants_currency_is_iso_4217 CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT applicants_account_key_is_said CHECK (account_key <> ''),
  CONSTRAINT applicants_scored_on_a_day CHECK ((score IS NULL) = (scored_on IS NULL)),
  CONSTRAINT applicants_version_in_range CHECK (version BETWEEN 1 AND 9007199254740991)
);
-- In the collation "C" only A to Z have small letters, as in the engine, whatever the database's is.
CREATE UNIQUE INDEX applicants_email_key ON applicants (lower(email COLLATE "C"));
CREATE INDEX applicants_unscored_idx ON applicants (currency, number) WHERE score IS NULL;
COMMENT ON TABLE applicants IS
  'People who registered with an identity number, which is not kept. Holds personal data.';
COMMENT ON COLUMN applicants.id IS 'Opaque; given by the host. No customer has it.';
COMMENT ON COLUMN applicants.number IS 'For people; from applicant_numbers.';
COMMENT ON COLUMN applicants.name IS 'Personal data.';
COMMENT ON COLUMN applicants.email IS 'Personal data, as given; one applicant each, capitals A to Z not told apart.';
COMMENT ON COLUMN applicants.identity_hash IS 'HMAC-SHA-256 of the identity number under the lender''s key, in hexadecimal; one applicant each.';
COMMENT ON COLUMN applicants.identity_last_four IS 'The last four digits of the identity number, to be shown.';
COMMENT ON COLUMN applicants.annual_income IS 'A year''s, in the major unit of currency.';
COMMENT ON COLUMN applicants.currency IS 'ISO 4217 code.';
COMMENT ON COLUMN applicants.account_key IS 'By this the rows of account_transactions are found: the identity hash, or an id of the file''s.';
COMMENT ON COLUMN applicants.score IS 'Null until it is computed.';
COMMENT ON COLUMN applicants.scored_on IS 'The lender''s date by which the score was computed; null exactly if the score is.';
COMMENT ON COLUMN applicants.version IS 'Counts the saves: 1 when inserted. A save names the version it loaded.';

CREATE SEQUENCE applicant_numbers AS bigint MINVALUE 1 MAXVALUE 9007199254740991 NO CYCLE;
COMMENT ON SEQUENCE applicant_numbers IS 'Numbers of applicants, each given once; up to 2^53 - 1.';

-- A borrower is there exactly if the person is, so nobody who has a loan can be removed. Both are
-- written by one statement, at the end of which the keys are checked.
CREATE TABLE borrowers (
  id text CONSTRAINT borrowers_pkey PRIMARY KEY,
  kind text NOT NULL,
  customer_id text GENERATED ALWAYS AS (CASE kind WHEN 'customer' THEN id END) STORED
    CONSTRAINT borrowers_customer_id_fkey REFERENCES customers (id),
  applicant_id text GENERATED ALWAYS AS (CASE kind WHEN 'applicant' THEN id END) STORED
    CONSTRAINT borrowers_applicant_id_fkey REFERENCES applicants (id),
  CONSTRAINT borrowers_kind_known CHECK (kind IN ('customer', 'applicant'))
);
COMMENT ON TABLE borrowers IS 'Everyone who can have a loan: one row for each customer and each applicant.';
COMMENT ON COLUMN borrowers.id IS 'The id of the customer or applicant; no two people share one.';
COMMENT ON COLUMN borrowers.kind IS 'customer or applicant.';
COMMENT ON COLUMN borrowers.customer_id IS 'The id, if this is a customer.';
COMMENT ON COLUMN borrowers.applicant_id IS 'The id, if this is an applicant.';
INSERT INTO borrowers (id, kind) SELECT id, 'customer' FROM customers;

ALTER TABLE customers ADD CONSTRAINT customers_id_fkey FOREIGN KEY (id) REFERENCES borrowers (id);
ALTER TABLE applicants ADD CONSTRAINT applicants_id_fkey FOREIGN KEY (id) REFERENCES borrowers (id);
ALTER TABLE loans
  DROP CONSTRAINT loans_customer_id_fkey,
  ADD CONSTRAINT loans_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES borrowers (id);
ALTER TABLE loan_dues
  DROP CONSTRAINT loan_dues_customer_id_fkey,
  ADD CONSTRAINT loan_dues_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES borrowers (id)
    DEFERRABLE INITIALLY DEFERRED;
COMMENT ON COLUMN loans.customer_id IS 'The borrower: a customer or an applicant.';
COMMENT ON COLUMN loan_dues.customer_id IS 'The borrower of the loan: a customer or an applicant.';

CREATE TABLE account_transactions (
  source text COLLATE "C" NOT NULL,
  row_number bigint NOT NULL,
  account_key text COLLATE "C" NOT NULL,
  booked_on date NOT NULL,
  kind text NOT NULL,
  currency text NOT NULL,
  amount numeric NOT NULL,
  CONSTRAINT account_transactions_pkey PRIMARY KEY (source, row_number),
  CONSTRAINT account_transactions_source_is_said CHECK (source <> ''),
  CONSTRAINT account_transactions_row_number_in_range CHECK (row_number BETWEEN 1 AND 9007199254740991),
  CONSTRAINT account_transactions_account_key_is_said CHECK (account_key <> ''),
  CONSTRAINT account_transactions_kind_known CHECK (kind IN ('CREDIT', 'DEBIT')),
  CONSTRAINT account_transactions_currency_is_iso_4217 CHECK (currency ~ '^[A-Z]{3}$'),
  CONSTRAINT account_transactions_amount_in_range CHECK (amount BETWEEN 0 AND 9007199254740991)
);
CREATE INDEX account_transactions_account_key_idx
  ON account_transactions (account_key, currency) INCLUDE (kind, amount);
COMMENT ON TABLE account_transactions IS
  'Transactions of people''s accounts with a bank, as files tell them, by which people are scored. Inserted once, never changed.';
COMMENT ON COLUMN account_transactions.source IS 'SHA-256 of the bytes of the file, in hexadecimal.';
COMMENT ON COLUMN account_transactions.row_number IS 'The row in the file; the header is row 1.';
COMMENT ON COLUMN account_transactions.account_key IS 'Whose account it is; see applicants.account_key.';
COMMENT ON COLUMN account_transactions.booked_on IS 'As the file tells it.';
COMMENT ON COLUMN account_transactions.kind IS 'CREDIT into the account, DEBIT out of it.';
COMMENT ON COLUMN account_transactions.currency IS 'ISO 4217 code of amount.';
COMMENT ON COLUMN account_transactions.amount IS 'Zero or more, in the major unit of currency.';

ALTER TABLE import_runs
  DROP CONSTRAINT import_runs_kind_known,
  ADD CONSTRAINT import_runs_kind_known CHECK (kind IN ('customers', 'loans', 'transactions'));
COMMENT ON COLUMN import_runs.kind IS 'customers, loans or transactions.';
`,
  },
  {
    name: "0004_day_end",
    sql: `-- When each loan is to be looked at again, messages to other systems, and the reports of day-ends.

ALTER TABLE loans ADD COLUMN next_action_on date;
COMMENT ON COLUMN loans.next_action_on IS
  'The lender''s date from which a day-end takes the loan; null where nothing happens by itself. Follows from snapshot.';
-- Loans that are there are due at once: the first day-end looks at each, and says when it is again.
UPDATE loans SET next_action_on = '1900-01-01' WHERE jsonb_typeof(snapshot::jsonb -> 'servicing') = 'object';
CREATE INDEX loans_next_action_on_idx ON loans (next_action_on, id) WHERE next_action_on IS NOT NULL;

CREATE TABLE outbox (
  position bigint GENERATED ALWAYS AS IDENTITY,
  id text CONSTRAINT outbox_pkey PRIMARY KEY,
  loan_id text NOT NULL,
  kind text NOT NULL,
  body text,
  CONSTRAINT outbox_id_is_said CHECK (id <> ''),
  CONSTRAINT outbox_kind_known CHECK (kind IN ('notice', 'fact'))
);
CREATE INDEX outbox_waiting_idx ON outbox (position) WHERE body IS NOT NULL;
COMMENT ON TABLE outbox IS
  'Messages to other systems, written in the transaction of what they tell. One that was handed on keeps its id, so that it is not put again.';
COMMENT ON COLUMN outbox.position IS 'The order in which messages were put; of one loan also that in which they came to be.';
COMMENT ON COLUMN outbox.id IS 'Follows from what is told, so the same is told once.';
COMMENT ON COLUMN outbox.loan_id IS 'The loan that it speaks of.';
COMMENT ON COLUMN outbox.kind IS 'notice, for the borrower, or fact, such as for a ledger.';
COMMENT ON COLUMN outbox.body IS 'What is told: JSON with sorted keys; null once it was handed on.';

CREATE TABLE day_runs (
  as_of date CONSTRAINT day_runs_pkey PRIMARY KEY,
  started_at text NOT NULL,
  finished_at text,
  loans bigint NOT NULL DEFAULT 0,
  bills bigint NOT NULL DEFAULT 0,
  dues bigint NOT NULL DEFAULT 0,
  overdue bigint NOT NULL DEFAULT 0,
  buckets bigint NOT NULL DEFAULT 0,
  closed bigint NOT NULL DEFAULT 0,
  notices bigint NOT NULL DEFAULT 0,
  CONSTRAINT day_runs_counts_in_range CHECK (
    least(loans, bills, dues, overdue, buckets, closed, notices) >= 0
    AND greatest(loans, bills, dues, overdue, buckets, closed, notices) <= 9007199254740991
  )
);
COMMENT ON TABLE day_runs IS 'One row for each day whose end was run: what it did, counted in the transactions that did it.';
COMMENT ON COLUMN day_runs.as_of IS 'The lender''s date that ended.';
COMMENT ON COLUMN day_runs.started_at IS 'ISO 8601 instant at which it was first begun.';
COMMENT ON COLUMN day_runs.finished_at IS 'ISO 8601 instant at which all that was due was first done; null before.';
COMMENT ON COLUMN day_runs.loans IS 'Loans that were carried forward.';
COMMENT ON COLUMN day_runs.bills IS 'Bills that were issued.';
COMMENT ON COLUMN day_runs.dues IS 'Installments that fell due.';
COMMENT ON COLUMN day_runs.overdue IS 'Notices of dues that are overdue.';
COMMENT ON COLUMN day_runs.buckets IS 'Loans that came into another bucket.';
COMMENT ON COLUMN day_runs.closed IS 'Loans that ended.';
COMMENT ON COLUMN day_runs.notices IS 'Notices of all kinds.';

CREATE TABLE day_run_failures (
  as_of date NOT NULL CONSTRAINT day_run_failures_as_of_fkey REFERENCES day_runs (as_of),
  loan_id text COLLATE "C" NOT NULL CONSTRAINT day_run_failures_loan_id_fkey REFERENCES loans (id),
  code text NOT NULL,
  message text NOT NULL,
  attempts bigint NOT NULL,
  CONSTRAINT day_run_failures_pkey PRIMARY KEY (as_of, loan_id),
  CONSTRAINT day_run_failures_attempts_in_range CHECK (attempts BETWEEN 1 AND 9007199254740991)
);
COMMENT ON TABLE day_run_failures IS 'Loans that the run of a day has set aside. Holds no personal data.';
COMMENT ON COLUMN day_run_failures.as_of IS 'The run.';
COMMENT ON COLUMN day_run_failures.loan_id IS 'The loan that could not be carried forward.';
COMMENT ON COLUMN day_run_failures.code IS 'Stable, in capitals, for programs.';
COMMENT ON COLUMN day_run_failures.message IS 'For people.';
COMMENT ON COLUMN day_run_failures.attempts IS 'How often the run has tried.';
`,
  },
  {
    name: "0005_hold_and_read",
    sql: `-- Locks that read what they guard, in one round trip. A function that is volatile takes a new
-- snapshot for each of its statements, so what it reads is not older than its wait.

CREATE FUNCTION hold_names(prefix text, names text[]) RETURNS void
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  lock_key bigint;
BEGIN
  -- In the order of the keys, not of the names: two names may share a key.
  FOR lock_key IN SELECT DISTINCT hashtextextended(prefix || name, 0) AS key FROM unnest(names) AS name ORDER BY key LOOP
    PERFORM pg_advisory_xact_lock(lock_key);
  END LOOP;
END
$$;
COMMENT ON FUNCTION hold_names(text, text[]) IS
  'Waits for and holds the advisory locks of these names to the end of the transaction.';

CREATE FUNCTION hold_key(prefix text, held_key text) RETURNS SETOF idempotency_keys
LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM hold_names(prefix, ARRAY[held_key]);
  RETURN QUERY SELECT kept.* FROM idempotency_keys AS kept WHERE kept.key = held_key;
END
$$;
COMMENT ON FUNCTION hold_key(text, text) IS
  'Holds the lock of an idempotency key, then gives the answer that is kept for it.';

CREATE FUNCTION hold_loans(prefix text, ids text[]) RETURNS SETOF loans
LANGUAGE plpgsql VOLATILE SET search_path FROM CURRENT AS $$
BEGIN
  PERFORM hold_names(prefix, ids);
  RETURN QUERY SELECT loan.* FROM loans AS loan WHERE loan.id = ANY (ids) ORDER BY loan.id FOR NO KEY UPDATE;
END
$$;
COMMENT ON FUNCTION hold_loans(text, text[]) IS
  'Holds the locks of these loans, whether or not they exist, then their rows, and gives them.';
`,
  },
  {
    name: "0006_parse_once",
    sql: `-- The same checks on stored JSON, which is now parsed once for each row instead of three times.

ALTER TABLE loans
  DROP CONSTRAINT loans_snapshot_is_of_this_loan,
  ADD CONSTRAINT loans_snapshot_is_of_this_loan CHECK (
    snapshot::jsonb @> jsonb_build_object('loanId', id, 'customerId', customer_id, 'lastSequence', last_sequence)
  );

ALTER TABLE loan_facts
  DROP CONSTRAINT loan_facts_fact_is_of_this_loan,
  ADD CONSTRAINT loan_facts_fact_is_of_this_loan CHECK (
    fact::jsonb @> jsonb_build_object('loanId', loan_id, 'sequence', sequence, 'kind', kind)
  );
`,
  },
  {
    name: "0007_cheaper_payments",
    sql: `-- What every payment waits for, at half the cost: functions that set no search path each time they
-- are called, since they name all with its schema, and a check that does not parse the snapshot.

DO $do$
BEGIN
  EXECUTE format($create$
    CREATE OR REPLACE FUNCTION hold_key(prefix text, held_key text) RETURNS SETOF idempotency_keys
    LANGUAGE plpgsql VOLATILE AS $body$
    BEGIN
      PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(prefix || held_key, 0));
      RETURN QUERY SELECT kept.* FROM %1$I.idempotency_keys AS kept WHERE kept.key = held_key;
    END
    $body$;

    CREATE OR REPLACE FUNCTION hold_loans(prefix text, ids text[]) RETURNS SETOF loans
    LANGUAGE plpgsql VOLATILE AS $body$
    BEGIN
      IF pg_catalog.cardinality(ids) = 1 THEN
        PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(prefix || ids[1], 0));
        RETURN QUERY SELECT loan.* FROM %1$I.loans AS loan WHERE loan.id = ids[1] FOR NO KEY UPDATE;
      ELSE
        PERFORM %1$I.hold_names(prefix, ids);
        RETURN QUERY
          SELECT loan.* FROM %1$I.loans AS loan WHERE loan.id = ANY (ids) ORDER BY loan.id FOR NO KEY UPDATE;
      END IF;
    END
    $body$;
  $create$, current_schema());
END
$do$;

-- What a command on a loan waits for and reads, as one call: first its key, then its loan, each read
-- by another statement than waits.
DO $do$
BEGIN
  EXECUTE format($create$
    CREATE FUNCTION hold_key_and_loan(
      key_prefix text, held_key text, loan_prefix text, held_id text,
      OUT fingerprint text, OUT answer text,
      OUT id text, OUT number text, OUT version text, OUT snapshot text, OUT next_action_on text
    )
    LANGUAGE plpgsql VOLATILE AS $body$
    BEGIN
      PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(key_prefix || held_key, 0));
      SELECT kept.fingerprint, kept.answer INTO fingerprint, answer
      FROM %1$I.idempotency_keys AS kept WHERE kept.key = held_key;

      PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(loan_prefix || held_id, 0));
      SELECT loan.id, loan.number, loan.version, loan.snapshot, pg_catalog.to_char(loan.next_action_on, 'YYYY-MM-DD')
      INTO id, number, version, snapshot, next_action_on
      FROM %1$I.loans AS loan WHERE loan.id = held_id FOR NO KEY UPDATE;
    END
    $body$;

    COMMENT ON FUNCTION hold_key_and_loan IS
      'Holds the lock of an idempotency key and gives the answer kept for it, then the locks of a loan and its row, and gives that. What is not there is null.';
  $create$, current_schema());
END
$do$;

-- As text: a snapshot is JSON with sorted keys and no spaces, in which quotes within a value are
-- escaped. Facts, from which it can be made again, are still parsed and checked as JSON.
ALTER TABLE loans
  DROP CONSTRAINT loans_snapshot_is_of_this_loan,
  ADD CONSTRAINT loans_snapshot_is_of_this_loan CHECK (
    strpos(snapshot, '"customerId":' || to_json(customer_id) || ',') > 0
    AND strpos(snapshot, '"lastSequence":' || last_sequence || ',') > 0
    AND strpos(snapshot, '"loanId":' || to_json(id) || ',') > 0
  );

-- What a payment writes, as one call: its plans are kept by the connection, whatever client asks, so
-- the server does not plan one large statement anew for each payment.
DO $do$
BEGIN
  EXECUTE format($create$
    CREATE FUNCTION record_fact(
      fact_loan_id text, fact_sequence bigint, fact_kind text, fact_effective_on date,
      fact_command_id text, fact_fact text,
      saved_id text, saved_number bigint, saved_customer_id text, saved_origin text,
      saved_currency text, saved_principal numeric, saved_annual_rate_percent numeric, saved_tenor_months integer,
      saved_installment numeric, saved_paid_on_time integer, saved_started_on date, saved_ends_on date,
      saved_last_sequence bigint, saved_next_action_on date, saved_snapshot text, saved_version bigint,
      removed_loan_id text, removed_due_id text,
      due_loan_id text, due_due_id text, due_customer_id text, due_currency text,
      due_installment integer, due_due_on date, due_penalty numeric, due_fee numeric,
      due_interest numeric, due_principal numeric, due_paid numeric, due_unpaid numeric,
      message_id text, message_loan_id text, message_kind text, message_body text,
      answer_key text, answer_fingerprint text, answer_answer text,
      OUT facts_written bigint, OUT loans_written bigint
    )
    LANGUAGE plpgsql VOLATILE AS $body$
    BEGIN
      INSERT INTO %1$I.loan_facts (loan_id, sequence, kind, effective_on, command_id, fact)
      VALUES (fact_loan_id, fact_sequence, fact_kind, fact_effective_on, fact_command_id, fact_fact)
      ON CONFLICT (loan_id, sequence) DO NOTHING;
      GET DIAGNOSTICS facts_written = ROW_COUNT;

      UPDATE %1$I.loans AS stored
      SET number = saved_number, customer_id = saved_customer_id, origin = saved_origin,
          currency = saved_currency, principal = saved_principal, annual_rate_percent = saved_annual_rate_percent,
          tenor_months = saved_tenor_months, installment = saved_installment, paid_on_time = saved_paid_on_time,
          started_on = saved_started_on, ends_on = saved_ends_on, last_sequence = saved_last_sequence,
          next_action_on = saved_next_action_on, snapshot = saved_snapshot,
          version = stored.version + 1
      WHERE stored.id = saved_id AND stored.version = saved_version;
      GET DIAGNOSTICS loans_written = ROW_COUNT;

      IF removed_due_id IS NOT NULL THEN
        DELETE FROM %1$I.loan_dues AS due WHERE due.loan_id = removed_loan_id AND due.due_id = removed_due_id;
      END IF;

      IF due_due_id IS NOT NULL THEN
        INSERT INTO %1$I.loan_dues (
          loan_id, due_id, customer_id, currency, installment, due_on,
          penalty, fee, interest, principal, paid, unpaid
        ) VALUES (
          due_loan_id, due_due_id, due_customer_id, due_currency, due_installment, due_due_on,
          due_penalty, due_fee, due_interest, due_principal, due_paid, due_unpaid
        )
        ON CONFLICT (loan_id, due_id) DO UPDATE
        SET loan_id = excluded.loan_id, due_id = excluded.due_id, customer_id = excluded.customer_id, currency = excluded.currency,
            installment = excluded.installment, due_on = excluded.due_on, penalty = excluded.penalty, fee = excluded.fee,
            interest = excluded.interest, principal = excluded.principal, paid = excluded.paid, unpaid = excluded.unpaid;
      END IF;

      INSERT INTO %1$I.outbox (id, loan_id, kind, body)
      VALUES (message_id, message_loan_id, message_kind, message_body)
      ON CONFLICT (id) DO NOTHING;

      IF answer_key IS NOT NULL THEN
        INSERT INTO %1$I.idempotency_keys (key, fingerprint, answer)
        VALUES (answer_key, answer_fingerprint, answer_answer);
      END IF;
    END
    $body$;

    COMMENT ON FUNCTION record_fact IS
      'Writes one fact of one loan with what follows from it: the loan as it is now, at most one due that is gone and one that changed, one message, and the answer to an idempotency key. Counts the facts and the loans written: 0 where another transaction was faster.';
  $create$, current_schema());
END
$do$;
`,
  },
  {
    name: "0008_two_statements",
    sql: `-- A command on a loan in two statements, each a transaction of its own: one reads without waiting, the
-- other writes if nothing of that has changed since. They stand beside the functions that hold.
DO $do$
BEGIN
  EXECUTE format($create$
    CREATE FUNCTION read_key_and_loan(
      asked_key text, asked_id text,
      OUT fingerprint text, OUT answer text,
      OUT id text, OUT number text, OUT version text, OUT snapshot text, OUT next_action_on text
    )
    LANGUAGE plpgsql STABLE AS $body$
    BEGIN
      IF asked_key IS NOT NULL THEN
        SELECT kept.fingerprint, kept.answer INTO fingerprint, answer
        FROM %1$I.idempotency_keys AS kept WHERE kept.key = asked_key;
      END IF;

      SELECT loan.id, loan.number, loan.version, loan.snapshot, pg_catalog.to_char(loan.next_action_on, 'YYYY-MM-DD')
      INTO id, number, version, snapshot, next_action_on
      FROM %1$I.loans AS loan WHERE loan.id = asked_id;
    END
    $body$;

    COMMENT ON FUNCTION read_key_and_loan IS
      'Gives the answer kept for an idempotency key, and a loan, as they are at one moment; waits for nobody. What is not there is null.';
  $create$, current_schema());
END
$do$;

-- It waits for who holds the key or the loan, in the order in which they are held, and then finds out
-- whether they have changed them. LK001 undoes the statement.
DO $do$
BEGIN
  EXECUTE format($create$
    CREATE FUNCTION record_fact_if_unchanged(
      fact_loan_id text, fact_sequence bigint, fact_kind text, fact_effective_on date,
      fact_command_id text, fact_fact text,
      saved_id text, saved_number bigint, saved_customer_id text, saved_origin text,
      saved_currency text, saved_principal numeric, saved_annual_rate_percent numeric, saved_tenor_months integer,
      saved_installment numeric, saved_paid_on_time integer, saved_started_on date, saved_ends_on date,
      saved_last_sequence bigint, saved_next_action_on date, saved_snapshot text, saved_version bigint,
      removed_loan_id text, removed_due_id text,
      due_loan_id text, due_due_id text, due_customer_id text, due_currency text,
      due_installment integer, due_due_on date, due_penalty numeric, due_fee numeric,
      due_interest numeric, due_principal numeric, due_paid numeric, due_unpaid numeric,
      message_id text, message_loan_id text, message_kind text, message_body text,
      answer_key text, answer_fingerprint text, answer_answer text, key_prefix text
    ) RETURNS void
    LANGUAGE plpgsql VOLATILE AS $body$
    BEGIN
      IF answer_key IS NOT NULL THEN
        PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtextextended(key_prefix || answer_key, 0));
        INSERT INTO %1$I.idempotency_keys (key, fingerprint, answer)
        VALUES (answer_key, answer_fingerprint, answer_answer)
        ON CONFLICT (key) DO NOTHING;
        IF NOT FOUND THEN RAISE SQLSTATE 'LK001' USING MESSAGE = 'The key has been answered.'; END IF;
      END IF;

      UPDATE %1$I.loans AS stored
      SET number = saved_number, customer_id = saved_customer_id, origin = saved_origin,
          currency = saved_currency, principal = saved_principal, annual_rate_percent = saved_annual_rate_percent,
          tenor_months = saved_tenor_months, installment = saved_installment, paid_on_time = saved_paid_on_time,
          started_on = saved_started_on, ends_on = saved_ends_on, last_sequence = saved_last_sequence,
          next_action_on = saved_next_action_on, snapshot = saved_snapshot,
          version = stored.version + 1
      WHERE stored.id = saved_id AND stored.version = saved_version;
      IF NOT FOUND THEN RAISE SQLSTATE 'LK001' USING MESSAGE = 'The loan has been saved.'; END IF;

      INSERT INTO %1$I.loan_facts (loan_id, sequence, kind, effective_on, command_id, fact)
      VALUES (fact_loan_id, fact_sequence, fact_kind, fact_effective_on, fact_command_id, fact_fact)
      ON CONFLICT (loan_id, sequence) DO NOTHING;
      IF NOT FOUND THEN RAISE SQLSTATE 'LK001' USING MESSAGE = 'The loan has the fact.'; END IF;

      IF removed_due_id IS NOT NULL THEN
        DELETE FROM %1$I.loan_dues AS due WHERE due.loan_id = removed_loan_id AND due.due_id = removed_due_id;
      END IF;

      IF due_due_id IS NOT NULL THEN
        UPDATE %1$I.loan_dues AS due
        SET customer_id = due_customer_id, currency = due_currency, installment = due_installment,
            due_on = due_due_on, penalty = due_penalty, fee = due_fee, interest = due_interest,
            principal = due_principal, paid = due_paid, unpaid = due_unpaid
        WHERE due.loan_id = due_loan_id AND due.due_id = due_due_id;
        IF NOT FOUND THEN
          INSERT INTO %1$I.loan_dues (
            loan_id, due_id, customer_id, currency, installment, due_on,
            penalty, fee, interest, principal, paid, unpaid
          ) VALUES (
            due_loan_id, due_due_id, due_customer_id, due_currency, due_installment, due_due_on,
            due_penalty, due_fee, due_interest, due_principal, due_paid, due_unpaid
          );
        END IF;
      END IF;

      INSERT INTO %1$I.outbox (id, loan_id, kind, body)
      VALUES (message_id, message_loan_id, message_kind, message_body)
      ON CONFLICT (id) DO NOTHING;
    END
    $body$;

    COMMENT ON FUNCTION record_fact_if_unchanged IS
      'Writes what record_fact does, if the loan is still of the version that was read and the key has no answer yet; else raises LK001.';
  $create$, current_schema());
END
$do$;
`,
  },
  {
    name: "0009_servicing_terms",
    sql: `-- Most loans of a product have the same servicing terms. They are stored once, and the snapshots of loans
-- name them by their hash: so a snapshot is half as long to write at each payment. Snapshots of
-- before are made again from the facts when their loans are next read.

CREATE TABLE servicing_terms (
  hash text NOT NULL,
  terms text NOT NULL,
  CONSTRAINT servicing_terms_hash_is_of_terms CHECK (hash = text_hash(terms))
);
COMMENT ON TABLE servicing_terms IS
  'How loans are repaid and serviced, as their snapshots name it. Like a snapshot it can be made again from the facts.';
COMMENT ON COLUMN servicing_terms.hash IS 'SHA-256 of terms, in hexadecimal.';
COMMENT ON COLUMN servicing_terms.terms IS 'JSON with sorted keys.';

-- Not unique: of two transactions that first write the same terms, neither waits for the other, and two
-- equal rows do no harm.
CREATE INDEX servicing_terms_hash_idx ON servicing_terms (hash);
CREATE TRIGGER servicing_terms_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON servicing_terms
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
`,
  },
];
