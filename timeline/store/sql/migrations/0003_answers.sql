-- Views and table macros over the read models, and what each table holds, in its own
-- words: any DuckDB client that opens the file has them. They are made again by `rebuild`.
--
-- A day may be given as a date or as text, an entity by its id, its name or an alias.
-- What is known to be none is left out unless it is asked for: `zeros := true`.
-- A macro has in it what was handed to it, as it was written: its aliases end in _, so that they
-- are none of who asks.
-- Columns are named one by one: DuckDB writes an EXCLUDE back in an order of chance, and
-- `verify` compares what is written back.

-- ---------------------------------------------------------------- who is meant

CREATE OR REPLACE MACRO entities_named(called) AS TABLE
SELECT e_.entity, e_.kind, e_.name
FROM entities AS e_
WHERE
    e_.entity = called
    OR lower(e_.name) = lower(called)
    OR list_contains(list_transform(e_.aliases, lambda each: lower(each)), lower(called));

-- ---------------------------------------------------------------- ownership

CREATE OR REPLACE VIEW ownership AS
SELECT
    s.holder,
    h.name AS holder_name,
    s.company,
    c.name AS company_name,
    s.holders,
    s.interest,
    s.class,
    s.unit,
    s.first_day,
    s.last_day,
    s.low,
    s.high,
    s.low_open,
    s.high_open,
    s.certainty,
    s.existence,
    s.basis,
    s.disputed,
    s.since,
    s.last_asserted,
    s.standing,
    s.public_first,
    s.public_last,
    s.facts
FROM stakes AS s
LEFT JOIN entities AS h ON h.entity = s.holder
LEFT JOIN entities AS c ON c.entity = s.company;

-- The columns of the view once more, so that `names := false` takes its joins away: DuckDB drops
-- what is asked under a false condition, but no join because its columns are not used above a view.
CREATE OR REPLACE MACRO ownership_as_of(day, zeros := false, names := true) AS TABLE
WITH held AS NOT MATERIALIZED (
    FROM stakes
    WHERE
        first_day <= day::DATE
        AND last_day >= day::DATE
        AND (zeros OR high IS DISTINCT FROM 0)
),
called AS (
    SELECT s_.*, h_.name AS holder_name, c_.name AS company_name
    FROM held AS s_
    LEFT JOIN entities AS h_ ON h_.entity = s_.holder
    LEFT JOIN entities AS c_ ON c_.entity = s_.company
    WHERE names
    UNION ALL
    SELECT s_.*, NULL::VARCHAR AS holder_name, NULL::VARCHAR AS company_name
    FROM held AS s_
    WHERE NOT names
)
SELECT
    holder,
    holder_name,
    company,
    company_name,
    holders,
    interest,
    class,
    unit,
    first_day,
    last_day,
    low,
    high,
    low_open,
    high_open,
    certainty,
    existence,
    basis,
    disputed,
    since,
    last_asserted,
    standing,
    public_first,
    public_last,
    facts
FROM called;

CREATE OR REPLACE MACRO ownership_of(company, day, zeros := false) AS TABLE
SELECT o_.*
FROM ownership AS o_
WHERE
    o_.company IN (SELECT entity FROM entities_named(company) UNION SELECT company)
    AND o_.first_day <= day::DATE
    AND o_.last_day >= day::DATE
    AND (zeros OR o_.existence <> 'none');

CREATE OR REPLACE MACRO ownership_history(company) AS TABLE
SELECT o_.*
FROM ownership AS o_
WHERE o_.company IN (SELECT entity FROM entities_named(company) UNION SELECT company);

CREATE OR REPLACE VIEW holdings AS
SELECT
    s.by_holder AS holder,
    h.name AS holder_name,
    s.company,
    c.name AS company_name,
    s.holders,
    s.interest,
    s.class,
    s.unit,
    s.first_day,
    s.last_day,
    s.low,
    s.high,
    s.low_open,
    s.high_open,
    s.certainty,
    s.existence,
    s.basis,
    s.disputed,
    s.since,
    s.last_asserted,
    s.standing,
    s.public_first,
    s.public_last,
    s.facts
