-- the runner that was made in GitLab for a launch, so that it can be found again
alter table fleet add column runner_id bigint;
alter table fleet add column runner_link varchar(1000);
