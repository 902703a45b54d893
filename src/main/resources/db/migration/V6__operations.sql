-- operations after the launch
alter table operation alter column kind set data type varchar(32);
alter table operation add column cancelled_by varchar(100);
