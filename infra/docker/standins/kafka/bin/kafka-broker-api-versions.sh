#!/usr/bin/env bash
# Says whether a broker takes work: kafka-broker-api-versions.sh --bootstrap-server HOST:PORT. The class of the official
# tool is not among the server's jars; this one asks for the cluster's metadata and prints the number of brokers.
set -euo pipefail
if [ "${1:-}" != --bootstrap-server ] || [[ "${2:-}" != *:* ]]; then
  echo "usage: kafka-broker-api-versions.sh --bootstrap-server HOST:PORT" >&2
  exit 1
fi
exec 3<>"/dev/tcp/${2%:*}/${2##*:}"
# Request 3, version 1, no client id, no topics. The answer: its length, the same number, and how many brokers there are.
printf '\0\0\0\16\0\3\0\1\0\0\0\1\377\377\0\0\0\0' >&3
brokers="$(timeout 10 head -c 12 <&3 | tail -c 1 | tr '\0-\11' '0-9')"
[ "$brokers" -gt 0 ]
echo "$2: $brokers broker(s)"