FROM stakes_by_holder AS s
LEFT JOIN entities AS h ON h.entity = s.by_holder
LEFT JOIN entities AS c ON c.entity = s.company;

CREATE OR REPLACE MACRO holdings_of(holder, day, zeros := false) AS TABLE
SELECT o_.*
FROM holdings AS o_
WHERE
    o_.holder IN (SELECT entity FROM entities_named(holder) UNION SELECT holder)
    AND o_.first_day <= day::DATE
    AND o_.last_day >= day::DATE
    AND (zeros OR o_.existence <> 'none');

CREATE OR REPLACE MACRO holdings_history(holder) AS TABLE
SELECT o_.*
FROM holdings AS o_
WHERE o_.holder IN (SELECT entity FROM entities_named(holder) UNION SELECT holder);

CREATE OR REPLACE MACRO control_as_of(day) AS TABLE
SELECT
    s_.holder,
    h_.name AS holder_name,
    s_.company,
    c_.name AS company_name,
    s_.certainty,
    s_.first_day,
    s_.last_day,
    s_.facts
FROM controls AS s_
LEFT JOIN entities AS h_ ON h_.entity = s_.holder
LEFT JOIN entities AS c_ ON c_.entity = s_.company
WHERE s_.first_day <= day::DATE AND s_.last_day >= day::DATE;

-- ---------------------------------------------------------------- deals and programmes

CREATE OR REPLACE MACRO deals_as_of(day) AS TABLE
SELECT
    d_.deal,
    d_.kind,
    d_.state,
    d_.possibly,
    d_.certainty,
    d_.since,
    d_.parties,
    d_.first_day,
    d_.last_day,
    d_.facts
FROM deals AS d_
WHERE d_.first_day <= day::DATE AND d_.last_day >= day::DATE;

CREATE OR REPLACE MACRO programmes_as_of(day) AS TABLE
SELECT
    p_.programme,
    e_.name AS programme_name,
    p_.owner,
    o_.name AS owner_name,
    p_.stage,
    p_.possibly,
    p_.certainty,
    p_.since,
    p_.first_day,
    p_.last_day,
    p_.facts
FROM programmes AS p_
LEFT JOIN entities AS e_ ON e_.entity = p_.programme
LEFT JOIN entities AS o_ ON o_.entity = p_.owner
WHERE p_.first_day <= day::DATE AND p_.last_day >= day::DATE;

-- ---------------------------------------------------------------- what happened

CREATE OR REPLACE MACRO events_between(first_day, last_day) AS TABLE
SELECT
    f_.id,
    f_.type,
    f_.occurred,
    f_.earliest,
    f_.latest,
    CASE
        WHEN f_.earliest < first_day::DATE OR f_.latest > last_day::DATE THEN 'possible'
        ELSE f_.certainty
    END AS certainty,
    f_.standing,
    f_.moves,
    f_.entities,
    f_.public_first,
    f_.public_last,
    f_.position,
    f_.payload
FROM facts AS f_
WHERE
    f_.left_out IS NULL
    AND f_.earliest <= last_day::DATE
    AND f_.latest >= first_day::DATE;

CREATE OR REPLACE MACRO facts_about(called) AS TABLE
SELECT
    f_.id,
    f_.type,
    n_.entity,
    list_transform(
        list_filter(f_.entities, lambda each: each.id = n_.entity),
        lambda each: each.role
    ) AS roles,
    f_.occurred,
    f_.earliest,
    f_.latest,
    f_.certainty,
    f_.standing,
    f_.moves,
    f_.entities,
    f_.public_first,
    f_.public_last,
    f_.position,
    f_.payload
FROM facts AS f_
JOIN entities_named(called) AS n_
    ON list_contains(list_transform(f_.entities, lambda each: each.id), n_.entity)
