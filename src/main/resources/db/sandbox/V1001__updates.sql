-- Set where a change set was executed.
alter table sandbox_operation add column change_set_id varchar(400);
-- What goes differently for single resources: those to skip or to retain, or why one will not go.
alter table sandbox_operation add column exceptions text;

create table sandbox_change_set (
    id varchar(400) primary key,
    stack_id varchar(300) not null references sandbox_stack (id),
    name varchar(128) not null,
    description varchar(1024),
    -- How many operations the stack had: a change set is worth nothing once there are more.
    base int not null,
    client_token varchar(128),
    created_at timestamp(3) with time zone not null,
    speed double precision not null,
    template_body text not null,
    -- Values of NoEcho parameters never get here.
    parameters text not null,
    capabilities varchar(200) not null
);

create index sandbox_change_set_by_stack on sandbox_change_set (stack_id);
