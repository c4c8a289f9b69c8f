-- Q1
SELECT '{"statement":' || coalesce((
  SELECT '{"key":' || to_json(s.key)::text || ',"text":' || to_json(s.text)::text
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
    || ']}'
  FROM statement s JOIN speaker p ON p.id = s.speaker_id
  WHERE s.key = :key AND s.superseded_at IS NULL), 'null') || '}';

-- Q2
SELECT '{"statements":{"edges":[' || coalesce(string_agg(item, ',' ORDER BY sort_at DESC, id DESC), '')
  || ']}}' FROM (
  SELECT d.sort_at, s.id, '{"node":{"key":' || to_json(s.key)::text || ',"text":' || to_json(s.text)::text
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
    SELECT d.sort_at, d.statement_id FROM statement_location d
    WHERE d.listed AND d.location_id = (SELECT id FROM location WHERE key = :place)
      AND d.party = :party AND d.sort_at >= :from::text::timestamp AT TIME ZONE 'UTC'
      AND d.sort_at < (:to::text::timestamp + interval '1 day') AT TIME ZONE 'UTC'
    ORDER BY d.sort_at DESC, d.statement_id DESC LIMIT 20) d
  JOIN statement s ON s.id = d.statement_id
  JOIN speaker p ON p.id = s.speaker_id JOIN article a ON a.id = s.article_id) listed;

-- Q3
WITH page AS (
  SELECT c.* FROM contradiction c WHERE c.superseded_at IS NULL AND c.status <> 'rejected' AND c.type = lower(:type::text)
  ORDER BY c.sort_at DESC, c.id DESC LIMIT 51)
SELECT '{"contradictions":{"edges":[' || coalesce(string_agg(item, ',' ORDER BY sort_at DESC, id DESC), '')
  || '],"pageInfo":{"hasNextPage":' || ((SELECT count(*) FROM page) > 50)::text
  || ',"endCursor":' || coalesce(to_json(min(cursor))::text, 'null') || '}}}' FROM (
  SELECT c.sort_at, c.id, c.sort_at || ',' || c.id AS cursor,
    '{"cursor":' || to_json(c.sort_at || ',' || c.id)::text
    || ',"node":{"key":' || to_json(c.key)::text || ',"type":' || to_json(upper(c.type))::text
    || ',"reason":' || to_json(c.reason)::text || ',"confidence":' || to_json(c.confidence)::text
    || ',"a":{"key":' || to_json(a.key)::text || ',"text":' || to_json(a.text)::text
    || ',"speaker":{"key":' || to_json(pa.key)::text || ',"name":' || to_json(pa.name)::text
    || ',"party":' || to_json(pa.party)::text
    || '},"article":{"key":' || to_json(ra.key)::text || ',"title":' || to_json(ra.title)::text
    || ',"published":' || to_json(ra.published_on)::text
    || '},"places":[' || coalesce((
      SELECT string_agg('{"mention":' || to_json(m.mention)::text
        || ',"location":{"name":' || to_json(l.name)::text || ',"country":' || to_json(l.country)::text
        || ',"latitude":' || to_json(l.latitude)::text || ',"longitude":' || to_json(l.longitude)::text || '}}',
        ',' ORDER BY m.position)
      FROM statement_location m JOIN location l ON l.id = m.location_id
      WHERE m.statement_id = a.id), '')
    || ']},"b":{"key":' || to_json(b.key)::text || ',"text":' || to_json(b.text)::text
    || ',"speaker":{"key":' || to_json(pb.key)::text || ',"name":' || to_json(pb.name)::text
    || ',"party":' || to_json(pb.party)::text
    || '},"article":{"key":' || to_json(rb.key)::text || ',"title":' || to_json(rb.title)::text
    || ',"published":' || to_json(rb.published_on)::text
    || '},"places":[' || coalesce((
      SELECT string_agg('{"mention":' || to_json(m.mention)::text
        || ',"location":{"name":' || to_json(l.name)::text || ',"country":' || to_json(l.country)::text
        || ',"latitude":' || to_json(l.latitude)::text || ',"longitude":' || to_json(l.longitude)::text || '}}',
        ',' ORDER BY m.position)
      FROM statement_location m JOIN location l ON l.id = m.location_id
      WHERE m.statement_id = b.id), '')
    || ']}}}' AS item
  FROM (SELECT * FROM page ORDER BY sort_at DESC, id DESC LIMIT 50) c
  JOIN statement a ON a.id = c.statement_a_id JOIN statement b ON b.id = c.statement_b_id
  JOIN speaker pa ON pa.id = a.speaker_id JOIN speaker pb ON pb.id = b.speaker_id
  JOIN article ra ON ra.id = a.article_id JOIN article rb ON rb.id = b.article_id) listed;

-- Q4
SELECT '{"statementStats":[' || coalesce(string_agg('{"count":' || k.statements
  || ',"period":' || coalesce(to_json(k.month)::text, 'null') || ',"speaker":'
  || CASE WHEN p.id IS NULL THEN 'null'
     ELSE '{"key":' || to_json(p.key)::text || ',"name":' || to_json(p.name)::text || '}' END
  || '}', ',' ORDER BY k.statements DESC, k.speaker_id, k.month), '') || ']}'
FROM (
  SELECT * FROM statement_count WHERE level = 'speaker_party_month' AND party = :party
  ORDER BY statements DESC, speaker_id, month LIMIT 50) k
LEFT JOIN speaker p ON p.id = k.speaker_id;

-- Q5
SELECT '{"statements":{"totalCount":' || count(*) || '}}' FROM statement
WHERE superseded_at IS NULL AND party = :party
  AND sort_at >= :from::text::timestamp AT TIME ZONE 'UTC'
  AND sort_at < (:to::text::timestamp + interval '1 day') AT TIME ZONE 'UTC';
