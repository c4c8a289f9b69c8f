-- Q2
SELECT '{"statements":{"edges":[' || coalesce(string_agg(item, ',' ORDER BY sort_at DESC, id DESC), '')
  || ']}}' FROM (
  SELECT s.sort_at, s.id, '{"node":{"key":' || to_json(s.key)::text || ',"text":' || to_json(s.text)::text
    || ',"said":' || to_json(s.said_on)::text
    || ',"claimType":' || to_json(upper(s.claim_type))::text
    || ',"speaker":{"key":' || to_json(p.key)::text || ',"name":' || to_json(p.name)::text
    || ',"party":' || to_json(p.party)::text
    || '},"places":[' || coalesce((
      SELECT string_agg('{"mention":' || to_json(m.mention)::text
        || ',"location":{"name":' || to_json(l.name)::text || ',"country":' || to_json(l.country)::text
        || ',"latitude":' || to_json(l.latitude)::text || ',"longitude":' || to_json(l.longitude)::text || '}}',
        ',' ORDER BY m.position)
      FROM statement_location m JOIN location l ON l.id = m.location_id
      WHERE m.statement_id = s.id), '')
    || '],"quantities":[' || coalesce((
      SELECT string_agg('{"mention":' || to_json(q.mention)::text || ',"low":' || to_json(q.low)::text
        || ',"high":' || to_json(q.high)::text || ',"unit":' || to_json(q.unit)::text
        || ',"counted":' || to_json(q.counted)::text || '}', ',' ORDER BY q.position)
      FROM quantity q WHERE q.statement_id = s.id), '')
    || '],"article":{"key":' || to_json(a.key)::text || ',"title":' || to_json(a.title)::text
    || ',"published":' || to_json(a.published_on)::text || '}}}' AS item
  FROM (
    SELECT s.* FROM statement_location d JOIN statement s ON s.id = d.statement_id
    JOIN speaker p ON p.id = s.speaker_id
    WHERE d.location_id = (SELECT id FROM location WHERE key = :place)
      AND s.superseded_at IS NULL AND p.party = :party
      AND s.sort_at >= :from::text::timestamp AT TIME ZONE 'UTC'
      AND s.sort_at < (:to::text::timestamp + interval '1 day') AT TIME ZONE 'UTC'
    ORDER BY s.sort_at DESC, s.id DESC LIMIT 20) s
  JOIN speaker p ON p.id = s.speaker_id JOIN article a ON a.id = s.article_id) listed;

-- Q4
SELECT '{"statementStats":[' || coalesce(string_agg('{"count":' || k.number
  || ',"period":' || coalesce(to_json(k.month)::text, 'null') || ',"speaker":'
  || CASE WHEN p.id IS NULL THEN 'null'
     ELSE '{"key":' || to_json(p.key)::text || ',"name":' || to_json(p.name)::text || '}' END
  || '}', ',' ORDER BY k.number DESC, k.speaker_id, k.month), '') || ']}'
FROM (
  SELECT s.speaker_id, date_trunc('month', s.said_on::timestamp)::date AS month, count(*) AS number
  FROM statement s JOIN speaker p ON p.id = s.speaker_id
  WHERE s.superseded_at IS NULL AND p.party = :party
  GROUP BY 1, 2 ORDER BY number DESC, s.speaker_id, month LIMIT 50) k
LEFT JOIN speaker p ON p.id = k.speaker_id;

-- Q5
SELECT '{"statements":{"totalCount":' || count(*) || '}}'
FROM statement s JOIN speaker p ON p.id = s.speaker_id
WHERE s.superseded_at IS NULL AND p.party = :party
  AND s.sort_at >= :from::text::timestamp AT TIME ZONE 'UTC'
  AND s.sort_at < (:to::text::timestamp + interval '1 day') AT TIME ZONE 'UTC';
