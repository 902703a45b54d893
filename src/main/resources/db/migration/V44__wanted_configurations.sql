-- the hash of the configuration that the manager was to bring into force, as it said last
alter table autopsy add column wanted_hash varchar(64);
