-- the latest operations of a stack are read without those before them
create index operation_by_start on operation (stack_id, started_at desc, id);
drop index operation_by_stack;
