-- when AWS is asked next about an operation, null where there is nothing more to see
alter table operation add column look_at timestamp with time zone;
-- until when somebody is known to have it before their eyes in a list
alter table operation add column glanced_until timestamp with time zone;
-- how many looks followed its end: AWS lists some events late
alter table operation add column looks_after integer default 0 not null;
create index operation_by_look on operation (look_at);

update operation set look_at = current_timestamp + interval '30' second where state = 'PLANNED';
update operation set look_at = current_timestamp where state = 'RUNNING';

-- one task follows all that goes on in a region
delete from scheduled_tasks where task_name = 'follow-operation';
insert into scheduled_tasks (task_name, task_instance, execution_time, picked, version)
select distinct 'follow-region', region, current_timestamp, false, 1 from stack;
