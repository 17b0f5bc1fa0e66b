#!/bin/bash
# {ping: 1, $db: "admin"} as one OP_MSG, and an answer to it.
# mongosh would cost a second of CPU each time, this costs a few milliseconds.
set -euo pipefail
exec 3<>/dev/tcp/127.0.0.1/27017
{
  printf '\x33\0\0\0\1\0\0\0\0\0\0\0\xdd\x07\0\0'  # 51 bytes, request 1, answer to none, opcode 2013
  printf '\0\0\0\0\0\x1e\0\0\0'                     # no flags, section kind 0, a document of 30 bytes
  printf '\x10ping\0\1\0\0\0\x02$db\0\6\0\0\0admin\0\0'
} >&3
[[ $(timeout 3 head -c 16 <&3 | wc -c) == 16 ]]
