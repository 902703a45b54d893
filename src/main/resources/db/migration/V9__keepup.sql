-- how AWS described a stack when the portal last looked, so that the next look tells what was done without it
create table stack_seen (
  stack_id uuid primary key references stack (id) on delete cascade,
  -- AWS's LastUpdatedTime, for a stack that was ever updated
  updated_at timestamp with time zone,
  drift_status varchar(32),
  drift_at timestamp with time zone
);

-- comparisons of a stack with its template
create table drift (
  id uuid primary key,
  stack_id uuid not null references stack (id) on delete cascade,
  -- the stack's id while the comparison goes on, so that a stack has one at a time
  active_stack uuid unique,
  state varchar(16) not null,
  asked_by varchar(100) not null,
  asked_at timestamp with time zone not null,
  detection_id varchar(100),
  finished_at timestamp with time zone,
  failure varchar(4000)
);
create index drift_by_stack on drift (stack_id, asked_at);

create table drift_resource (
  drift_id uuid not null references drift (id) on delete cascade,
  logical_id varchar(255) not null,
  physical_id varchar(2000),
  type varchar(255) not null,
  removed boolean not null,
  primary key (drift_id, logical_id)
);

create table drift_difference (
  drift_id uuid not null references drift (id) on delete cascade,
  logical_id varchar(255) not null,
  seq integer not null,
  path varchar(1000) not null,
  -- never a secret: those are not shown, so they are not stored
  expected varchar(4000),
  actual varchar(4000),
  primary key (drift_id, logical_id, seq)
);

-- plain parameters that an outside change left with other values
create table parameter_change (
  operation_id uuid not null references operation (id) on delete cascade,
  name varchar(255) not null,
  before_value varchar(4096) not null,
  after_value varchar(4096) not null,
  primary key (operation_id, name)
);
