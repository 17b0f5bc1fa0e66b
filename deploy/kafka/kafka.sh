#!/usr/bin/env bash
# Apache Kafka (KRaft) without containers.
#   kafka.sh fetch                     the jars, into .cache/kafka/libs (once)
#   kafka.sh start --port P --data DIR [--controller-port C]
#                                      one node on 127.0.0.1, in the foreground; C is P+1 if not given
#   kafka.sh java | check              is Java there and new enough; are the jars those of pom.xml (says what is missing)
#   kafka.sh topics ARG...             Kafka's own kafka-topics
#   kafka.sh groups ARG...             Kafka's own kafka-consumer-groups
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repo=$(cd "$here/../.." && pwd)
cache=$repo/.cache/kafka
libs=$cache/libs
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

die() { printf 'kafka.sh: %s\n' "$*" >&2; exit 1; }
usage() { sed -n '2,/^set/{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2; exit 2; }
pom_sum() { sha256sum "$here/pom.xml" | cut -d' ' -f1; }
fetched() { [[ -f $libs/pom.sha256 && $(<"$libs/pom.sha256") == "$(pom_sum)" ]]; }

need_java() {
  local version
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' || true)
  [[ -n $version ]] || die "no java; Kafka 4 needs Java 17 or newer: sudo apt-get install openjdk-17-jre-headless (or run deploy/apt.sh)"
  ((version >= 17)) || die "java is version $version; Kafka 4 needs 17 or newer: sudo apt-get install openjdk-17-jre-headless (or set JAVA_HOME)"
}

fetch() {
  fetched && return
  need_java
  command -v mvn >/dev/null || die "no mvn, which fetches the jars of Kafka: sudo apt-get install maven (or run deploy/apt.sh)"
  mkdir -p "$cache"
  exec 9>"$cache/lock"
  flock 9
  fetched && return
  echo "kafka.sh: fetching the jars of Apache Kafka into ${libs#"$repo"/}" >&2
  rm -rf "$libs.new"
  mvn -B -q -Dstyle.color=never -f "$here/pom.xml" dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$libs.new" >&2 ||
    die "Maven could not bring the jars (its words are above); with a network, run: deploy/kafka/kafka.sh fetch"
  pom_sum >"$libs.new/pom.sha256"
  rm -rf "$libs"
  mv "$libs.new" "$libs"
}

need_libs() {
  fetched || die "the jars of Kafka are missing or older than pom.xml; run: deploy/kafka/kafka.sh fetch"
  need_java
}

render() { # render LOG_DIR PORT CONTROLLER_PORT
  local text
  text=$(<"$here/server.properties")
  text=${text//@LOG_DIR@/"$1"}
  text=${text//@PORT@/"$2"}
  printf '%s\n' "${text//@CONTROLLER_PORT@/"$3"}"
}

format() { # in the data folder; the rename at the end makes a half-done format impossible
  [[ -f log/meta.properties ]] && return
  [[ -s cluster.id ]] || { head -c 16 /dev/urandom | base64 | tr '+/' 'Aa' | tr -d '=\n' >cluster.id.new && mv cluster.id.new cluster.id; }
  rm -rf log.new
  render log.new "$@" >format.properties
  "$java" "${jvm[@]}" kafka.tools.StorageTool format -t "$(<cluster.id)" -c format.properties >&2
  mv -T log.new log
}

start() {
  local port='' data='' controller=''
  while (($#)); do
    [[ $# -ge 2 ]] || usage
    case $1 in
      --port) port=$2 ;;
      --data) data=$2 ;;
      --controller-port) controller=$2 ;;
      *) usage ;;
    esac
    shift 2
  done
  [[ $port =~ ^[0-9]+$ && -n $data && ${controller:=$((port + 1))} =~ ^[0-9]+$ ]] || usage
  need_libs
  mkdir -p "$data"
  cd "$data"
  # A killed JVM leaves its unpacked native libraries behind: keep them here and sweep.
  rm -rf tmp
  mkdir tmp
  jvm=(-Xms128m -Xmx512m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -Djava.awt.headless=true -Djava.io.tmpdir="$PWD/tmp"
    -Dlog4j2.configurationFile="$here/log4j2.properties" -cp "$libs/*")
  format "$port" "$controller"
  render log "$port" "$controller" >server.properties
  exec "$java" "${jvm[@]}" kafka.Kafka server.properties
}

tool() { # tool CLASS ARG...
  need_libs
  exec "$java" -Xmx128m -XX:TieredStopAtLevel=1 -Dlog4j2.configurationFile="$here/log4j2.properties" -cp "$libs/*" "$@"
}

case ${1:-} in
  fetch) fetch ;;
  start) start "${@:2}" ;;
  java) need_java ;;
  check) need_libs ;;
  topics) tool org.apache.kafka.tools.TopicCommand "${@:2}" ;;
  groups) tool org.apache.kafka.tools.consumer.group.ConsumerGroupCommand "${@:2}" ;;
  *) usage ;;
esac
