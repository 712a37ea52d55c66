#!/usr/bin/env bash
# Does what the official image's entry point is documented to do: writes the CASSANDRA_ variables into cassandra.yaml and
# cassandra-rackdc.properties, gives the data folder to cassandra, and becomes the server as that user.
set -euo pipefail

if [ "$#" -eq 0 ] || [ "${1#-}" != "$1" ]; then set -- cassandra -f "$@"; fi
[ "$1" = cassandra ] || exec "$@"

if [ "$(id -u)" = 0 ]; then
  find /var/lib/cassandra /var/log/cassandra "$CASSANDRA_CONF" \! -user cassandra -exec chown cassandra '{}' +
  exec gosu cassandra "${BASH_SOURCE[0]}" "$@"
fi

own_address() { hostname -I | cut -d ' ' -f 1; }

# In place, also where the file is mounted by itself and can't be replaced.
edit() {
  local file="$CASSANDRA_CONF/$1" text
  text="$(sed -E "$2" "$file")"
  printf '%s\n' "$text" >"$file"
}

: "${CASSANDRA_RPC_ADDRESS:=0.0.0.0}"
: "${CASSANDRA_LISTEN_ADDRESS:=auto}"
[ "$CASSANDRA_LISTEN_ADDRESS" != auto ] || CASSANDRA_LISTEN_ADDRESS="$(own_address)"
: "${CASSANDRA_BROADCAST_ADDRESS:=$CASSANDRA_LISTEN_ADDRESS}"
[ "$CASSANDRA_BROADCAST_ADDRESS" != auto ] || CASSANDRA_BROADCAST_ADDRESS="$(own_address)"
: "${CASSANDRA_BROADCAST_RPC_ADDRESS:=$CASSANDRA_BROADCAST_ADDRESS}"
: "${CASSANDRA_SEEDS:=$CASSANDRA_BROADCAST_ADDRESS}"

edit cassandra.yaml "s/(- seeds:).*/\\1 \"$CASSANDRA_SEEDS\"/"
for setting in broadcast_address broadcast_rpc_address cluster_name endpoint_snitch listen_address num_tokens rpc_address; do
  variable="CASSANDRA_${setting^^}"
  if [ -n "${!variable:-}" ]; then edit cassandra.yaml "s/^(# )?($setting:).*/\\2 ${!variable}/"; fi
done
for setting in dc rack; do
  variable="CASSANDRA_${setting^^}"
  if [ -n "${!variable:-}" ]; then edit cassandra-rackdc.properties "s/^($setting=).*/\\1${!variable}/"; fi
done
exec "$@"
