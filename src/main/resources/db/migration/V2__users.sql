create table portal_user (
  -- in lower case, so that no two people differ by case alone
  name varchar(64) primary key,
  password varchar(300) not null,
  role varchar(16) not null,
  enabled boolean not null,
  created_at timestamp with time zone not null
);
