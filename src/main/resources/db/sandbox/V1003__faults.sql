-- What goes wrong with a manager that has the runner token of the call. The token itself never gets here.
alter table sandbox_operation add column fault varchar(40);
alter table sandbox_change_set add column fault varchar(40);
