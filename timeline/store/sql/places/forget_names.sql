-- Where names are gathered: where each stands, which of them Python folds, and what these fold to.
CREATE OR REPLACE TEMP TABLE names (position BIGINT, name VARCHAR);
CREATE OR REPLACE TEMP TABLE unfolded (number BIGINT, name VARCHAR);
CREATE OR REPLACE TEMP TABLE foldings (name VARCHAR, folding VARCHAR);
