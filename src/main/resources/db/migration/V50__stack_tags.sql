-- tags that people gave a stack, a key=value on each line; a change without any lets them stay
alter table fleet add column stack_tags varchar(30000) default '' not null;
alter table fleet_change add column stack_tags varchar(30000);
