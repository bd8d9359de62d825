-- What every payment waits for, at half the cost: functions that set no search path each time they
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
