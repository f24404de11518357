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
--
-- Aliases end in _, as in 0003: a macro has in it what was handed to it, as it was written.

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
        s_.company,
        coalesce(min(b_.earliest) FILTER (b_.kind = 'founded'), DATE '0001-01-01') AS founded,
        max(b_.latest) FILTER (b_.issued) AS last_issue,
        max(b_.latest) FILTER (b_.issued AND b_.within_day IS NOT NULL) AS placed_issue,
        max(b_.earliest) FILTER (
            b_.issued AND b_.latest <= day::DATE AND b_.certainty = 'definite' AND b_.class IS NULL
        ) AS surely_issued,
        max(b_.latest) FILTER (b_.ended) AS last_ended
    FROM settled AS s_
    LEFT JOIN (
        SELECT
            bearings.*,
            kind = 'issued' AND earliest <= day::DATE AS issued,
            kind = 'control-ended' AND earliest <= day::DATE AS ended
        FROM bearings
        WHERE known_first <= known::DATE AND known_last >= known::DATE
    ) AS b_ ON b_.company = s_.company
    WHERE
        s_.known > known::DATE
        AND (of IS NULL OR s_.company = of)
    GROUP BY s_.company
    HAVING founded <= day::DATE
),
-- Where one claim is alone, no other has to be looked at.
alone AS (
    SELECT
        c_.*,
        c_.by_control AND coalesce(b_.last_ended >= c_.earliest, false) AS untold,
        (c_.low > 0 OR c_.low_open)
        AND may_be_diluted(c_.unit, c_.interest)
        AND issued_after(c_.earliest, c_.within_day, b_.last_issue, b_.placed_issue)
        AS loosened,
        coalesce(b_.surely_issued > c_.latest, false) AS surely_loosened
    FROM claims AS c_
    JOIN companies AS b_ ON b_.company = c_.company
    WHERE
        c_.gone > least(day::DATE, known::DATE)
        AND c_.alone_first <= day::DATE
        AND c_.alone_known <= known::DATE
        AND (c_.next_day > day::DATE OR c_.next_known > known::DATE)
        AND (of IS NULL OR c_.company = of)
),
usable AS MATERIALIZED (
    SELECT
        c_.*,
        c_.certainty = 'definite' AS sure,
        c_.earliest <= day::DATE AS begun,
        c_.latest <= day::DATE AS is_over,
        placed_in_time(c_.earliest, c_.latest, c_.within_day) AS placed,
        b_.placed_issue,
        b_.surely_issued,
        b_.last_ended,
        CASE WHEN may_be_diluted(c_.unit, c_.interest) THEN b_.last_issue END AS last_issue
    FROM claims AS c_
    JOIN companies AS b_ ON b_.company = c_.company
    WHERE
        c_.known_first <= known::DATE
        AND c_.known_last >= known::DATE
        AND c_.gone > least(day::DATE, known::DATE)
        AND c_.bears_first <= day::DATE
        AND NOT (
            c_.alone_first <= day::DATE
            AND c_.alone_known <= known::DATE
            AND (c_.next_day > day::DATE OR c_.next_known > known::DATE)
        )
        AND (of IS NULL OR c_.company = of)
),
bounds AS (
    SELECT
        u_.holding,
        coalesce(max(u_.earliest) FILTER (u_.is_over AND u_.sure), DATE '0001-01-01') AS floor,
        coalesce(min(u_.latest) FILTER (u_.sure AND NOT u_.begun), DATE '9999-12-31') AS ceiling,
        max(u_.placed) FILTER (u_.is_over AND u_.sure) AS last_placed,
        min(u_.placed) FILTER (u_.sure AND NOT u_.begun) AS first_placed,
        bool_or(NOT u_.sure) AS in_doubt
    FROM usable AS u_
    GROUP BY u_.holding
    HAVING bool_or(u_.basis <> 'ended')
),
-- What stands, and what comes next.
near AS (
    SELECT
        u_.*,
        a_.in_doubt,
        u_.begun
        AND u_.by_control
        AND coalesce(u_.last_ended >= u_.earliest, false)
        AS untold,
        u_.begun
        AND (u_.low > 0 OR u_.low_open)
        AND issued_after(u_.earliest, u_.within_day, u_.last_issue, u_.placed_issue)
        AS loosened,
        u_.sure AND coalesce(u_.surely_issued > u_.latest, false) AS surely_loosened
    FROM usable AS u_
    JOIN bounds AS a_ ON a_.holding = u_.holding
    WHERE CASE
        WHEN u_.begun THEN u_.latest >= a_.floor AND coalesce(u_.placed >= a_.last_placed, true)
        ELSE u_.earliest <= a_.ceiling AND coalesce(u_.placed <= a_.first_placed, true)
    END
),
-- What each may come to: where it has begun, the level that it leads to. And what tells more of
-- it: what is seen next, or what a change starts from that comes next or is not over yet.
levels AS (
    SELECT
        n_.*,
        NOT n_.begun AND n_.from_told AS starts,
        NOT n_.begun AND n_.moved < 0 AND NOT n_.seen AND NOT n_.from_told AS sold,
        CASE
            WHEN n_.begun THEN NOT n_.is_over
            ELSE n_.basis <> 'ended' AND (n_.seen OR n_.from_told)
        END AS tells,
        CASE WHEN n_.loosened OR n_.untold THEN 0 ELSE n_.low END AS lowest,
        CASE WHEN n_.untold THEN 100 ELSE n_.high END AS highest,
        n_.low_open AND NOT n_.loosened AND NOT n_.untold AS lowest_open,
        n_.high_open AND NOT n_.untold AS highest_open,
        CASE WHEN n_.seen AND NOT n_.begun THEN n_.low ELSE n_.from_low END AS more_low,
        CASE WHEN n_.seen AND NOT n_.begun THEN n_.high ELSE n_.from_high END AS more_high,
        CASE
            WHEN n_.seen AND NOT n_.begun THEN n_.low_open ELSE n_.from_low_open
        END AS more_low_open,
        CASE
            WHEN n_.seen AND NOT n_.begun THEN n_.high_open ELSE n_.from_high_open
        END AS more_high_open
    FROM near AS n_
),
-- One row a holding. What is so of any of its claims is a bit of `marks`.
spans AS (
    SELECT
        any_value(l_.company) AS company,
        any_value(l_.holder) AS holder,
        any_value(l_.holders) AS holders,
        any_value(l_.joint) AS joint,
        any_value(l_.interest) AS interest,
        any_value(l_.class) AS class,
        any_value(l_.unit) AS unit,
        any_value(l_.basis) FILTER (l_.begun) AS basis,
        -- the weakest of those behind it: as a text, reported is the greater
        coalesce(
            max(l_.standing) FILTER (l_.begun), max(l_.standing) FILTER (l_.starts OR l_.sold)
        ) AS standing,
        list(l_.fact) FILTER (l_.begun) AS facts,
        list(l_.fact) FILTER (l_.starts OR l_.sold) AS first_facts,
        count(*) FILTER (l_.begun) AS stand,
        min(l_.lowest) FILTER (l_.begun) AS low,
        max(l_.highest) FILTER (l_.begun) AS high,
        min(l_.more_low) FILTER (l_.tells) AS more_low,
        max(l_.more_high) FILTER (l_.tells) AS more_high,
        min(l_.latest) FILTER (l_.starts OR l_.sold) AS first_latest,
        min(l_.earliest) FILTER (
            NOT l_.begun AND l_.sure AND NOT (l_.starts OR l_.sold)
        ) AS first_untold,
        bit_or(
            -- 1: it is no claim that is told, over before this day or of it alone, and untouched
            CASE
                WHEN l_.begun AND NOT (
                    l_.told AND l_.is_over
                    AND (l_.latest < day::DATE OR l_.earliest = l_.latest)
                    AND (NOT l_.loosened OR l_.surely_loosened)
                    AND NOT l_.untold
                )
                THEN 1
                ELSE 0
            END
            -- 2: surely over, 4: of this day, 8: an issue may have diluted it
            + CASE WHEN l_.begun AND l_.is_over AND l_.sure THEN 2 ELSE 0 END
            + CASE
                WHEN l_.begun AND l_.is_over AND l_.sure AND l_.earliest = day::DATE THEN 4
                ELSE 0
            END
            + CASE WHEN l_.loosened THEN 8 ELSE 0 END
            -- 16: of the next day, vague or from what is told, 32: moved from what is not told
            + CASE
                WHEN
                    NOT l_.begun AND l_.earliest = day::DATE + 1
                    AND (l_.latest > l_.earliest OR l_.starts OR l_.sold)
                THEN 16
                ELSE 0
            END
            + CASE
                WHEN NOT l_.begun AND l_.moved IS NOT NULL AND NOT l_.from_told AND NOT l_.told
                THEN 32
                ELSE 0
            END
            -- 64, 128: tells what was before it, or that it was at least so much, 256: in doubt
            + CASE WHEN l_.starts THEN 64 ELSE 0 END
            + CASE WHEN l_.sold THEN 128 ELSE 0 END
            + CASE WHEN l_.in_doubt THEN 256 ELSE 0 END
            -- its bounds are closed: 512, 1024 where it stands; 2048, 4096 of what tells more
            + CASE WHEN l_.begun AND NOT l_.lowest_open THEN 512 ELSE 0 END
            + CASE WHEN l_.begun AND NOT l_.highest_open THEN 1024 ELSE 0 END
            + CASE WHEN l_.tells AND NOT l_.more_low_open THEN 2048 ELSE 0 END
            + CASE WHEN l_.tells AND NOT l_.more_high_open THEN 4096 ELSE 0 END
        ) AS marks
    FROM levels AS l_
    GROUP BY l_.holding
),
told AS (
    SELECT
        s_.*,
        s_.marks & 2 > 0 AS surely,
        s_.marks & 2 = 0
        AND (s_.marks & 128 > 0 OR (s_.stand > 0 AND s_.marks & 32 > 0)) AS unbounded,
        s_.stand = 1
        AND s_.marks & 17 = 0
        AND (s_.marks & 2 > 0 OR s_.marks & 160 = 0)
        AND (
            s_.marks & 6 = 6
            OR s_.more_low IS NULL
            OR (
                s_.more_low = s_.low
                AND s_.more_high IS NOT DISTINCT FROM s_.high
                AND s_.marks >> 9 & 3 = s_.marks >> 11 & 3
            )
        ) AS alone
    FROM spans AS s_
    WHERE
        s_.stand > 0
        OR (
            s_.marks & 192 > 0
            AND (s_.marks & 16 > 0 OR coalesce(s_.first_untold >= s_.first_latest, true))
        )
)
SELECT
    t_.company,
    t_.holder,
    t_.holders,
    t_.joint,
    t_.interest,
    t_.class,
    t_.unit,
    CASE
        WHEN t_.alone THEN t_.low
        WHEN t_.unbounded THEN 0
        ELSE least(t_.low, t_.more_low)
    END AS low,
    CASE
        WHEN t_.alone THEN t_.high
        WHEN t_.unit <> 'percent' THEN NULL
        WHEN t_.unbounded THEN 100
        ELSE greatest(t_.high, t_.more_high)
    END AS high,
    CASE WHEN t_.alone THEN t_.marks & 512 = 0 ELSE NOT t_.unbounded AND t_.marks & 2560 = 0 END
    AS low_open,
    CASE WHEN t_.alone THEN t_.marks & 1024 = 0 ELSE NOT t_.unbounded AND t_.marks & 5120 = 0 END
    AS high_open,
    -- one claim alone says it: surely, or in doubt but to the point
    t_.alone AND t_.surely AND (t_.marks & 256 = 0 OR t_.low = t_.high) AS plain,
    t_.alone AND NOT t_.surely AND t_.low = t_.high AND t_.basis <> 'ended' AS pointed,
    CASE WHEN t_.marks & 8 > 0 THEN 'may-be-diluted' ELSE t_.basis END AS basis,
    t_.standing,
    list_sort(list_distinct(CASE WHEN t_.stand > 0 THEN t_.facts ELSE t_.first_facts END)) AS facts
