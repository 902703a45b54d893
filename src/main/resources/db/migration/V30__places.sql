-- whose account a stack is in: so far the one that the portal's own identity belongs to
alter table stack add column account varchar(32) default 'own' not null;
-- account/region/name now, of another account than the portal's own
alter table stack alter column live_name set data type varchar(200);
