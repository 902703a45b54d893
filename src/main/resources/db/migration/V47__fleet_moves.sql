-- A fleet on its way to another blueprint: a second one is launched with its values, then it goes itself.
create table fleet_move (
  id uuid primary key,
  from_fleet uuid not null references fleet (id) on delete cascade,
  -- the same while the move is not over: a fleet has one at a time
  open_for uuid unique,
  -- null until the launch of the second fleet is recorded
  to_fleet uuid references stack (id) on delete set null,
  to_name varchar(128) not null,
  same_runner boolean not null,
  patience_minutes integer not null,
  keep_cache boolean not null,
  -- the first fleet's own, from before it was kept from taking jobs
  parameters varchar(60000) not null,
  requested_by varchar(100) not null,
  begun_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  state varchar(16) not null,
  step varchar(16) not null,
  -- which turn it goes on in: somebody may have stopped it before
  turn integer not null,
  -- the change that keeps the first fleet from taking jobs, once there is one
  preview_id uuid,
  -- from then on the first fleet goes
  leaving boolean not null
);
create index fleet_move_by_fleet on fleet_move (from_fleet, begun_at);

create table fleet_move_step (
  move_id uuid not null references fleet_move (id) on delete cascade,
  step varchar(16) not null,
  begun_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  words varchar(2000) not null,
  primary key (move_id, step)
);