WHERE f_.left_out IS NULL;

-- ---------------------------------------------------------------- prices

CREATE OR REPLACE VIEW prices AS
WITH moves AS (
    SELECT
        *,
        regexp_extract(
            payload ->> '$.close',
            '^([0-9][0-9,]*(?:\.[0-9]+)?)(m|bn|tn)? ([A-Z]{3})$',
            ['digits', 'scale', 'currency']
        ) AS closed
    FROM facts
    WHERE type = 'price-moved' AND moves AND earliest = latest
)
SELECT
    payload ->> '$.company' AS company,
    payload ->> '$.line' AS line,
    latest AS day,
    TRY_CAST(
        replace(closed.digits, ',', '')
        || CASE closed.scale WHEN 'm' THEN 'e6' WHEN 'bn' THEN 'e9' WHEN 'tn' THEN 'e12' ELSE '' END
        AS DECIMAL(38, 12)
    ) AS close,
    nullif(closed.currency, '') AS currency,
    TRY_CAST(replace(payload ->> '$.percent', '%', '') AS DECIMAL(38, 12)) AS percent,
    payload ->> '$.direction' AS direction,
    certainty,
    id AS fact
FROM moves
WHERE payload ->> '$.line' IS NOT NULL;

-- The rule is that of docs/explanation/prices.md: an event of a closed day meets the first
-- trading day after it; before a line's first price and after its last nothing is known.
CREATE OR REPLACE MACRO events_and_prices(trading_line) AS TABLE
WITH days AS (
    SELECT DISTINCT ON (p_.day) p_.*
    FROM prices AS p_
    WHERE p_.line = trading_line
    ORDER BY p_.day, p_.close IS NULL, p_.fact
),
ends AS (
    SELECT min(d_.day) AS first_day, max(d_.day) AS last_day, any_value(d_.company) AS company
    FROM days AS d_
),
named AS (
    SELECT e_.company AS entity FROM ends AS e_
    UNION
    SELECT o_.entity FROM entities AS o_ JOIN ends AS e_ ON o_.owner = e_.company
),
events AS (
    SELECT f_.*, e_.first_day, e_.last_day
    FROM facts AS f_
    CROSS JOIN ends AS e_
    WHERE
        f_.left_out IS NULL
        AND NOT (f_.type = 'price-moved' AND f_.payload ->> '$.close' IS NOT NULL)
        AND f_.earliest <= e_.last_day
        AND f_.latest >= e_.first_day
        AND list_has_any(
            list_transform(f_.entities, lambda each: each.id),
            (SELECT list(n_.entity) FROM named AS n_)
        )
)
SELECT
    f_.id,
    f_.type,
    f_.occurred,
    CASE WHEN f_.earliest >= f_.first_day THEN a_.day END AS meets_first,
    b_.day AS meets_last,
    CASE WHEN f_.earliest >= f_.first_day AND a_.day = b_.day THEN b_.percent END AS percent,
    CASE WHEN f_.earliest >= f_.first_day AND a_.day = b_.day THEN b_.close END AS close,
    CASE WHEN f_.earliest >= f_.first_day AND a_.day = b_.day THEN b_.currency END AS currency
FROM events AS f_
ASOF LEFT JOIN days AS a_ ON f_.earliest <= a_.day
ASOF LEFT JOIN days AS b_ ON f_.latest <= b_.day;

-- ---------------------------------------------------------------- in their own words