FROM told AS t_
UNION ALL
SELECT
    a_.company,
    a_.holder,
    a_.holders,
    a_.joint,
    a_.interest,
    a_.class,
    a_.unit,
    CASE WHEN a_.loosened OR a_.untold THEN 0 ELSE a_.low END,
    CASE WHEN a_.untold THEN 100 ELSE a_.high END,
    a_.low_open AND NOT a_.loosened AND NOT a_.untold,
    a_.high_open AND NOT a_.untold,
    NOT a_.untold AND (NOT a_.loosened OR a_.surely_loosened),
    false,
    CASE WHEN a_.loosened THEN 'may-be-diluted' ELSE a_.basis END,
    a_.standing,
    [a_.fact]
FROM alone AS a_;

-- What is bounded is cut to what the others of its whole definitely hold, where one claim alone
-- says what each of those is.
CREATE OR REPLACE MACRO ownership_as_known(
    day, known, zeros := false, names := true, of := NULL
) AS TABLE
WITH composed AS (
    SELECT
        s_.*,
        s_.plain AND s_.low > 0 AND NOT s_.joint AS takes,
        s_.unit = 'percent'
        AND s_.interest IN ('shares', 'votes', 'economic', 'pledged', 'board') AS of_whole
    FROM ownership_spanned(day, known, of := of) AS s_
),
wholes AS (
    SELECT
        c_.company,
        c_.interest,
        c_.class,
        bool_and(c_.plain AND NOT c_.joint) AS plain,
        bool_or(c_.joint) AS joint,
        sum(c_.low) FILTER (c_.takes) AS taken,
        count(*) FILTER (c_.takes AND c_.low_open) AS opened
    FROM composed AS c_
    WHERE c_.of_whole
    GROUP BY c_.company, c_.interest, c_.class
    HAVING bool_or(c_.low < c_.high)
),
beside AS (
    SELECT
        c_.*,
        w_.plain AS all_plain,
        -- what the others leave, and whether it is less than that
        CASE
            WHEN c_.plain AND c_.low < c_.high AND NOT w_.joint
            THEN 100 - coalesce(w_.taken, 0) + CASE WHEN c_.takes THEN c_.low ELSE 0 END
        END AS most,
        w_.opened > CASE WHEN c_.takes AND c_.low_open THEN 1 ELSE 0 END AS most_open
    FROM composed AS c_
    LEFT JOIN wholes AS w_
        ON c_.of_whole
        AND w_.company = c_.company
        AND w_.interest = c_.interest
        AND w_.class IS NOT DISTINCT FROM c_.class
),
cut AS (
    SELECT
        b_.*,
        b_.most < b_.high OR (b_.most = b_.high AND b_.most_open AND NOT b_.high_open) AS less,
        b_.most < b_.low OR (b_.most = b_.low AND (b_.most_open OR b_.low_open)) AS nothing_left
    FROM beside AS b_
),
capped AS (
    SELECT c_.*, coalesce(c_.less AND NOT c_.nothing_left, false) AS is_capped
    FROM cut AS c_
),
answered AS (
    SELECT
        c_.holder,
        c_.company,
        c_.holders,
        c_.interest,
        c_.class,
        c_.unit,
        c_.low,
        CASE WHEN c_.is_capped THEN c_.most ELSE c_.high END AS high,
        c_.low_open AND NOT (c_.is_capped AND c_.low = c_.most) AS low_open,
        CASE
            WHEN c_.is_capped THEN c_.most_open AND c_.low < c_.most ELSE c_.high_open
        END AS high_open,
        c_.plain
        AND (
            c_.low = c_.high
            OR NOT c_.of_whole
            OR (c_.all_plain AND NOT (c_.less AND c_.nothing_left))
        ) AS is_surely,
        c_.pointed,
        coalesce(c_.less AND c_.nothing_left, false) AS is_disputed,
        CASE WHEN c_.is_capped THEN 'capped' ELSE c_.basis END AS basis,
        c_.standing,
        c_.facts
    FROM capped AS c_
),
every AS (
    SELECT
        a_.holder,
        a_.company,
        a_.holders,
        a_.interest,
        a_.class,
        a_.unit,
        a_.low,
        a_.high,
        a_.low_open,
        a_.high_open,
        CASE WHEN a_.is_surely THEN 'definite' ELSE 'possible' END AS certainty,
        CASE
            WHEN a_.high = 0 THEN 'none'
            WHEN a_.is_surely AND (a_.low > 0 OR a_.low_open) THEN 'definite'
            ELSE 'possible'
        END AS existence,
        CASE WHEN a_.is_surely OR a_.pointed THEN a_.basis ELSE 'spanned' END AS basis,
        a_.is_disputed AS disputed,
        a_.standing,
        a_.facts
    FROM answered AS a_
    UNION ALL
    SELECT
        s_.holder,
        s_.company,
        s_.holders,
        s_.interest,
        s_.class,
        s_.unit,
        s_.low,
        s_.high,
        s_.low_open,
        s_.high_open,
        s_.certainty,
        s_.existence,
        s_.basis,
        s_.disputed,
        s_.standing,
        s_.facts
    FROM stakes AS s_
    SEMI JOIN settled AS n_ ON n_.company = s_.company AND n_.known <= known::DATE
    WHERE
        s_.first_day <= day::DATE
        AND s_.last_day >= day::DATE
        AND (of IS NULL OR s_.company = of)
)
SELECT
    e_.holder,
    h_.name AS holder_name,
    e_.company,
    c_.name AS company_name,
    e_.holders,
    e_.interest,
    e_.class,
    e_.unit,
    e_.low,
    e_.high,
    e_.low_open,
    e_.high_open,
    e_.certainty,
    e_.existence,
    e_.basis,
    e_.disputed,
    e_.standing,
    e_.facts
FROM every AS e_
LEFT JOIN entities AS h_ ON names AND h_.entity = e_.holder
LEFT JOIN entities AS c_ ON names AND c_.entity = e_.company
WHERE zeros OR e_.high IS DISTINCT FROM 0;

COMMENT ON MACRO TABLE ownership_as_known IS 'Who held what on a day, by what the public could have read by another. A row with the basis `spanned` says all that the claims that stand may come to: there `timeline own --known` may tell less, or nothing at all. Its facts are its own, not those of the holdings that leave it no more (`capped`); where these leave nothing, it is disputed. For one company alone, `of := ''its-id''` is answered sooner.';
COMMENT ON MACRO TABLE ownership_spanned IS 'What ownership_as_known is made of: all that what stands on a day may come to, holding by holding, before what others hold is taken off. `plain` tells where one claim alone says it.';
