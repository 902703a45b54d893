-- What befell a fleet that lives, by a button; what is over stays, as the log still tells of it.
create table sandbox_trouble (
    stack_id varchar(300) not null references sandbox_stack (id),
    name varchar(40) not null,
    from_at timestamp(3) with time zone not null,
    to_at timestamp(3) with time zone,
    primary key (stack_id, name, from_at)
);
