-- What the other files draw with: numbers that hang on the seed and a key alone, so that the
-- same market is made on every machine, in any order and by any number of threads.

-- The parameters of the market, as the struct that is set before this file is run.
CREATE OR REPLACE TEMP MACRO market() AS getvariable('market');

-- Scramble 32 bits; no step is larger than a BIGINT. What is drawn with is kept in a column first,
-- since each step writes its argument twice.
CREATE OR REPLACE TEMP MACRO scrambled(x) AS (xor(x::BIGINT, x::BIGINT >> 16) * 73244475) & 4294967295;
CREATE OR REPLACE TEMP MACRO mixed(x) AS scrambled(scrambled(x));

-- A number from 0 up to, but not, 1 for a key, in a stream of its own.
CREATE OR REPLACE TEMP MACRO draw(stream, key) AS
    (mixed(xor(key::BIGINT & 4294967295, (stream::BIGINT * 1640531527) & 4294967295)) >> 2) / 1073741824.0;

-- A rank below n where rank r has the weight (r + head * n) ** -exponent.
CREATE OR REPLACE TEMP MACRO ranked(u, n, exponent, head) AS
    least(n - 1, greatest(0, floor(n * (pow(
        u * (pow(1 + head, 1 - exponent) - pow(head, 1 - exponent)) + pow(head, 1 - exponent),
        1 / (1 - exponent)) - head))))::BIGINT;

-- A whole number of days with this mean, few of them many.
CREATE OR REPLACE TEMP MACRO waited(u, mean) AS floor(-ln(1 - u) * mean)::INTEGER;

-- Reflect a number at 0 and at a cap.
CREATE OR REPLACE TEMP MACRO reflected(x, cap) AS
    cap - abs(((x % (2 * cap)) + 2 * cap) % (2 * cap) - cap);

-- A level, kept in hundredths of a percent, as a file has it: exact, or the band that it is in.
CREATE OR REPLACE TEMP MACRO percent(level) AS
    CASE WHEN level = 0 THEN 'none' ELSE (level::DECIMAL(9, 0) / 100)::DECIMAL(7, 2) || '%' END;
CREATE OR REPLACE TEMP MACRO band(level) AS
    CASE WHEN level = 0 THEN 'none' WHEN level < 500 THEN '(0%, 5%)'
         WHEN level < 2500 THEN '[5%, 25%)' WHEN level < 5000 THEN '[25%, 50%)'
         WHEN level < 7500 THEN '[50%, 75%)' ELSE '>=75%' END;
CREATE OR REPLACE TEMP MACRO told(level, how) AS
    CASE WHEN level IS NULL THEN NULL WHEN level = 0 THEN 'none' WHEN how = 'undisclosed' THEN '>0%'
         WHEN how = 'banded' THEN band(level) ELSE percent(level) END;

-- The name of an entity: companies come first, then those that only hold.
CREATE OR REPLACE TEMP MACRO entity(code, companies) AS
    CASE WHEN code < companies THEN 'c-' || code ELSE 'h-' || (code - companies) END;

-- A day's number as text; a month, a quarter, a year.
CREATE OR REPLACE TEMP MACRO on_day(day) AS (DATE '1970-01-01' + day)::VARCHAR;
CREATE OR REPLACE TEMP MACRO vaguely(day, until, how) AS CASE how
    WHEN 'year' THEN on_day(day)[:4]
    WHEN 'month' THEN on_day(day)[:7]
    WHEN 'quarter' THEN on_day(day)[:5] || (32 + quarter(DATE '1970-01-01' + day))
    WHEN 'range' THEN '[' || on_day(day - 20) || '..' || on_day(least(day + 10, until)) || ']'
    WHEN 'undated' THEN NULL
    ELSE on_day(day) END;
