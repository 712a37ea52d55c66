#!/usr/bin/env bash
# Does what the official image's entry point is documented to do: makes the data folder at the first start, with the users
# and the database that the environment names, runs what is in /docker-entrypoint-initdb.d, and becomes mysqld as mysql.
set -euo pipefail
shopt -s nullglob

data=/var/lib/mysql
socket=/var/run/mysqld/mysqld.sock

say() { printf '%s [Entrypoint]: %s\n' "$(date --utc +%FT%TZ)" "$*"; }
fail() {
  say "ERROR: $*" >&2
  exit 1
}

# Sets a variable from the file that VARIABLE_FILE names, where there is one.
from_file() {
  local name="$1" file="$1_FILE"
  if [ -n "${!file:-}" ]; then
    [ -z "${!name:-}" ] || fail "both $name and $file are set"
    export "$name=$(<"${!file}")"
  fi
  [ -n "${!name:-}" ] || export "$name="
}

# As text in an SQL statement.
quoted() {
  local text="${1//\\/\\\\}"
  printf "'%s'" "${text//\'/\\\'}"
}

client() { MYSQL_PWD="$password" mysql --protocol=socket --socket="$socket" -uroot "$@"; }

start_for_ourselves() {
  "$@" --skip-networking --mysqlx=OFF --socket="$socket" &
  server=$!
  local tries
  for ((tries = 0; tries < 300; tries++)); do
    if mysqladmin --protocol=socket --socket="$socket" -uroot ping >/dev/null 2>&1; then return; fi
    kill -0 "$server" 2>/dev/null || fail "mysqld ended while it was being set up"
    sleep 0.2
  done
  fail "mysqld did not answer within a minute while it was being set up"
}

first_statements() {
  local host="${MYSQL_ROOT_HOST:-%}" word
  word="$(quoted "$MYSQL_ROOT_PASSWORD")"
  echo "ALTER USER 'root'@'localhost' IDENTIFIED BY $word;"
  if [ "$host" != localhost ]; then
    echo "CREATE USER 'root'@$(quoted "$host") IDENTIFIED BY $word;"
    echo "GRANT ALL ON *.* TO 'root'@$(quoted "$host") WITH GRANT OPTION;"
  fi
  [ -z "$MYSQL_DATABASE" ] || echo "CREATE DATABASE IF NOT EXISTS \`$MYSQL_DATABASE\`;"
  if [ -n "$MYSQL_USER" ]; then
    echo "CREATE USER $(quoted "$MYSQL_USER")@'%' IDENTIFIED BY $(quoted "$MYSQL_PASSWORD");"
    [ -z "$MYSQL_DATABASE" ] || echo "GRANT ALL ON \`${MYSQL_DATABASE//_/\\_}\`.* TO $(quoted "$MYSQL_USER")@'%';"
  fi
}

run_first_files() {
  local file
  for file in /docker-entrypoint-initdb.d/*; do
    say "running $file"
    case "$file" in
      *.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
      *.sql) client ${MYSQL_DATABASE:+"$MYSQL_DATABASE"} <"$file" ;;
      *.sql.gz) gunzip -c "$file" | client ${MYSQL_DATABASE:+"$MYSQL_DATABASE"} ;;
      *) say "ignoring $file" ;;
    esac
  done
}

initialise() {
  if [ -z "$MYSQL_ROOT_PASSWORD$MYSQL_ALLOW_EMPTY_PASSWORD$MYSQL_RANDOM_ROOT_PASSWORD" ]; then
    fail "the database is new and no root password is given: set one of MYSQL_ROOT_PASSWORD, MYSQL_ALLOW_EMPTY_PASSWORD, MYSQL_RANDOM_ROOT_PASSWORD"
  fi
  [ "$MYSQL_USER" != root ] || fail "MYSQL_USER is not for root: set MYSQL_ROOT_PASSWORD alone"
  if [ -n "$MYSQL_USER" ] && [ -z "$MYSQL_PASSWORD" ]; then fail "MYSQL_USER is set, and MYSQL_PASSWORD is not"; fi
  if [ -n "$MYSQL_RANDOM_ROOT_PASSWORD" ]; then
    MYSQL_ROOT_PASSWORD="$(head -c 24 /dev/urandom | base64 | tr '+/' '-_')"
    say "GENERATED ROOT PASSWORD: $MYSQL_ROOT_PASSWORD"
  fi
  say "initialising the database"
  "$@" --initialize-insecure
  start_for_ourselves "$@"
  password=
  first_statements | client
  password="$MYSQL_ROOT_PASSWORD"
  run_first_files
  # MariaDB's mysqladmin asks for it by a command that this server has no more.
  client -e SHUTDOWN
  wait "$server"
  say "the database is ready"
}

if [ "$#" -eq 0 ] || [ "${1#-}" != "$1" ]; then set -- mysqld "$@"; fi
[ "$1" = mysqld ] || exec "$@"

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$data"
  find "$data" /var/run/mysqld \! -user mysql -exec chown mysql:mysql '{}' +
  exec gosu mysql "${BASH_SOURCE[0]}" "$@"
fi
if [ ! -d "$data/mysql" ]; then
  for variable in MYSQL_ROOT_PASSWORD MYSQL_ROOT_HOST MYSQL_DATABASE MYSQL_USER MYSQL_PASSWORD \
    MYSQL_ALLOW_EMPTY_PASSWORD MYSQL_RANDOM_ROOT_PASSWORD; do
    from_file "$variable"
  done
  initialise "$@"
fi
unset MYSQL_ROOT_PASSWORD
exec "$@"
