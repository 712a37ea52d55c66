# Reads "PID BEGAN" lines until the test JVM closes the pipe, which its death does. Then kills what was named and removes
# the folder given as the first argument. BEGAN is the process's start in clock ticks: a pid that the system has given to
# another process since is left alone.
folder=$1
watched=
while read -r pid began; do
  watched="$watched $pid:$began"
done
for entry in $watched; do
  pid=${entry%%:*}
  if [ -d /proc/self ]; then
    # After the command's closing bracket the state comes first and the start twentieth.
    set -- $(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null)
    [ "${20}" = "${entry#*:}" ] || continue
  fi
  kill -KILL "$pid" 2>/dev/null
done
rm -rf "$folder" || { sleep 1; rm -rf "$folder"; }
