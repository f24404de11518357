-- Who held what on a day, as it was known by another. They are made again by `rebuild`.
--
-- Of a company of which all was known by then as it is now, the rows are those of `stakes`.
-- Of others the answer is composed from `claims`, by the rule that tells what stands: a claim
-- dated [a, b] stands on D if a <= D and b >= floor, the latest a of what surely was over by D;
-- what comes next is no later than ceiling, the earliest b of what surely lies ahead. Of those
-- placed within one day the last stands, and the first comes next. Where
-- one claim alone stands and nothing speaks against it, that is the answer. Where several
-- do, or something is vague, in doubt, or told otherwise later, the level spans all of it, and
-- its basis is `spanned`: what can be together may be less, and is worked out by the views.
--
-- Most claims are told beforehand to be alone within some days and days known, or to bear on
-- nothing before a day: the others are few, and only these are put together.

-- What is of one day, and placed within it, as one number: of two the greater comes after.
CREATE OR REPLACE MACRO placed_in_time(earliest, latest, within_day) AS
CASE
    WHEN earliest = latest THEN (earliest - DATE '0001-01-01')::BIGINT * 4294967296 + within_day
END;

-- Whether what is held is a part of shares that can be issued, which makes it less of more.
CREATE OR REPLACE MACRO may_be_diluted(unit, interest) AS
    unit = 'percent' AND interest IN ('shares', 'votes', 'economic', 'pledged');

-- Whether an issue may have come after a claim: the last of any, and of those placed within a day.
CREATE OR REPLACE MACRO issued_after(earliest, within_day, last_issue, placed_issue) AS
    coalesce(
        last_issue > earliest
        OR (within_day IS NOT NULL AND last_issue IS NOT NULL AND placed_issue >= earliest),
        false
    );