COMMENT ON MACRO TABLE entities_named IS 'The entities that go by an id, a name or an alias, in upper or lower case.';
COMMENT ON VIEW ownership IS 'What was held of each company through time, with names: one row a spell.';
COMMENT ON MACRO TABLE ownership_as_of IS 'Who held what on a day, as now known. Where no names are wanted, `names := false` spares looking them up.';
COMMENT ON MACRO TABLE ownership_of IS 'Who held a company on a day, as now known.';
COMMENT ON MACRO TABLE ownership_history IS 'Who held a company through time, spell by spell, with what is known to be none.';
COMMENT ON VIEW holdings IS 'What each holder held through time, alone or jointly, with names: ownership, under each of its holders.';
COMMENT ON MACRO TABLE holdings_of IS 'What a holder held on a day, alone or jointly, as now known.';
COMMENT ON MACRO TABLE holdings_history IS 'What a holder held through time, spell by spell, with what is known to be none.';
COMMENT ON MACRO TABLE control_as_of IS 'Who controlled whom on a day, as now known.';
COMMENT ON MACRO TABLE deals_as_of IS 'Which deals there were on a day, and how far each had come.';
COMMENT ON MACRO TABLE programmes_as_of IS 'Which programmes there were on a day, and how far each had come.';
COMMENT ON MACRO TABLE events_between IS 'The facts that happened, or possibly happened, within days, both included; certainty is that they did so within them.';
COMMENT ON MACRO TABLE facts_about IS 'The facts that name an entity, and in which roles.';
COMMENT ON VIEW prices IS 'What each trading line did on its trading days, from facts of the type price-moved.';
COMMENT ON MACRO TABLE events_and_prices IS 'The facts about the company of a trading line, and what it owns, each with the trading day that it meets: the first on or after it. A vague fact meets some day from meets_first to meets_last; NULL is open, for nothing is known before the first price and after the last. The price is told where it is one day.';

COMMENT ON TABLE migrations IS 'The steps by which these tables were made.';
COMMENT ON TABLE commits IS 'What was recorded, one row a commit, chained by hashes. Append-only.';
COMMENT ON TABLE events IS 'The truth of what was recorded: facts, entities, documents and what puts them right, as canonical JSON. Append-only.';
COMMENT ON TABLE refusals IS 'Always empty: the triggers that refuse changes have to name a table.';
COMMENT ON TABLE derived IS 'The last commit that the read models follow.';
COMMENT ON TABLE stakes IS 'What is held of each company, as now known: one row a spell, by company.';
COMMENT ON TABLE stakes_by_holder IS 'The rows of stakes again under each of their holders.';
COMMENT ON TABLE controls IS 'Who controlled whom, as now known: one row a spell.';
COMMENT ON TABLE deals IS 'How far each deal had come, as now known: one row a spell.';
COMMENT ON TABLE programmes IS 'How far each programme had come, as now known: one row a spell.';
COMMENT ON TABLE facts IS 'Every fact as now known, those that were put right too.';
COMMENT ON TABLE citations IS 'What each fact cites: its own citations and those that confirm it.';
COMMENT ON TABLE entities IS 'Every entity as last described.';
COMMENT ON TABLE documents IS 'Every document as last described.';

COMMENT ON COLUMN migrations."at" IS 'UTC.';

COMMENT ON COLUMN commits."number" IS '1, 2, 3 and so on.';
COMMENT ON COLUMN commits."at" IS 'When it was recorded, UTC.';
COMMENT ON COLUMN commits."message" IS 'What its recorder said that it is.';
COMMENT ON COLUMN commits."events" IS 'How many events it has.';
COMMENT ON COLUMN commits."prior" IS 'The head of the commit before.';
COMMENT ON COLUMN commits."digests" IS 'The hash of its events'' digests, in order.';
COMMENT ON COLUMN commits."unordered" IS 'What its events'' digests come to in any order.';
COMMENT ON COLUMN commits."head" IS 'The hash of all of these; it covers everything before it.';

COMMENT ON COLUMN events."position" IS 'Its place in the log, from 1.';
COMMENT ON COLUMN events."commit" IS 'The number of its commit.';
COMMENT ON COLUMN events."type" IS 'stake-changed, deal-moved, entity-described …';
COMMENT ON COLUMN events."version" IS 'Of the type.';
COMMENT ON COLUMN events."payload" IS 'Canonical JSON; NULL where it was withdrawn.';
COMMENT ON COLUMN events."digest" IS 'The SHA-256 of the payload.';
COMMENT ON COLUMN events."file" IS 'The file that it came from.';
COMMENT ON COLUMN events."line" IS 'The line there.';
COMMENT ON COLUMN events."verified" IS 'Whether each of its quotes was found in its document.';

