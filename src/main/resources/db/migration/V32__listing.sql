-- what lists of stacks are ordered and searched by, in words of those who use them; worked out together with the
-- standing, which is therefore set to 0 for all
alter table stack add column serves varchar(300) default '' not null;
alter table stack add column capacity integer default 0 not null;
alter table stack add column edition varchar(80) default '' not null;
-- in lower case, each value on a line of its own
alter table stack add column search_text varchar(8000) default '' not null;
update stack set standing = 0;
create index stack_by_region on stack (region, id, name, standing, active_at);
create index stack_by_serves on stack (serves, id, name, standing, active_at);
create index stack_by_capacity on stack (capacity, id, name, standing, active_at);
create index stack_by_edition on stack (edition, id, name, standing, active_at);

-- short words by which people tell fleets apart
create table fleet_label (
  fleet_id uuid not null references fleet (id) on delete cascade,
  label varchar(40) not null,
  primary key (fleet_id, label)
);
create index fleet_label_by_label on fleet_label (label);

-- addresses of the dashboard that somebody comes back to
create table saved_view (
  id uuid primary key,
  owner varchar(64) not null references portal_user (name) on delete cascade,
  name varchar(60) not null,
  -- what follows the question mark
  address varchar(2000) not null,
  unique (owner, name)
);

-- what was asked of several fleets at once, written down before the first of them is touched
create table bulk_run (
  id uuid primary key,
  action varchar(16) not null,
  keep_cache boolean not null,
  remove_logs boolean not null,
  asked_by varchar(100) not null,
  asked_at timestamp with time zone not null,
  -- no fleet's turn comes after this; each turn moves it on
  open_until timestamp with time zone not null
);
create index bulk_run_by_time on bulk_run (asked_at);

create table bulk_item (
  run_id uuid not null references bulk_run (id) on delete cascade,
  place integer not null,
  fleet_id uuid not null references fleet (id) on delete cascade,
  -- how it stood when somebody said so, 0 where that does not matter
  seen smallint not null,
  state varchar(16) not null,
  words varchar(1000) not null,
  preview_id uuid,
  primary key (run_id, place),
  unique (run_id, fleet_id)
);
