-- A command on a loan in two statements, each a transaction of its own: one reads without waiting, the
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
