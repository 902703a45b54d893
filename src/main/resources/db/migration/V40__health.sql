-- how what runs in a stack is, in one word of those who use it, blank where that is not to be told; and what lists are
-- ordered by for those who look for trouble: the worst first, then by name. Worked out together with the standing, which
-- is therefore set to 0 for all
alter table stack add column health varchar(24) default '' not null;
alter table stack add column urgency varchar(160) default '' not null;
update stack set standing = 0;
create index stack_by_urgency on stack (urgency, id, name, standing, active_at);
create index stack_by_health on stack (health, id);
