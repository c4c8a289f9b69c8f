-- The tables as one would model them at first: no copied columns to list by, no kept counts, and an
-- index on every column that leads to another table. The columns stay, and nothing reads them.
DROP INDEX ix_statement_location_by_time;
DROP INDEX ix_statement_location_by_party;
DROP INDEX ix_statement_location_by_claim_type;
DROP INDEX ix_statement_party_sort_at_id_superseded_at;
DROP INDEX ix_statement_party_recorded_at_id_superseded_at;
DROP INDEX ix_statement_party_confidence_id_superseded_at;
DROP TABLE statement_count;
CREATE INDEX ix_plain_statement_location ON statement_location (location_id, statement_id);
CREATE INDEX ix_plain_speaker_party ON speaker (party);
CREATE FUNCTION plain_statement_stats(of_party text)
RETURNS TABLE (count bigint, period date, speaker_key text, speaker_name text)
LANGUAGE sql STABLE AS $$
  SELECT k.number, k.month, p.key, p.name FROM (
    SELECT s.speaker_id, date_trunc('month', s.said_on::timestamp)::date AS month, count(*) AS number
    FROM statement s JOIN speaker p ON p.id = s.speaker_id
    WHERE s.superseded_at IS NULL AND p.party = of_party
    GROUP BY 1, 2 ORDER BY number DESC, s.speaker_id, month LIMIT 50) k
  LEFT JOIN speaker p ON p.id = k.speaker_id
  ORDER BY k.number DESC, k.speaker_id, k.month
$$;
ANALYZE;
