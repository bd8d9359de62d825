-- When each loan is to be looked at again, messages to other systems, and the reports of day-ends.

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
