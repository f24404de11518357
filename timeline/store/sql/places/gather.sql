-- Where the events from position $first to $last are found, those of $known types and versions: the
-- same that facts/places.py gives of each but for its names. Of these types, $facts are facts.
INSERT INTO unsorted_places
WITH told AS (
    SELECT
        position,
        id,
        type,
        type IN (SELECT unnest($facts::VARCHAR[])) AS is_fact,
        json_transform(payload, '{
            "about": "VARCHAR", "affects": ["VARCHAR"], "by": "JSON", "company": "VARCHAR",
            "founders": ["VARCHAR"], "from": "VARCHAR", "holder": "VARCHAR", "into": "VARCHAR",
            "jointly_with": ["VARCHAR"], "partner": ["VARCHAR"], "person": "VARCHAR",
            "programme": "VARCHAR", "said_by": "VARCHAR", "to": "VARCHAR",
            "parties": [{"entity": "VARCHAR"}], "citations": [{"document": "VARCHAR"}],
            "origin": "VARCHAR", "document": "VARCHAR", "entity": "VARCHAR", "deal": "VARCHAR",
            "of": "JSON", "owner": "VARCHAR", "part_of": "VARCHAR"
        }') AS j
    FROM events
    WHERE
        position BETWEEN $first AND $last
        AND payload IS NOT NULL
        AND type || ' ' || version IN (SELECT unnest($known::VARCHAR[]))
), named AS (
    SELECT
        position,
        id,
        type,
        is_fact,
        j,
        CASE WHEN type IN ('policy-changed', 'claim-answered', 'corrected') THEN [j."by" ->> '$']
            WHEN type = 'commitment-made' THEN (j."by")::VARCHAR[] END AS by_whom,
        CASE WHEN type IN ('corrected', 'retracted') THEN (j."of")::VARCHAR[] ELSE [j."of" ->> '$'] END
            AS of_what
    FROM told
), found AS (
    SELECT
        position,
        unnest(list_concat(
            CASE WHEN is_fact THEN
                list_transform([id], lambda each: {heading: 3, name: root_of(each)})
            ELSE [{heading: 0, name: id}] END,
            CASE WHEN is_fact THEN list_transform(
                list_concat(
                    [j.about, j.company, j."from", j.holder, j."into", j.person, j.programme, j.said_by],
                    [j."to"], by_whom, j.affects, j.founders, j.jointly_with, j.partner,
                    list_transform(j.parties, lambda each: each.entity)
                ), lambda each: {heading: 1, name: each}
            ) END,
            list_transform(
                list_append(list_transform(j.citations, lambda each: each.document), j.origin),
                lambda each: {heading: 2, name: each}
            ),
            CASE type
                WHEN 'document-described' THEN [{heading: 4, name: j.document}]
                WHEN 'entity-described' THEN [{heading: 5, name: j.entity}, {heading: 13, name: j.owner}]
                WHEN 'deal-moved' THEN [{heading: 6, name: j.deal}]
                WHEN 'statement-ended' THEN [{heading: 11, name: root_of(of_what[1])}]
                WHEN 'claim-answered' THEN [{heading: 12, name: root_of(of_what[1])}]
                WHEN 'stake-changed' THEN [{heading: 15, name: root_of(j.part_of)}]
            END,
            CASE WHEN type IN ('corrected', 'retracted', 'confirmed', 'renamed') THEN
                list_transform(of_what, lambda each: {heading: 7, name: root_of(each)})
            END,
            CASE WHEN type IN ('corrected', 'retracted') THEN [{heading: 8, name: id}] END,
            CASE type
                WHEN 'corrected' THEN [{heading: 9, name: by_whom[1]}]
                WHEN 'renamed' THEN [{heading: 10, name: j."to"}]
            END
        )) AS place
    FROM named
)
SELECT DISTINCT (place.heading::UBIGINT << 56) | (md5_number_lower(place.name) >> 8), position
FROM found
WHERE place.name IS NOT NULL;