COMMENT ON COLUMN derived."commit" IS 'Its number; -1 where they follow none yet.';

COMMENT ON COLUMN stakes."company" IS 'What is held, by its id.';
COMMENT ON COLUMN stakes."holder" IS 'The first of the holders, by its id.';
COMMENT ON COLUMN stakes."holders" IS 'Who holds it: one, or several jointly.';
COMMENT ON COLUMN stakes."interest" IS 'shares, votes, board, economic, pledged, options …';
COMMENT ON COLUMN stakes."class" IS 'The class of shares, where one is told.';
COMMENT ON COLUMN stakes."unit" IS 'What low and high are in: percent or shares.';
COMMENT ON COLUMN stakes."first_day" IS 'The first day of the spell; 0001-01-01 is since always.';
COMMENT ON COLUMN stakes."last_day" IS 'The last day of the spell, included; 9999-12-31 is for good.';
COMMENT ON COLUMN stakes."low" IS 'At least so much.';
COMMENT ON COLUMN stakes."high" IS 'At most so much; NULL where nothing bounds it.';
COMMENT ON COLUMN stakes."low_open" IS 'More than low, not low itself.';
COMMENT ON COLUMN stakes."high_open" IS 'Less than high, not high itself.';
COMMENT ON COLUMN stakes."certainty" IS 'definite, or possible: it rests on something that only possibly happened.';
COMMENT ON COLUMN stakes."existence" IS 'Whether there is a stake at all: definite, possible or none.';
COMMENT ON COLUMN stakes."basis" IS 'The rule that gave the level.';
COMMENT ON COLUMN stakes."disputed" IS 'Facts behind it cannot all be true.';
COMMENT ON COLUMN stakes."since" IS 'When the fact that began it happened, as written (EDTF).';
COMMENT ON COLUMN stakes."last_asserted" IS 'When a fact last said so (EDTF).';
COMMENT ON COLUMN stakes."standing" IS 'rumoured, reported or official: that of its least firm fact.';
COMMENT ON COLUMN stakes."public_first" IS 'When the last of its facts became public, at the earliest.';
COMMENT ON COLUMN stakes."public_last" IS 'And at the latest.';
COMMENT ON COLUMN stakes."facts" IS 'The ids of the facts behind it.';

COMMENT ON COLUMN stakes_by_holder."by_holder" IS 'One of the holders, by its id.';

COMMENT ON COLUMN controls."company" IS 'Who is controlled.';
COMMENT ON COLUMN controls."holder" IS 'Who controls.';
COMMENT ON COLUMN controls."first_day" IS 'The first day of the spell; 0001-01-01 is since always.';
COMMENT ON COLUMN controls."last_day" IS 'The last day of the spell, included; 9999-12-31 is for good.';
COMMENT ON COLUMN controls."certainty" IS 'definite or possible.';
COMMENT ON COLUMN controls."facts" IS 'The ids of the facts behind it.';

COMMENT ON COLUMN deals."deal" IS 'Its id.';
COMMENT ON COLUMN deals."kind" IS 'acquisition, merger, placement, round …';
COMMENT ON COLUMN deals."parties" IS 'Who takes part, in which role.';
COMMENT ON COLUMN deals."state" IS 'How far it had come: announced, cleared, completed …';
COMMENT ON COLUMN deals."possibly" IS 'States that it may have gone on to.';
COMMENT ON COLUMN deals."first_day" IS 'The first day of the spell; 0001-01-01 is since always.';
COMMENT ON COLUMN deals."last_day" IS 'The last day of the spell, included; 9999-12-31 is for good.';
COMMENT ON COLUMN deals."certainty" IS 'definite or possible.';
COMMENT ON COLUMN deals."since" IS 'When it came to that state, as written (EDTF).';
COMMENT ON COLUMN deals."facts" IS 'The ids of the facts behind it.';

