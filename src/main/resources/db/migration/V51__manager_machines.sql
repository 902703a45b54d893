-- the machines that a stack's ManagerGroup has or had: CloudFormation does not tell of them
create table manager_machine (
  stack_id uuid not null references stack (id) on delete cascade,
  instance_id varchar(32) not null,
  -- when it was first heard of: the oldest one that lives works, a younger one waits
  seen_at timestamp with time zone not null,
  -- whether it is on its way out, and finishes its jobs
  leaving boolean default false not null,
  -- when it was no longer there, null while it is
  gone_at timestamp with time zone,
  primary key (stack_id, instance_id)
);
