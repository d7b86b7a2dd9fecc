#!/bin/sh
# Runs once, in an empty PostgreSQL (docker-compose.yml): the owner of the database and the role of the application.
# What `app` may do with each table is given by `manage.py rechten`, after each migrate.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    -v migratie="$MIGRATIE_WACHTWOORD" -v app="$APP_WACHTWOORD" <<'SQL'
CREATE ROLE migratie LOGIN PASSWORD :'migratie';
CREATE ROLE app LOGIN PASSWORD :'app';
CREATE DATABASE socialebasis OWNER migratie;
REVOKE ALL ON DATABASE socialebasis FROM PUBLIC;
GRANT CONNECT ON DATABASE socialebasis TO app;
SQL
