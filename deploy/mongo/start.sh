#!/bin/bash
# mongod takes a key file only when it is its own and nobody else may read it; a mounted secret is neither.
set -euo pipefail
install -m 400 -o mongodb -g mongodb /run/secrets/mongo_keyfile /data/configdb/keyfile
exec docker-entrypoint.sh mongod --replSet rs0 --keyFile /data/configdb/keyfile --bind_ip_all "$@"
