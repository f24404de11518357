-- Each row of the files of facts as an event: canonical JSON, with its keys in order and nothing
-- that is at its default. A key whose value is NULL is left out.
CREATE OR REPLACE TEMP VIEW facts_written AS
WITH written AS (
SELECT
    t.place,
    t.path,
    t.row,
    t.id,
    t.type,
    '{' || concat_ws(
        ',',
        '"about":' || json_text(t."about"),
        '"affects":' || json_names(t."affects"),
        '"after":' || json_text(coalesce(m."after", t."after")),
        '"agreement":' || json_text(t."agreement"),
        '"amount":' || json_text(coalesce(m."amount", t."amount")),
        '"answer":' || json_text(t."answer"),
        '"basis":' || json_text(t."basis"),
        CASE WHEN t.type = 'retracted' THEN '"because":' || json_text(t.because) END,
        '"before":' || json_text(coalesce(m."before", t."before")),
        '"by":' || CASE WHEN t.type = 'commitment-made' THEN json_names(t."by") ELSE json_text(coalesce(m."by", t."by")) END,
        '"cause":' || json_text(t."cause"),
        '"change":' || json_text(coalesce(m."change", t."change")),
        '"citations":[{"document":' || json_text(t.document) || '}]',
        '"class":' || json_text(t."class"),
        '"close":' || json_text(coalesce(m."close", t."close")),
        '"company":' || json_text(t."company"),
        '"contingent":' || json_text(t."contingent"),
        '"deadline":' || json_text(coalesce(m."deadline", t."deadline")),
        '"deal":' || json_text(t."deal"),
        '"direction":' || json_text(t."direction"),
        '"effective":' || nullif(t.effective, 'false'),
        '"fields":' || json_texts(t.fields),
        '"founders":' || json_names(t."founders"),
        '"foundry":' || json_text(t."foundry"),
        '"from":' || json_text(t."from"),
        '"holder":' || json_text(t."holder"),
        '"how":' || json_text(t."how"),
        '"id":' || json_text(t."id"),
        '"interest":' || json_text(nullif(t.interest, 'shares')),
        '"into":' || json_text(t."into"),
        '"jointly_with":' || json_names(t."jointly_with"),
        CASE WHEN NOT (t.type = 'control-stated' AND t.kind = 'actual-controller') THEN '"kind":' || json_text(t.kind) END,
        '"line":' || json_text(t."line"),
        '"market":' || json_text(t."market"),
        '"metric":' || json_text(t."metric"),
        '"move":' || json_text(t."move"),
        '"note":' || json_text(t."note"),
        '"occurred":' || json_text(coalesce(m."occurred", t."occurred")),
        '"of":' || CASE WHEN t.type = 'retracted' THEN json_names(t.of) ELSE json_text(t.of) END,
        '"order":' || t."order",
        '"paid":' || json_text(coalesce(m."paid", t."paid")),
        '"part_of":' || json_text(t."part_of"),
        '"parties":' || json_parties,
        '"partner":' || json_names(t."partner"),
        '"percent":' || json_text(coalesce(m."percent", t."percent")),
        '"period":' || json_text(coalesce(m."period", t."period")),
        '"person":' || json_text(t."person"),
        '"post":' || json_text(t."post"),
        '"price":' || json_text(coalesce(m."price", t."price")),
        '"prior":' || json_text(coalesce(m."prior", t."prior")),
        '"programme":' || json_text(t."programme"),
        '"published":' || json_text(CASE WHEN t.type IN ('retracted', 'confirmed') THEN m.published ELSE coalesce(m.published, t.published) END),
        '"purpose":' || json_text(t."purpose"),
        '"raised":' || json_text(coalesce(m."raised", t."raised")),
        '"ratio":' || json_text(t."ratio"),
        CASE WHEN t.type = 'retracted' THEN '"reason":' || json_text(t.reason) END,
        '"said_by":' || json_text(t."said_by"),
        '"shares":' || json_text(coalesce(m."shares", t."shares")),
        '"shares_after":' || json_text(coalesce(m."shares_after", t."shares_after")),
        '"shares_before":' || json_text(coalesce(m."shares_before", t."shares_before")),
        '"stage":' || json_text(t."stage"),
        '"stake":' || json_text(coalesce(m."stake", t."stake")),
        '"standing":' || json_text(nullif(t.standing, 'reported')),
        '"state":' || json_text(t."state"),
        '"subject":' || json_text(t."subject"),
        '"theme":' || json_text(t."theme"),
        '"to":' || json_text(t."to"),
        '"type":' || json_text(t."type"),
        '"value":' || json_text(coalesce(m."value", t."value")),
        '"version":1',
        '"what":' || json_text(t."what")
    ) || '}' AS payload,
    CASE WHEN t.document IS NULL THEN [] ELSE [false] END AS verified
FROM (
    SELECT *, CASE
        WHEN type IN ('deal-moved', 'agreement-made') THEN nullif(
            '[' || array_to_string(flatten(list_transform(
                told_pairs(getvariable('roles'), takers),
                lambda pair: list_transform(
                    parted(pair[2]),
                    lambda each: '{"entity":' || json_text(each) || ',"role":' || json_text(pair[1]) || '}'
                )
            )), ',') || ']',
            '[]'
        )
    END AS json_parties
    FROM (SELECT *, list_value(*COLUMNS('^parties\.')) AS takers FROM facts_told)
) AS t
LEFT JOIN (FROM mended WHERE source = 'facts') AS m ON m.place = t.place
)
SELECT * REPLACE (json_canonical(payload) AS payload) FROM written;
