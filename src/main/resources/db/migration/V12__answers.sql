-- AWS's last answer to an intent where it leaves open whether AWS has begun; never a secret
alter table operation add column answer varchar(2000);
-- whether it failed before AWS had begun, so that there was nothing to undo
alter table operation add column refused boolean not null default false;
-- since when the portal cannot follow the stack
alter table stack add column troubled_since timestamp with time zone;
-- whether a preview ended without AWS having confirmed it
alter table preview add column unconfirmed boolean not null default false;
