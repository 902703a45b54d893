-- what a user's authenticator counts with
create table second_factor (
  user_name varchar(64) primary key references portal_user (name) on delete cascade,
  -- encrypted with a key that is not in this database
  sealed_key varchar(200) not null,
  -- the step of the last code that was used, so that none is used twice
  last_step bigint not null,
  -- null until a first code has confirmed it
  since timestamp with time zone
);

-- what lets in whoever has lost the authenticator, each once; a hash of 120 random bits
create table recovery_code (
  user_name varchar(64) not null references portal_user (name) on delete cascade,
  hash varchar(64) not null,
  primary key (user_name, hash)
);

-- sign-ins whose password was right and whose code is awaited
create table second_step (
  -- a hash of what the browser carries
  mark varchar(64) primary key,
  -- the user's name and version
  sign_in varchar(100) not null,
  kept_until timestamp with time zone not null
);
