-- tokens of forms that are still being written, for an hour at most; each sealed with a key that only the browser has
create table kept_secret (
  who varchar(64) not null,
  -- the form or the fleet that it is for
  place varchar(500) not null,
  sealed varchar(4000) not null,
  kept_until timestamp with time zone not null,
  primary key (who, place)
);
create index kept_secret_by_end on kept_secret (kept_until);
