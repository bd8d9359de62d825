-- Most loans of a product have the same servicing terms. They are stored once, and the snapshots of loans
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
