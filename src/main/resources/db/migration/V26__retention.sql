-- up to when the events of a stack were cleared away: what AWS lists of that time is no news
alter table stack add column events_cleared_until timestamp with time zone;
create index stack_event_by_time on stack_event (at);

-- lists leave out what was removed long ago: each order by itself, with all that tells of it
create index stack_by_its_name on stack (name, id, standing, active_at);
create index stack_by_age on stack (created_at, id, name, standing, active_at);
create index stack_by_last_activity on stack (active_at, id, name, standing);
drop index stack_by_name;
drop index stack_by_creation;
drop index stack_by_activity;
