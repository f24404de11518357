-- Events whose id, type or version beside the payload is not the payload's own.
SELECT
    position,
    id,
    concat_ws(
        ', ',
        CASE WHEN payload ->> '$.id' IS DISTINCT FROM id THEN 'id' END,
        CASE WHEN payload ->> '$.type' IS DISTINCT FROM type THEN 'type' END,
        CASE WHEN payload ->> '$.version' IS DISTINCT FROM version::VARCHAR THEN 'version' END
    ) AS fields
FROM (SELECT * FROM events WHERE json_valid(payload))
WHERE fields <> ''
ORDER BY position;
