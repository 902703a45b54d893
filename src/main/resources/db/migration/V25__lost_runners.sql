-- whether what came of a form is unknown, where its GitLab is, and what a runner of it is found by
alter table runner_form add column reference varchar(40);
alter table runner_form add column lost boolean default false not null;
alter table runner_form add column gitlab varchar(1000);
