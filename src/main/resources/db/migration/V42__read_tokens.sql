create table read_token (
  id uuid primary key,
  -- its front page, without a slash at its end
  gitlab varchar(500) not null unique,
  -- encrypted with a key from the configuration
  sealed varchar(2000) not null,
  -- what GitLab says of it
  name varchar(300) not null,
  scopes varchar(500) not null,
  expires_on date,
  added_by varchar(100) not null,
  added_at timestamp with time zone not null,
  -- when GitLab last took it, and when it last did not
  answered_at timestamp with time zone,
  failed_at timestamp with time zone,
  refused boolean default false not null,
  failure varchar(500) not null
);