CREATE OR REPLACE MACRO ownership_spanned(day, known, of := NULL) AS TABLE
-- What bears on a company of which not all was known by then as it is now.
WITH companies AS (
    SELECT
        s.company,
        coalesce(min(b.earliest) FILTER (b.kind = 'founded'), DATE '0001-01-01') AS founded,
        max(b.latest) FILTER (b.issued) AS last_issue,
        max(b.latest) FILTER (b.issued AND b.within_day IS NOT NULL) AS placed_issue,
        max(b.earliest) FILTER (
            b.issued AND b.latest <= day::DATE AND b.certainty = 'definite' AND b.class IS NULL
        ) AS surely_issued,
        max(b.latest) FILTER (b.ended) AS last_ended
    FROM settled AS s
    LEFT JOIN (
        SELECT
            bearings.*,
            kind = 'issued' AND earliest <= day::DATE AS issued,
            kind = 'control-ended' AND earliest <= day::DATE AS ended
        FROM bearings
        WHERE known_first <= known::DATE AND known_last >= known::DATE
    ) AS b ON b.company = s.company
    WHERE
        s.known > known::DATE
        AND (of IS NULL OR s.company = of)
    GROUP BY s.company
    HAVING founded <= day::DATE
),
-- Where one claim is alone, no other has to be looked at.
alone AS (
    SELECT
        c.*,
        c.by_control AND coalesce(b.last_ended >= c.earliest, false) AS untold,
        (c.low > 0 OR c.low_open)
        AND may_be_diluted(c.unit, c.interest)
        AND issued_after(c.earliest, c.within_day, b.last_issue, b.placed_issue)
        AS loosened,
        coalesce(b.surely_issued > c.latest, false) AS surely_loosened
    FROM claims AS c
    JOIN companies AS b ON b.company = c.company
    WHERE
        c.gone > least(day::DATE, known::DATE)
        AND c.alone_first <= day::DATE
        AND c.alone_known <= known::DATE
        AND (c.next_day > day::DATE OR c.next_known > known::DATE)
        AND (of IS NULL OR c.company = of)
),
usable AS MATERIALIZED (
    SELECT
        c.*,
        c.certainty = 'definite' AS sure,
        c.earliest <= day::DATE AS begun,
        c.latest <= day::DATE AS is_over,
        placed_in_time(c.earliest, c.latest, c.within_day) AS placed,
        b.placed_issue,
        b.surely_issued,
        b.last_ended,
        CASE WHEN may_be_diluted(c.unit, c.interest) THEN b.last_issue END AS last_issue
    FROM claims AS c
    JOIN companies AS b ON b.company = c.company
    WHERE
        c.known_first <= known::DATE
        AND c.known_last >= known::DATE
        AND c.gone > least(day::DATE, known::DATE)
        AND c.bears_first <= day::DATE
        AND NOT (
            c.alone_first <= day::DATE
            AND c.alone_known <= known::DATE
            AND (c.next_day > day::DATE OR c.next_known > known::DATE)
        )
        AND (of IS NULL OR c.company = of)
),
bounds AS (
    SELECT
        u.holding,
        coalesce(max(u.earliest) FILTER (u.is_over AND u.sure), DATE '0001-01-01') AS floor,
        coalesce(min(u.latest) FILTER (u.sure AND NOT u.begun), DATE '9999-12-31') AS ceiling,
        max(u.placed) FILTER (u.is_over AND u.sure) AS last_placed,
        min(u.placed) FILTER (u.sure AND NOT u.begun) AS first_placed,
        bool_or(NOT u.sure) AS in_doubt
    FROM usable AS u
    GROUP BY u.holding
    HAVING bool_or(u.basis <> 'ended')
),
-- What stands, and what comes next.
near AS (
    SELECT
        u.*,
        a.in_doubt,
        u.begun
        AND u.by_control
        AND coalesce(u.last_ended >= u.earliest, false)
        AS untold,
        u.begun
        AND (u.low > 0 OR u.low_open)
        AND issued_after(u.earliest, u.within_day, u.last_issue, u.placed_issue)
        AS loosened,
        u.sure AND coalesce(u.surely_issued > u.latest, false) AS surely_loosened
    FROM usable AS u
    JOIN bounds AS a ON a.holding = u.holding
    WHERE CASE
        WHEN u.begun THEN u.latest >= a.floor AND coalesce(u.placed >= a.last_placed, true)
        ELSE u.earliest <= a.ceiling AND coalesce(u.placed <= a.first_placed, true)
    END
),
-- What each may come to: where it has begun, the level that it leads to. And what tells more of
-- it: what is seen next, or what a change starts from that comes next or is not over yet.
levels AS (
    SELECT
        n.*,
        NOT n.begun AND n.from_told AS starts,
        NOT n.begun AND n.moved < 0 AND NOT n.seen AND NOT n.from_told AS sold,
        CASE
            WHEN n.begun THEN NOT n.is_over
            ELSE n.basis <> 'ended' AND (n.seen OR n.from_told)
        END AS tells,
        CASE WHEN n.loosened OR n.untold THEN 0 ELSE n.low END AS lowest,
        CASE WHEN n.untold THEN 100 ELSE n.high END AS highest,
        n.low_open AND NOT n.loosened AND NOT n.untold AS lowest_open,
        n.high_open AND NOT n.untold AS highest_open,
        CASE WHEN n.seen AND NOT n.begun THEN n.low ELSE n.from_low END AS more_low,
        CASE WHEN n.seen AND NOT n.begun THEN n.high ELSE n.from_high END AS more_high,
        CASE
            WHEN n.seen AND NOT n.begun THEN n.low_open ELSE n.from_low_open
        END AS more_low_open,
        CASE
            WHEN n.seen AND NOT n.begun THEN n.high_open ELSE n.from_high_open
        END AS more_high_open
    FROM near AS n
),
-- One row a holding. What is so of any of its claims is a bit of `marks`.
spans AS (
    SELECT
        any_value(l.company) AS company,
        any_value(l.holder) AS holder,
        any_value(l.holders) AS holders,
        any_value(l.joint) AS joint,
        any_value(l.interest) AS interest,
        any_value(l.class) AS class,
        any_value(l.unit) AS unit,
        any_value(l.basis) FILTER (l.begun) AS basis,
        min(l.standing) AS standing,
        list(l.fact) FILTER (l.begun) AS facts,
        list(l.fact) FILTER (l.starts OR l.sold) AS first_facts,
        count(*) FILTER (l.begun) AS stand,
        min(l.lowest) FILTER (l.begun) AS low,
        max(l.highest) FILTER (l.begun) AS high,
        min(l.more_low) FILTER (l.tells) AS more_low,
        max(l.more_high) FILTER (l.tells) AS more_high,
        min(l.latest) FILTER (l.starts OR l.sold) AS first_latest,
        min(l.earliest) FILTER (
            NOT l.begun AND l.sure AND NOT (l.starts OR l.sold)
        ) AS first_untold,
        bit_or(
            -- 1: it is no claim that is told, over before this day or of it alone, and untouched
            CASE
                WHEN l.begun AND NOT (
                    l.told AND l.is_over
                    AND (l.latest < day::DATE OR l.earliest = l.latest)
                    AND (NOT l.loosened OR l.surely_loosened)
                    AND NOT l.untold
                )
                THEN 1
                ELSE 0
            END
            -- 2: surely over, 4: of this day, 8: an issue may have diluted it
            + CASE WHEN l.begun AND l.is_over AND l.sure THEN 2 ELSE 0 END
            + CASE WHEN l.begun AND l.is_over AND l.sure AND l.earliest = day::DATE THEN 4 ELSE 0 END
            + CASE WHEN l.loosened THEN 8 ELSE 0 END
            -- 16: of the next day, vague or from what is told, 32: moved from what is not told
            + CASE
                WHEN
                    NOT l.begun AND l.earliest = day::DATE + 1
                    AND (l.latest > l.earliest OR l.starts OR l.sold)
                THEN 16
                ELSE 0
            END
            + CASE
                WHEN NOT l.begun AND l.moved IS NOT NULL AND NOT l.from_told AND NOT l.told THEN 32
                ELSE 0
            END
            -- 64, 128: tells what was before it, or that it was at least so much, 256: in doubt
            + CASE WHEN l.starts THEN 64 ELSE 0 END
            + CASE WHEN l.sold THEN 128 ELSE 0 END
            + CASE WHEN l.in_doubt THEN 256 ELSE 0 END
            -- its bounds are closed: 512, 1024 where it stands; 2048, 4096 of what tells more
            + CASE WHEN l.begun AND NOT l.lowest_open THEN 512 ELSE 0 END
            + CASE WHEN l.begun AND NOT l.highest_open THEN 1024 ELSE 0 END
            + CASE WHEN l.tells AND NOT l.more_low_open THEN 2048 ELSE 0 END
            + CASE WHEN l.tells AND NOT l.more_high_open THEN 4096 ELSE 0 END
        ) AS marks
    FROM levels AS l
    GROUP BY l.holding
),
told AS (
    SELECT
        s.*,
        s.marks & 2 > 0 AS surely,
        s.marks & 2 = 0 AND (s.marks & 128 > 0 OR (s.stand > 0 AND s.marks & 32 > 0)) AS unbounded,
        s.stand = 1
        AND s.marks & 17 = 0
        AND (s.marks & 2 > 0 OR s.marks & 160 = 0)
        AND (
            s.marks & 6 = 6
            OR s.more_low IS NULL
            OR (
                s.more_low = s.low
                AND s.more_high IS NOT DISTINCT FROM s.high
                AND s.marks >> 9 & 3 = s.marks >> 11 & 3
            )
        ) AS alone
    FROM spans AS s
    WHERE
        s.stand > 0
        OR (
            s.marks & 192 > 0
            AND (s.marks & 16 > 0 OR coalesce(s.first_untold >= s.first_latest, true))
        )
)
SELECT
    t.company,
    t.holder,
    t.holders,
    t.joint,
    t.interest,
    t.class,
    t.unit,
    CASE
        WHEN t.alone THEN t.low
        WHEN t.unbounded THEN 0
        ELSE least(t.low, t.more_low)
    END AS low,
    CASE
        WHEN t.alone THEN t.high
        WHEN t.unit <> 'percent' THEN NULL
        WHEN t.unbounded THEN 100
        ELSE greatest(t.high, t.more_high)
    END AS high,
    CASE WHEN t.alone THEN t.marks & 512 = 0 ELSE NOT t.unbounded AND t.marks & 2560 = 0 END
    AS low_open,
    CASE WHEN t.alone THEN t.marks & 1024 = 0 ELSE NOT t.unbounded AND t.marks & 5120 = 0 END
    AS high_open,
    -- one claim alone says it: surely, or in doubt but to the point
    t.alone AND t.surely AND (t.marks & 256 = 0 OR t.low = t.high) AS plain,
    t.alone AND NOT t.surely AND t.low = t.high AND t.basis <> 'ended' AS pointed,
    CASE WHEN t.marks & 8 > 0 THEN 'may-be-diluted' ELSE t.basis END AS basis,
    t.standing,
    list_sort(list_distinct(CASE WHEN t.stand > 0 THEN t.facts ELSE t.first_facts END)) AS facts
