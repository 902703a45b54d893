-- what the portal signs its own words with that come back from browsers, such as whose page a form was on
create table signing_key (
  purpose varchar(40) primary key,
  -- 32 random bytes, in hexadecimal digits
  key_value varchar(64) not null
);
create index kept_form_by_owner on kept_form (who, kept_until);
