-- Write values as canonical JSON does, to the byte.

CREATE OR REPLACE TEMP MACRO json_text(text) AS to_json(text)::VARCHAR;

-- A control character is \u001B in what to_json writes and \u001b in canonical JSON; nothing else
-- differs. An escaped backslash before a “u” is no such escape.
CREATE OR REPLACE TEMP MACRO json_canonical(json) AS CASE
    WHEN contains(json, '\u00') THEN array_to_string(list_transform(
        regexp_extract_all(json, '(?s)\\u[0-9A-F]{4}|\\.|[^\\]+'),
        lambda each: CASE WHEN starts_with(each, '\u') THEN lower(each) ELSE each END
    ), '')
    ELSE json
END;

-- Part a cell at white space, for several ids.
CREATE OR REPLACE TEMP MACRO parted(text) AS
    list_filter(string_split_regex(text, '\s+'), lambda each: each <> '');

CREATE OR REPLACE TEMP MACRO json_list(texts) AS
    '[' || array_to_string(list_transform(texts, lambda each: json_text(each)), ',') || ']';

CREATE OR REPLACE TEMP MACRO json_names(text) AS CASE
    WHEN regexp_matches(text, '\s') THEN json_list(parted(text))
    ELSE '[' || json_text(text) || ']'
END;

-- Several texts in one cell stand between bars.
CREATE OR REPLACE TEMP MACRO json_texts(text) AS
    json_list(list_transform(string_split(text, '|'), lambda each: trim(each)));

-- Pair the names of columns with what stands in them, without those that tell nothing.
CREATE OR REPLACE TEMP MACRO told_pairs(names, texts) AS
    list_filter(list_zip(names, texts), lambda pair: pair[2] IS NOT NULL);

-- Whether a value reads back as it stands. False proves nothing: then it is read.
CREATE OR REPLACE TEMP MACRO proven(kind, text) AS CASE kind
    WHEN 'date' THEN
        regexp_full_match(text, '[0-9]{4}(-(0[1-9]|1[0-2]))?') AND text[:4] <> '0000'
        OR regexp_full_match(text, '[0-9]{4}-[0-9]{2}-[0-9]{2}') AND text[:4] <> '0000'
            AND TRY_CAST(text AS DATE) IS NOT NULL
    WHEN 'share' THEN
        regexp_full_match(text, '([1-9][0-9]?(\.[0-9]{1,15})?|0\.[0-9]{1,15}|100)%|none|unknown|>0%')
    WHEN 'points' THEN
        regexp_full_match(text, '-?([1-9][0-9]?(\.[0-9]{1,15})?|0\.[0-9]{0,14}[1-9]) points')
    WHEN 'change' THEN
        regexp_full_match(text, '[+-]([1-9][0-9]{0,2}(\.[0-9]{1,15})?|0\.[0-9]{0,14}[1-9])%|up|down|flat')
    WHEN 'amount' THEN regexp_full_match(
        text,
        '[1-9][0-9]{0,2}(\.[0-9]{0,2}[1-9])?(m|bn)'
        ' (AUD|CAD|CHF|CNY|EUR|GBP|HKD|INR|JPY|KRW|SGD|TWD|USD)'
    )
    WHEN 'count' THEN
        regexp_full_match(text, '[1-9][0-9]{0,2}(,[0-9]{3})?|[1-9][0-9]{0,2}(\.[0-9]{0,2}[1-9])?(m|bn)')
    WHEN 'whole' THEN regexp_full_match(text, '0|-?[1-9][0-9]{0,17}')
    WHEN 'yes' THEN text IN ('true', 'false')
    ELSE false
END;

-- Whether a holding is joint with itself, or names one of its holders twice.
CREATE OR REPLACE TEMP MACRO named_twice(holder, others) AS CASE
    WHEN others IS NULL THEN false
    ELSE list_contains(parted(others), holder) IS TRUE
        OR len(list_distinct(parted(others))) < len(parted(others))
END;

-- Whether a text is no id: the log names its own events with “:”, and revisions with “~”.
CREATE OR REPLACE TEMP MACRO no_id(text) AS regexp_matches(text, '[:~\s\p{Z}\x0b\x1c-\x1f\x{85}]');
