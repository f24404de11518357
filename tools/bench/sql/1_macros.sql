-- How a vendor's texts become typed columns: a day, and the two ends of a level.

-- The last day that an EDTF text may mean: of a day, an open day, a month, a quarter, a year, a range.
CREATE OR REPLACE MACRO last_day_of(told) AS CASE
    WHEN length(told) = 10 THEN TRY_CAST(told AS DATE)
    WHEN told LIKE '[%' THEN TRY_CAST(told[14:23] AS DATE)
    WHEN told LIKE '%/..' THEN TRY_CAST(told[:10] AS DATE)
    WHEN length(told) = 4 THEN TRY_CAST(told || '-12-31' AS DATE)
    WHEN told[6:7] > '12' THEN last_day(TRY_CAST(
        told[:5] || lpad(((TRY_CAST(told[6:7] AS INTEGER) - 32) * 3)::VARCHAR, 2, '0') || '-01' AS DATE))
    ELSE last_day(TRY_CAST(told || '-01' AS DATE)) END;

-- The ends of a level: 3.68%, none, >0%, >=75%, [25%, 50%).
CREATE OR REPLACE MACRO low_of(told) AS CASE
    WHEN told = 'none' THEN 0
    ELSE TRY_CAST(regexp_extract(told, '[0-9.]+') AS DECIMAL(7, 2)) END::DECIMAL(7, 2);
CREATE OR REPLACE MACRO high_of(told) AS CASE
    WHEN told = 'none' THEN 0
    WHEN told LIKE '>%' THEN 100
    WHEN told LIKE '%,%' THEN TRY_CAST(regexp_extract(told, ', ([0-9.]+)', 1) AS DECIMAL(7, 2))
    ELSE TRY_CAST(rtrim(told, '%') AS DECIMAL(7, 2)) END::DECIMAL(7, 2);
