-- Locks that read what they guard, in one round trip. A function that is volatile takes a new
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
