#!/bin/sh
# What ippeveprinter runs for each job (-c takes a program without arguments).
exec "$VIRTU_RIG_NODE" "$(dirname "$0")/printer-ipp-command.ts" "$1"
