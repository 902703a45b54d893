create table stack (
  id uuid primary key,
  name varchar(128) not null,
  region varchar(32) not null,
  -- region/name for as long as the name may be in use in AWS, so that no two launches share it
  live_name varchar(170) unique,
  arn varchar(300),
  status varchar(64) not null,
  status_reason varchar(4000),
  resources_done integer not null,
  resources_total integer not null,
  last_seq bigint not null,
  last_event varchar(400),
  -- why the portal cannot follow the stack at the moment
  trouble varchar(2000),
  created_by varchar(100) not null,
  created_at timestamp with time zone not null,
  active_at timestamp with time zone not null,
  changed_at timestamp with time zone not null,
  revision bigint not null
);
-- each order by itself, and all that a search looks at, so that only a page's own rows are fetched
create index stack_by_name on stack (name, id);
create index stack_by_status on stack (status, id, name, created_at, active_at);
create index stack_by_creation on stack (created_at, id, name);
create index stack_by_activity on stack (active_at, id, name);
create index stack_by_change on stack (changed_at);

create table operation (
  id uuid primary key,
  stack_id uuid not null references stack (id) on delete cascade,
  kind varchar(16) not null,
  state varchar(16) not null,
  -- the stack's id while the operation is unfinished, so that a stack has one at a time
  active_stack uuid unique,
  -- one per form that was handed out, so that sending it twice launches once
  request_key varchar(400) unique,
  requested_by varchar(100) not null,
  from_seq bigint not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  watched_until timestamp with time zone not null,
  failed_resource varchar(255),
  failed_type varchar(255),
  failure varchar(4000)
);
create index operation_by_stack on operation (stack_id, started_at);

create table stack_event (
  stack_id uuid not null references stack (id) on delete cascade,
  seq bigint not null,
  event_id varchar(300) not null,
  at timestamp with time zone not null,
  logical_id varchar(255) not null,
  physical_id varchar(2000),
  type varchar(255) not null,
  status varchar(64) not null,
  reason varchar(4000),
  primary key (stack_id, seq),
  unique (stack_id, event_id)
);

create table stack_resource (
  stack_id uuid not null references stack (id) on delete cascade,
  logical_id varchar(255) not null,
  physical_id varchar(2000),
  type varchar(255) not null,
  status varchar(64) not null,
  reason varchar(4000),
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  primary key (stack_id, logical_id)
);

create table stack_output (
  stack_id uuid not null references stack (id) on delete cascade,
  name varchar(255) not null,
  output_value varchar(4000) not null,
  description varchar(1024),
  primary key (stack_id, name)
);

-- the table of db-scheduler, with its names
create table scheduled_tasks (
  task_name varchar(100) not null,
  task_instance varchar(100) not null,
  task_data bytea,
  execution_time timestamp with time zone not null,
  picked boolean not null,
  picked_by varchar(100),
  last_success timestamp with time zone,
  last_failure timestamp with time zone,
  consecutive_failures integer,
  last_heartbeat timestamp with time zone,
  version bigint not null,
  priority smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_by_time on scheduled_tasks (execution_time);
create index scheduled_tasks_by_heartbeat on scheduled_tasks (last_heartbeat);
