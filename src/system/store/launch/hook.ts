/**
 * The sh script that agents run as a hook: `hook.sh <EventName> [job directory]` with the event's JSON on standard
 * input. Without the directory it is the one of the environment; Claude Code's own background takes a session over with
 * its settings, but in the environment of the one who started its service. The file gets its final name when it is whole. Two forks (cat, mv), 4 ms, 1 of them sh itself; a Node hook takes 76. Whatever goes
 * wrong, it prints nothing and exits 0, since agents show the output of a hook and take exit code 2 for a veto.
 */
export function hookScript(): string {
  return script;
}

// A file can grow to 2 MB (4 with bash): an event of more than 1 MB has no data, and what an agent writes on and on
// fills no disk. What is left of it is read and thrown away, up to 64 MB, so that the agent is not disturbed.
// HUP and INT are ignored: the last events of a session come while its terminal goes away.
// `$$` can come again while an old event still lies there, hence the search for a free name; `set -C` makes the
// creation exclusive for hooks that have the same pid in different containers.
// `echo` and not `:` touches the nudge file: a failed redirection of `:` ends dash with exit code 2.
const script = `#!/bin/sh
# Drops one event of an agent into the inbox of its session. Written by agents; changes are lost.
exec 2>/dev/null
trap '' HUP INT XFSZ
ulimit -S -f 4096 || :
case \${1:-} in '' | *[!A-Za-z0-9_-]*) exit 0 ;; esac
directory=\${2:-\${AGENTS_JOB_DIR:-}}
case $directory in /*) ;; *) exit 0 ;; esac
inbox=$directory/inbox
[ -d "$inbox" ] || exit 0
set -C
number=0
while
  name=$$-$PPID-$number.$1.json
  [ -e "$inbox/.$name" ] || [ -e "$inbox/$name" ]
do
  number=$((number + 1))
done
if [ -t 0 ]; then
  echo '{}' >"$inbox/.$name" || exit 0
else
  { cat || { echo '{}'; head -c 67108864 >/dev/null; }; } >"$inbox/.$name" || exit 0
fi
mv "$inbox/.$name" "$inbox/$name" >/dev/null || exit 0
home=\${AGENTS_HOME:-}
case $directory in */jobs/*) home=\${directory%/jobs/*} ;; esac
case $home in /*) echo >|"$home/daemon/wake" ;; esac
exit 0
`;
