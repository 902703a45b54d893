-- how a stack stands for those who use it, as a number to filter and order by; 0 until it is worked out. A migration
-- that comes with other rules sets it to 0 again
alter table stack add column standing smallint not null default 0;
create index stack_by_standing on stack (standing, id, name, created_at, active_at);

-- what a removal has closed, written down before it does so, until it is opened again
create table closure (
  fleet_id uuid not null references fleet (id) on delete cascade,
  part varchar(16) not null,
  -- its name in AWS or its address in GitLab
  subject varchar(1000) not null,
  -- how it was, for the way back
  before varchar(200) not null,
  primary key (fleet_id, part)
);
