-- the plain parameters that a fleet had after an operation that changed them: what one changed is the difference
create table fleet_values (
  operation_id uuid primary key references operation (id) on delete cascade,
  blueprint_version integer not null,
  -- by name, as JSON; secrets are never stored
  parameters varchar(60000) not null
);
-- where the next difference begins
insert into fleet_values (operation_id, blueprint_version, parameters)
select o.id, f.blueprint_version, f.parameters from fleet f join operation o on o.stack_id = f.id
where o.finished_at is not null and not exists (
  select 1 from operation l where l.stack_id = o.stack_id and l.finished_at is not null
    and (l.started_at > o.started_at or l.started_at = o.started_at and l.id > o.id));

-- what people call the networks that AWS told of, for pages that do not wait for AWS
create table network_name (
  -- the place's key
  place varchar(80) not null,
  id varchar(64) not null,
  name varchar(300) not null,
  primary key (place, id)
);
