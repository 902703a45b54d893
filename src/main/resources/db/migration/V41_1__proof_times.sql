-- when the first worker was up that a first job could run on, as its group tells; null where nobody saw it
alter table autopsy add column worker_at timestamp with time zone;
