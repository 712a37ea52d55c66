#!/usr/bin/env bash
# Kafka's tool for settings of topics, brokers and clients.
exec "$(dirname -- "${BASH_SOURCE[0]}")/kafka-run-class.sh" kafka.admin.ConfigCommand "$@"
