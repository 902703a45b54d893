-- A stack's tags after what was asked of it.
alter table sandbox_operation add column tags text;
alter table sandbox_change_set add column tags text;
update sandbox_operation set tags = (select s.tags from sandbox_stack s where s.id = stack_id);
update sandbox_change_set set tags = (select s.tags from sandbox_stack s where s.id = stack_id);
