-- Q1
SELECT '{"statement":' || coalesce((
  SELECT '{"key":' || json_quote(s.key) || ',"text":' || json_quote(s.text)
    || ',"speaker":{"key":' || json_quote(p.key) || ',"name":' || json_quote(p.name)
    || ',"party":' || json_quote(p.party)
    || '},"places":[' || coalesce((
      SELECT group_concat('{"mention":' || json_quote(m.mention)
        || ',"location":{"name":' || json_quote(l.name) || ',"country":' || json_quote(l.country)
        || ',"latitude":' || json_quote(l.latitude) || ',"longitude":' || json_quote(l.longitude) || '}}')
      FROM statement_location m JOIN location l ON l.id = m.location_id
      WHERE m.statement_id = s.id ORDER BY m.position), '')
    || '],"quantities":[' || coalesce((
      SELECT group_concat('{"mention":' || json_quote(q.mention) || ',"low":' || json_quote(q.low)
        || ',"high":' || json_quote(q.high) || ',"unit":' || json_quote(q.unit)
        || ',"counted":' || json_quote(q.counted) || '}')
      FROM quantity q WHERE q.statement_id = s.id ORDER BY q.position), '')
    || ']}'
  FROM statement s JOIN speaker p ON p.id = s.speaker_id
  WHERE s.key = :key AND s.superseded_at IS NULL), 'null') || '}';

-- Q2
SELECT '{"statements":{"edges":[' || coalesce(group_concat(item), '') || ']}}' FROM (
  SELECT '{"node":{"key":' || json_quote(s.key) || ',"text":' || json_quote(s.text)
    || ',"said":' || json_quote(s.said_on) || ',"claimType":' || json_quote(upper(s.claim_type))
    || ',"speaker":{"key":' || json_quote(p.key) || ',"name":' || json_quote(p.name)
    || ',"party":' || json_quote(p.party)
    || '},"places":[' || coalesce((
      SELECT group_concat('{"mention":' || json_quote(m.mention)
        || ',"location":{"name":' || json_quote(l.name) || ',"country":' || json_quote(l.country)
        || ',"latitude":' || json_quote(l.latitude) || ',"longitude":' || json_quote(l.longitude) || '}}')
      FROM statement_location m JOIN location l ON l.id = m.location_id
      WHERE m.statement_id = s.id ORDER BY m.position), '')
    || '],"quantities":[' || coalesce((
      SELECT group_concat('{"mention":' || json_quote(q.mention) || ',"low":' || json_quote(q.low)
        || ',"high":' || json_quote(q.high) || ',"unit":' || json_quote(q.unit)
        || ',"counted":' || json_quote(q.counted) || '}')
      FROM quantity q WHERE q.statement_id = s.id ORDER BY q.position), '')
    || '],"article":{"key":' || json_quote(a.key) || ',"title":' || json_quote(a.title)
    || ',"published":' || json_quote(a.published_on) || '}}}' AS item
  FROM statement_location d
  CROSS JOIN statement s ON s.id = d.statement_id
  JOIN speaker p ON p.id = s.speaker_id JOIN article a ON a.id = s.article_id
  WHERE d.listed AND d.location_id = (SELECT id FROM location WHERE key = :place)
    AND d.party = :party AND d.sort_at >= :from || 'T00:00:00.000000Z'
    AND d.sort_at <= :to || 'T23:59:59.999999Z'
  ORDER BY d.sort_at DESC, d.statement_id DESC LIMIT 20);

-- Q3
WITH page AS (
  SELECT c.* FROM contradiction c WHERE c.superseded_at IS NULL AND c.status <> 'rejected' AND c.type = lower(:type)
  ORDER BY c.sort_at DESC, c.id DESC LIMIT 51)
SELECT '{"contradictions":{"edges":[' || coalesce(group_concat(item), '')
  || '],"pageInfo":{"hasNextPage":' || iif((SELECT count(*) FROM page) > 50, 'true', 'false')
  || ',"endCursor":' || coalesce(json_quote(max(cursor)), 'null') || '}}}' FROM (
  SELECT c.sort_at || ',' || c.id AS cursor,
    '{"cursor":' || json_quote(c.sort_at || ',' || c.id)
    || ',"node":{"key":' || json_quote(c.key) || ',"type":' || json_quote(upper(c.type))
    || ',"reason":' || json_quote(c.reason) || ',"confidence":' || json_quote(c.confidence)
    || ',"a":{"key":' || json_quote(a.key) || ',"text":' || json_quote(a.text)
    || ',"speaker":{"key":' || json_quote(pa.key) || ',"name":' || json_quote(pa.name)
    || ',"party":' || json_quote(pa.party)
    || '},"article":{"key":' || json_quote(ra.key) || ',"title":' || json_quote(ra.title)
    || ',"published":' || json_quote(ra.published_on)
    || '},"places":[' || coalesce((
      SELECT group_concat('{"mention":' || json_quote(m.mention)
        || ',"location":{"name":' || json_quote(l.name) || ',"country":' || json_quote(l.country)
        || ',"latitude":' || json_quote(l.latitude) || ',"longitude":' || json_quote(l.longitude) || '}}')
      FROM statement_location m JOIN location l ON l.id = m.location_id
      WHERE m.statement_id = a.id ORDER BY m.position), '')
    || ']},"b":{"key":' || json_quote(b.key) || ',"text":' || json_quote(b.text)
    || ',"speaker":{"key":' || json_quote(pb.key) || ',"name":' || json_quote(pb.name)
    || ',"party":' || json_quote(pb.party)
    || '},"article":{"key":' || json_quote(rb.key) || ',"title":' || json_quote(rb.title)
    || ',"published":' || json_quote(rb.published_on)
    || '},"places":[' || coalesce((
      SELECT group_concat('{"mention":' || json_quote(m.mention)
        || ',"location":{"name":' || json_quote(l.name) || ',"country":' || json_quote(l.country)
        || ',"latitude":' || json_quote(l.latitude) || ',"longitude":' || json_quote(l.longitude) || '}}')
      FROM statement_location m JOIN location l ON l.id = m.location_id
      WHERE m.statement_id = b.id ORDER BY m.position), '')
    || ']}}}' AS item
  FROM (SELECT * FROM page ORDER BY sort_at DESC, id DESC LIMIT 50) c
  CROSS JOIN statement a ON a.id = c.statement_a_id CROSS JOIN statement b ON b.id = c.statement_b_id
  JOIN speaker pa ON pa.id = a.speaker_id JOIN speaker pb ON pb.id = b.speaker_id
  JOIN article ra ON ra.id = a.article_id JOIN article rb ON rb.id = b.article_id
  ORDER BY c.sort_at DESC, c.id DESC);

-- Q4
SELECT '{"statementStats":[' || coalesce(group_concat(item, ','), '') || ']}' FROM (
  SELECT '{"count":' || k.statements || ',"period":' || json_quote(k.month) || ',"speaker":'
    || coalesce('{"key":' || json_quote(p.key) || ',"name":' || json_quote(p.name) || '}', 'null')
    || '}' AS item
  FROM (
    SELECT * FROM statement_count WHERE level = 'speaker_party_month' AND party = :party
    ORDER BY statements DESC, speaker_id, month LIMIT 50) k
  LEFT JOIN speaker p ON p.id = k.speaker_id
  ORDER BY k.statements DESC, k.speaker_id, k.month);

-- Q5
SELECT '{"statements":{"totalCount":' || count(*) || '}}' FROM statement
WHERE superseded_at IS NULL AND party = :party
  AND sort_at >= :from || 'T00:00:00.000000Z' AND sort_at <= :to || 'T23:59:59.999999Z';
