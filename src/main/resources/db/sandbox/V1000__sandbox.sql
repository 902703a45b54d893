-- The sandbox's AWS keeps its stacks here. What has happened to one follows from its rows and the time.
create table sandbox_stack (
    id varchar(300) primary key,
    region varchar(40) not null,
    name varchar(128) not null,
    created_at timestamp(3) with time zone not null,
    termination_protection boolean not null,
    tags text not null
);

create index sandbox_stack_by_name on sandbox_stack (region, name);

create table sandbox_operation (
    stack_id varchar(300) not null references sandbox_stack (id),
    ordinal int not null,
    kind varchar(20) not null,
    client_request_token varchar(128),
    started_at timestamp(3) with time zone not null,
    speed double precision not null,
    template_body text not null,
    -- Values of NoEcho parameters never get here.
    parameters text not null,
    capabilities varchar(200) not null,
    on_failure varchar(20) not null,
    retain_except_on_create boolean not null,
    primary key (stack_id, ordinal)
);
