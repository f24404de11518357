-- Give a description that reads differently from its last version the next one's id.
INSERT INTO versions
SELECT
    $source,
    h.place,
    regexp_replace(h.id, '~[1-9][0-9]{0,8}$', '') || '~'
    || (1 + coalesce(TRY_CAST(regexp_extract(h.id, '~([1-9][0-9]{0,8})$', 1) AS BIGINT), 1))
FROM held AS h
JOIN compared AS c USING (place)
WHERE c.digest <> h.digest AND NOT h.gone;
