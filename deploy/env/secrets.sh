#!/usr/bin/env bash
# Makes the secrets that docker-compose.yml mounts. What is already there stays. Prints names, never values.
#   deploy/env/secrets.sh [FOLDER]
set -euo pipefail
umask 077
folder=${1:-$(dirname "$0")/secrets}
mkdir -p "$folder"

random() { head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n'; }
put() {
  [[ ! -e $folder/$1 ]] || return 0
  printf '%s' "$2" >"$folder/$1"
  # The folder is closed to others; inside the containers users other than the owner must read the file.
  chmod 444 "$folder/$1"
  printf 'made %s\n' "$1"
}

put mongo_keyfile "$(random)"
put mongo_root_password "$(random)"
for service in ingest classify casework notify census; do
  put "mongo_url_$service" "mongodb://$service:$(random)@mongo:27017/haichieu_$service?replicaSet=rs0"
done
# Whoever has it can try names against the hashes of authors; a new one makes every author another one.
put pseudonym_key "$(random)"
# For one time: whoever signs in first has to replace it.
put first_admin_password "$(random)"
# Empty: no identity provider, and a mail server that asks for no password.
put oidc_client_secret ''
put smtp_password ''
