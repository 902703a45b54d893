-- What GitLab said of the runner that a move leaves behind, written by whoever holds the access token for it.
create table fleet_move_runner (
  move_id uuid primary key references fleet_move (id) on delete cascade,
  -- whether an access token was given, which waits in memory
  access_given boolean not null,
  -- when it was paused, null until then
  paused_at timestamp with time zone,
  -- why it could not be paused or asked about, blank where nothing is wrong
  trouble varchar(1000) not null,
  -- how many jobs ran on it when GitLab was last asked
  running integer,
  running_at timestamp with time zone
);
