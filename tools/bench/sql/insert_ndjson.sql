-- Append a vendor's NDJSON, whose columns are named since a file need not tell all of them.
CREATE OR REPLACE TEMP VIEW facts AS FROM read_json(getvariable('files'), format = 'newline_delimited', columns = {
    type: 'VARCHAR', occurred: 'VARCHAR', published: 'VARCHAR', holder: 'VARCHAR', company: 'VARCHAR',
    interest: 'VARCHAR', after: 'VARCHAR', stake: 'VARCHAR', "order": 'INTEGER', batch: 'INTEGER'
});
INSERT INTO claims FROM typed('facts');
