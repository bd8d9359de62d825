-- People who register with an identity, the transactions of their accounts, and everyone who can
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
