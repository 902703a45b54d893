-- what a change would do, as AWS has worked it out
create table preview (
  id uuid primary key,
  stack_id uuid not null references stack (id) on delete cascade,
  state varchar(16) not null,
  requested_by varchar(100) not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  -- how many resources there are before and after it
  resources_before integer not null,
  resources_after integer not null,
  -- as JSON; forgotten once they cannot be carried out any more
  changes varchar(1000000),
  reason varchar(4000),
  -- what carries it out
  operation_id uuid unique references operation (id) on delete cascade
);
create index preview_by_stack on preview (stack_id, created_at);

-- what a fleet becomes once a preview is carried out
create table fleet_change (
  preview_id uuid primary key references preview (id) on delete cascade,
  blueprint_version integer not null,
  -- plain parameter values by name, as JSON; secrets are never stored
  parameters varchar(60000) not null,
  token_replaced boolean not null
);
