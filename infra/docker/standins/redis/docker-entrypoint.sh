#!/usr/bin/env bash
# Does what the official image's entry point is documented to do: an option or a .conf file is redis-server's, whose data
# folder is given to redis, as whom it then runs; it listens for other containers unless it is told something else.
set -euo pipefail

if [ "$#" -eq 0 ] || [ "${1#-}" != "$1" ] || [ "${1%.conf}" != "$1" ]; then set -- redis-server "$@"; fi
if [ "$1" = redis-server ]; then
  # The official server is built so that its protected mode is off.
  [[ " $* " == *" --protected-mode "* ]] || set -- "$@" --protected-mode no
  if [ "$(id -u)" = 0 ]; then
    find . \! -user redis -exec chown redis '{}' +
    exec gosu redis "${BASH_SOURCE[0]}" "$@"
  fi
fi
exec "$@"
