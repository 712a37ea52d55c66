#!/usr/bin/env bash
# Runs a launcher command, the benchmark or a drill: finds a JDK, builds what is not built yet, then hands over to Java.
# Called by infra/up, infra/down, infra/bench and the like, from any folder.
set -euo pipefail

root="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../.." && pwd -P)"
command="$1"
launcher="$root/infra/stack/launcher/target/groat-launcher-app.jar"
drills="$root/infra/testing/drills/target/groat-drills-app.jar"
benchmark="$root/infra/testing/benchmark/target/groat-benchmark-app.jar"
training="$root/infra/models/training/target/groat-training-app.jar"
sandbox="$root/infra/stack/sandbox/target/groat-sandbox-app.jar"
stamp="$root/.groat/built"

fail() {
  echo "$1" >&2
  exit 1
}

# The feature version of a Java, such as 17; nothing when it does not run.
version_of() {
  "$1" -version 2>&1 | sed -n 's/.*version "\(1\.\)\{0,1\}\([0-9]*\).*/\2/p' | head -n 1
}

# Sets java to one of version 17 or newer.
find_java() {
  local candidate version
  for candidate in "${JAVA_HOME:+$JAVA_HOME/bin/java}" "$(command -v java || true)"; do
    [ -n "$candidate" ] && [ -x "$candidate" ] || continue
    version="$(version_of "$candidate")"
    if [ -n "$version" ] && [ "$version" -ge 17 ]; then
      java="$candidate"
      return
    fi
  done
  fail "Groat needs a JDK 17 or newer. Install one (Debian/Ubuntu: apt-get install openjdk-17-jdk-headless) or set JAVA_HOME to it."
}

is_built() {
  local module
  [ -f "$stamp" ] && [ -f "$launcher" ] && [ -f "$benchmark" ] && [ -f "$drills" ] && [ -f "$sandbox" ] && [ -f "$training" ] || return 1
  for module in shard-router fraud-scorer notifier analytics-sink; do
    [ -f "$root/$module/target/$module-app.jar" ] || return 1
  done
  # Anything newer than the last build?
  [ -z "$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main "$root"/infra/*/*/pom.xml "$root"/infra/*/*/*/pom.xml \
    "$root"/infra/*/*/src/main -newer "$stamp" -print -quit 2>/dev/null)" ]
}

build() {
  local home log="$root/.groat/logs/build.log"
  home="$(cd -- "$(dirname -- "$(readlink -f -- "$java")")/.." && pwd -P)"
  [ -x "$home/bin/javac" ] || fail "$home has no javac: building Groat needs a JDK, not a JRE. Install one or set JAVA_HOME to it."
  mkdir -p "$root/.groat/logs"
  touch "$stamp.begun"
  echo "Building (the first time fetches all libraries and takes some minutes); log in .groat/logs/build.log"
  if ! (cd "$root" && JAVA_HOME="$home" ./mvnw -B -Dquick package) </dev/null 2>&1 | tee "$log" |
    sed -u -n 's/^\[INFO\] Building \([a-z][a-z-]*\) .*\(\[[0-9]*\/[0-9]*\]\)$/  \2 \1/p' >&2; then
    grep '^\[ERROR\]' "$log" | tail -n 15 >&2
    fail "The build failed; the whole log is .groat/logs/build.log."
  fi
  # As of the moment the build began: what was changed meanwhile is built next time.
  mv "$stamp.begun" "$stamp"
  echo "Preparing quick starts"
  "$java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "-Dgroat.root=$root" -jar "$launcher" prepare || true
}

is_up() {
  [ -f "$launcher" ] && [ -f "$root/.groat/run/stack.json" ] && "$java" "-Dgroat.root=$root" -jar "$launcher" is-up
}

find_java
case "$command" in
  up) is_built || is_up || build ;;
  generate | replay | train) is_built || { [ -f "$training" ] && is_up; } || build ;;
  drill | fuzz) is_built || { [ -f "$drills" ] && is_up; } || build ;;
  bench)
    if ! is_built; then
      # A build would take the launcher's jar from under it.
      is_up && fail "The stack is up and the sources are newer than its build. Stop it first (infra/down), then measure."
      build
    fi
    ;;
  *) [ -f "$launcher" ] || build ;;
esac

terminal=false
[ -t 1 ] && terminal=true
options=("-Dgroat.root=$root" "-Dgroat.terminal=$terminal")
[ "$(version_of "$java")" -ge 22 ] && options+=(--enable-native-access=ALL-UNNAMED)
if [ "$command" = bench ]; then
  shift
  exec "$java" -Xms1g -Xmx1g "${options[@]}" -jar "$benchmark" "$@"
fi
if [ "$command" = drill ] || [ "$command" = fuzz ]; then
  # It remembers every transfer until the proof, and leaves the processors to what it drills.
  exec "$java" -Xmx768m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "${options[@]}" -jar "$drills" "$@"
fi
if [ "$command" = generate ] || [ "$command" = replay ] || [ "$command" = train ]; then
  exec "$java" -Xmx3g "${options[@]}" -jar "$training" "$@"
fi
exec "$java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "${options[@]}" -jar "$launcher" "$@"
