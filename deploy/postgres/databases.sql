-- Run once, by PostgreSQL's image, when the volume is still empty: Slotkeeper and Temporal each have a user of their
-- own, who cannot look into the other's databases.
\getenv slotkeeper_password SLOTKEEPER_DB_PASSWORD
\getenv temporal_password TEMPORAL_DB_PASSWORD

create role slotkeeper login password :'slotkeeper_password';
create role temporal login password :'temporal_password';

create database slotkeeper owner slotkeeper;
create database temporal owner temporal;
create database temporal_visibility owner temporal;

revoke connect on database slotkeeper, temporal, temporal_visibility from public;
