#!/usr/bin/env bash
# Kafka's tool for data folders.
exec "$(dirname -- "${BASH_SOURCE[0]}")/kafka-run-class.sh" kafka.tools.StorageTool "$@"