FROM told AS t
UNION ALL
SELECT
    a.company,
    a.holder,
    a.holders,
    a.joint,
    a.interest,
    a.class,
    a.unit,
    CASE WHEN a.loosened OR a.untold THEN 0 ELSE a.low END,
    CASE WHEN a.untold THEN 100 ELSE a.high END,
    a.low_open AND NOT a.loosened AND NOT a.untold,
    a.high_open AND NOT a.untold,
    NOT a.untold AND (NOT a.loosened OR a.surely_loosened),
    false,
    CASE WHEN a.loosened THEN 'may-be-diluted' ELSE a.basis END,
    a.standing,
    [a.fact]
FROM alone AS a;

-- What is bounded is cut to what the others of its whole definitely hold, where one claim alone
-- says what each of those is.
CREATE OR REPLACE MACRO ownership_as_known(
    day, known, zeros := false, names := true, of := NULL
) AS TABLE
WITH composed AS (
    SELECT
        s.*,
        s.plain AND s.low > 0 AND NOT s.joint AS takes,
        s.unit = 'percent'
        AND s.interest IN ('shares', 'votes', 'economic', 'pledged', 'board') AS of_whole
    FROM ownership_spanned(day, known, of := of) AS s
),
wholes AS (
    SELECT
        c.company,
        c.interest,
        c.class,
        bool_and(c.plain AND NOT c.joint) AS plain,
        bool_or(c.joint) AS joint,
        sum(c.low) FILTER (c.takes) AS taken,
        count(*) FILTER (c.takes AND c.low_open) AS opened
    FROM composed AS c
    WHERE c.of_whole
    GROUP BY c.company, c.interest, c.class
    HAVING bool_or(c.low < c.high)
),
beside AS (
    SELECT
        c.*,
        w.plain AS all_plain,
        -- what the others leave, and whether it is less than that
        CASE
            WHEN c.plain AND c.low < c.high AND NOT w.joint
            THEN 100 - coalesce(w.taken, 0) + CASE WHEN c.takes THEN c.low ELSE 0 END
        END AS most,
        w.opened > CASE WHEN c.takes AND c.low_open THEN 1 ELSE 0 END AS most_open
    FROM composed AS c
    LEFT JOIN wholes AS w
        ON c.of_whole
        AND w.company = c.company
        AND w.interest = c.interest
        AND w.class IS NOT DISTINCT FROM c.class
),
cut AS (
    SELECT
        b.*,
        b.most < b.high OR (b.most = b.high AND b.most_open AND NOT b.high_open) AS less,
        b.most < b.low OR (b.most = b.low AND (b.most_open OR b.low_open)) AS nothing_left
    FROM beside AS b
),
capped AS (
    SELECT c.*, coalesce(c.less AND NOT c.nothing_left, false) AS is_capped
    FROM cut AS c
),
answered AS (
    SELECT
        c.holder,
        c.company,
        c.holders,
        c.interest,
        c.class,
        c.unit,
        c.low,
        CASE WHEN c.is_capped THEN c.most ELSE c.high END AS high,
        c.low_open AND NOT (c.is_capped AND c.low = c.most) AS low_open,
        CASE
            WHEN c.is_capped THEN c.most_open AND c.low < c.most ELSE c.high_open
        END AS high_open,
        c.plain
        AND (
            c.low = c.high
            OR NOT c.of_whole
            OR (c.all_plain AND NOT (c.less AND c.nothing_left))
        ) AS is_surely,
        c.pointed,
        CASE WHEN c.is_capped THEN 'capped' ELSE c.basis END AS basis,
        c.standing,
        c.facts
    FROM capped AS c
),
every AS (
    SELECT
        a.holder,
        a.company,
        a.holders,
        a.interest,
        a.class,
        a.unit,
        a.low,
        a.high,
        a.low_open,
        a.high_open,
        CASE WHEN a.is_surely THEN 'definite' ELSE 'possible' END AS certainty,
        CASE
            WHEN a.high = 0 THEN 'none'
            WHEN a.is_surely AND (a.low > 0 OR a.low_open) THEN 'definite'
            ELSE 'possible'
        END AS existence,
        CASE WHEN a.is_surely OR a.pointed THEN a.basis ELSE 'spanned' END AS basis,
        false AS disputed,
        a.standing,
        a.facts
    FROM answered AS a
    UNION ALL
    SELECT
        s.holder,
        s.company,
        s.holders,
        s.interest,
        s.class,
        s.unit,
        s.low,
        s.high,
        s.low_open,
        s.high_open,
        s.certainty,
        s.existence,
        s.basis,
        s.disputed,
        s.standing,
        s.facts
    FROM stakes AS s
    SEMI JOIN settled AS n ON n.company = s.company AND n.known <= known::DATE
    WHERE
        s.first_day <= day::DATE
        AND s.last_day >= day::DATE
        AND (of IS NULL OR s.company = of)
)
SELECT
    e.holder,
    h.name AS holder_name,
    e.company,
    c.name AS company_name,
    e.holders,
    e.interest,
    e.class,
    e.unit,
    e.low,
    e.high,
    e.low_open,
    e.high_open,
    e.certainty,
    e.existence,
    e.basis,
    e.disputed,
    e.standing,
    e.facts
FROM every AS e
LEFT JOIN entities AS h ON names AND h.entity = e.holder
LEFT JOIN entities AS c ON names AND c.entity = e.company
WHERE zeros OR e.high IS DISTINCT FROM 0;

COMMENT ON MACRO TABLE ownership_as_known IS 'Who held what on a day, by what the public could have read by another. A row with the basis `spanned` says all that the claims that stand may come to: there `timeline own --known` may tell less. For one company alone, `of := ''its-id''` is answered sooner.';
COMMENT ON MACRO TABLE ownership_spanned IS 'What ownership_as_known is made of: all that what stands on a day may come to, holding by holding, before what others hold is taken off. `plain` tells where one claim alone says it.';
