#!/bin/sh
# Debian's programs that some tests look at the product with: fetched when they are missing and can be, which takes root
# and apt-get. Where they cannot be, those tests are skipped and say why.

fetch() { # program, packages
    program=$1
    shift
    command -v "$program" >/dev/null && return
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "$program is missing: the tests that need it are skipped. On Debian: apt-get install $*"
        return
    fi
    echo "Fetching for the tests from Debian: $*"
    [ -n "$updated" ] || apt-get update -qq
    updated=yes
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
        echo "It could not be fetched: the tests that need it are skipped."
}

updated=
fetch chromium chromium fonts-dejavu-core
fetch npm npm
fetch redis-server redis-server
fetch caddy caddy
