-- The same checks on stored JSON, which is now parsed once for each row instead of three times.

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
