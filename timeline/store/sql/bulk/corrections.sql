-- What facts say that they correct, as events.
INSERT INTO corrections
SELECT
    place,
    path,
    row,
    'corrected:' || id,
    json_canonical(
        '{"because":' || json_text(coalesce(because, 'source')) || ',"by":' || json_text(id)
        || ',"id":' || json_text('corrected:' || id) || ',"of":' || json_names(corrects)
        || ',"reason":' || json_text(reason) || ',"type":"corrected","version":1}'
    )
FROM facts_told
WHERE corrects IS NOT NULL AND type NOT IN ('retracted', 'confirmed');
