#!/bin/sh
# Brings the schemas of Temporal's two databases to this version of the server; harmless to repeat.
# The tool reads SQL_PLUGIN, SQL_HOST, SQL_USER and SQL_PASSWORD.
set -eu

for name in temporal visibility; do
  database=temporal
  [ "$name" = temporal ] || database=temporal_$name
  temporal-sql-tool --database "$database" setup-schema --version 0.0
  temporal-sql-tool --database "$database" update-schema --schema-name "postgresql/v12/$name"
done
