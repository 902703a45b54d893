-- how long launches take is told by the latest that came to something
create index operation_by_end on operation (kind, state, finished_at desc);