COMMENT ON COLUMN programmes."programme" IS 'Its id.';
COMMENT ON COLUMN programmes."owner" IS 'Whose it is; empty where that is not told.';
COMMENT ON COLUMN programmes."stage" IS 'How far it had come: announced, testing, launched …';
COMMENT ON COLUMN programmes."possibly" IS 'Stages that it may have gone on to.';
COMMENT ON COLUMN programmes."first_day" IS 'The first day of the spell; 0001-01-01 is since always.';
COMMENT ON COLUMN programmes."last_day" IS 'The last day of the spell, included; 9999-12-31 is for good.';
COMMENT ON COLUMN programmes."certainty" IS 'definite or possible.';
COMMENT ON COLUMN programmes."since" IS 'When it came to that stage, as written (EDTF).';
COMMENT ON COLUMN programmes."facts" IS 'The ids of the facts behind it.';

COMMENT ON COLUMN facts."position" IS 'Its place in the log, as in events.';
COMMENT ON COLUMN facts."commit" IS 'The number of its commit.';
COMMENT ON COLUMN facts."occurred" IS 'When it happened, as written (EDTF).';
COMMENT ON COLUMN facts."earliest" IS 'The first day on which it may have happened.';
COMMENT ON COLUMN facts."latest" IS 'The last such day.';
COMMENT ON COLUMN facts."public_first" IS 'The first day on which it may have become public.';
COMMENT ON COLUMN facts."public_last" IS 'The last such day.';
COMMENT ON COLUMN facts."recorded" IS 'The day of its commit.';
COMMENT ON COLUMN facts."standing" IS 'rumoured, reported or official: the highest of what it cites.';
COMMENT ON COLUMN facts."certainty" IS 'possible where it is in doubt whether it was put right.';
COMMENT ON COLUMN facts."left_out" IS 'Why no answer uses it: corrected or retracted; NULL where answers do.';
COMMENT ON COLUMN facts."moves" IS 'Whether it moves answers: no rumour does, and nothing that was denied.';
COMMENT ON COLUMN facts."entities" IS 'Whom it names, in which role.';
COMMENT ON COLUMN facts."payload" IS 'All that it says, as JSON.';

COMMENT ON COLUMN citations."position" IS 'Of the fact, as in events.';
COMMENT ON COLUMN citations."fact" IS 'Its id.';
COMMENT ON COLUMN citations."document" IS 'The id of the document.';
COMMENT ON COLUMN citations."quote" IS 'The words that carry the fact.';
COMMENT ON COLUMN citations."verified" IS 'Whether they were found in the text of the document.';
COMMENT ON COLUMN citations."standing" IS 'rumoured, reported or official.';
COMMENT ON COLUMN citations."public_first" IS 'The first day on which the document may have become public.';
COMMENT ON COLUMN citations."public_last" IS 'The last such day.';

COMMENT ON COLUMN entities."entity" IS 'Its id.';
COMMENT ON COLUMN entities."kind" IS 'company, person, fund, state, court, unit or programme.';
COMMENT ON COLUMN entities."name" IS 'What it is called.';
COMMENT ON COLUMN entities."aliases" IS 'What else it is called, in any script.';
COMMENT ON COLUMN entities."identifiers" IS 'lei, ticker, uscc …';
COMMENT ON COLUMN entities."segments" IS 'What it works in.';
COMMENT ON COLUMN entities."owner" IS 'Whose it is, of a unit or a programme.';

COMMENT ON COLUMN documents."document" IS 'Its id.';
COMMENT ON COLUMN documents."published" IS 'As written (EDTF).';
COMMENT ON COLUMN documents."retrieved" IS 'When it was read (EDTF).';
COMMENT ON COLUMN documents."origin" IS 'The document that it prints again.';
