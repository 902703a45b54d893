-- how a fleet was launched, for another try
alter table fleet add column termination_protection boolean not null default false;
alter table fleet add column keep_on_failure boolean not null default false;

-- what the portal does itself when a fleet goes, besides the deletion of its stack
create table removal (
  id uuid primary key,
  fleet_id uuid not null references fleet (id) on delete cascade,
  -- the operation that the deletion is tracked by; another one where it had to be asked for twice
  operation_id uuid not null unique,
  keep_cache boolean not null,
  -- names of resources in the template, separated by commas
  retain varchar(4000) not null,
  begun_at timestamp with time zone not null
);
create index removal_by_fleet on removal (fleet_id, begun_at);

create table removal_step (
  removal_id uuid not null references removal (id) on delete cascade,
  ordinal integer not null,
  kind varchar(32) not null,
  state varchar(16) not null,
  -- what it is about, by its name in AWS or its address in GitLab
  subject varchar(1000),
  amount bigint not null,
  words varchar(2000) not null,
  begun_at timestamp with time zone,
  ended_at timestamp with time zone,
  primary key (removal_id, ordinal)
);
