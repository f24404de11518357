-- Change no setting from here on.
SET lock_configuration = true;
