-- which jobs a fleet's runner takes, as far as the portal was told: whom it serves, as GitLab calls it
alter table fleet add column runner_scope varchar(16) default '' not null;
-- the path or id of the group or project
alter table fleet add column runner_target varchar(500) default '' not null;
-- with commas between them
alter table fleet add column runner_tags varchar(4000) default '' not null;
-- null where nobody told
alter table fleet add column run_untagged boolean;
