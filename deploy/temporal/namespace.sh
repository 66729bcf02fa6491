#!/bin/sh
# Creates the namespace where it is missing. The client reads TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE.
set -eu

until temporal operator cluster health >/dev/null 2>&1; do sleep 1; done

# Ended workflows stay to be looked at for a month; what Slotkeeper must remember is in its own database.
temporal operator namespace describe --namespace "$TEMPORAL_NAMESPACE" >/dev/null 2>&1 ||
  temporal operator namespace create --namespace "$TEMPORAL_NAMESPACE" --retention 30d

# The server's processes take some seconds to notice a new namespace; until then workers would be turned away.
until temporal workflow count >/dev/null 2>&1; do sleep 1; done
echo "Namespace $TEMPORAL_NAMESPACE is ready."
