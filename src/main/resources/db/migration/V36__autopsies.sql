-- what the machines of a fleet told of an operation: kept with it, as they and their log group may be gone
create table autopsy (
  operation_id uuid primary key references operation (id) on delete cascade,
  stack_id uuid not null references stack (id) on delete cascade,
  -- what is looked for
  purpose varchar(16) not null,
  -- when there was a reason to look, the last time
  asked_at timestamp with time zone not null,
  -- whether the portal looks no more
  ended boolean not null,
  -- what it has come to so far
  verdict varchar(16) not null,
  -- what the manager was at, and what it was told there, in its words
  step varchar(40) not null,
  words varchar(500) not null,
  answer varchar(500) not null,
  code integer,
  heard_at timestamp with time zone,
  -- why its log cannot be read
  trouble varchar(1000),
  -- the last lines as JSON, tokens masked
  evidence varchar(500000) not null
);
create index autopsy_by_stack on autopsy (stack_id);

-- what is to be said beside how a stack stands, and the moment that it is about
alter table stack add column note varchar(300);
alter table stack add column noted_at timestamp with time zone;
