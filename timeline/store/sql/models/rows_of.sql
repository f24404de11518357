-- What the rows of $model tell of and say, in an order of their own.
SELECT subject, text
FROM model_rows
WHERE model = $model
ORDER BY subject, text;
