-- forms that asked for a runner, so that one sent twice makes one runner; never a token
create table runner_form (
  requested_by varchar(64) not null,
  form_key varchar(100) not null,
  requested_at timestamp with time zone not null,
  -- GitLab's id of the runner, null until it is known
  runner_id bigint,
  primary key (requested_by, form_key)
);
create index runner_form_requested_at on runner_form (requested_at);
