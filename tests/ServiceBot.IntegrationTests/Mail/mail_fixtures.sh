#!/usr/bin/env bash
# Makes the mails in fixtures/ anew, with Debian's own programs: apt-get install mutt exim4-daemon-light; as root, since exim4 gives up its rights.
set -eu
cd "$(dirname "$0")"
to=$PWD/fixtures
mkdir -p "$to"
work=$(mktemp -d)
chmod 777 "$work"
trap 'rm -rf "$work"' EXIT
export HOME=$work LC_ALL=C.UTF-8

# mutt, in the charsets that its users set; what it sends is caught in place of sendmail
printf '#!/bin/sh\ncat > "%s/out.eml"\n' "$work" > "$work/capture"
chmod +x "$work/capture"
printf 'notes 发票\n' > "$work/发票.txt"
printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR' > "$work/photo 1.png"
printf '路由器总是断线，请帮忙。\n\n-- \n陈美\n' > "$work/body"
for charset in utf-8 gb18030 big5; do
  printf 'set sendmail="%s/capture"\nset from="mei@example.com"\nset realname="陈美"\nset use_from=yes\nset hostname=example.com\nset charset=utf-8\nset send_charset="%s:utf-8"\nset copy=no\nset text_flowed=yes\n' \
    "$work" "$charset" > "$work/rc"
  mutt -n -F "$work/rc" -s "路由器断线了 (again)" -a "$work/发票.txt" "$work/photo 1.png" -- "客服 <desk@example.com>" < "$work/body"
  mv "$work/out.eml" "$to/mutt-$charset.eml"
done

# exim4: a mail to an address that is refused comes back
cat > "$work/exim.conf" <<EXIM
spool_directory = $work/spool
log_file_path = $work/%slog
primary_hostname = mx.example.com
qualify_domain = example.com
keep_environment =
begin routers
refuse:
  driver = redirect
  allow_fail
  domains = gone.example.com
  data = :fail: 550 5.1.1 user unknown
take:
  driver = accept
  transport = keep
begin transports
keep:
  driver = appendfile
  file = $work/box
  return_path_add
  user = Debian-exim
EXIM
mkdir "$work/spool"
chmod 777 "$work/spool"
printf 'From: desk@example.com\nTo: mei@gone.example.com\nSubject: Re: Router\nMessage-ID: <sbAAAAAAAAAAAAAAAAAAAAAA.2@example.com>\n\nwords\n' \
  | exim4 -C "$work/exim.conf" -odi -f desk@example.com mei@gone.example.com
for _ in 1 2 3 4 5; do [ -s "$work/box" ] && break; exim4 -C "$work/exim.conf" -qff; sleep 1; done
cp "$work/box" "$to/exim4-bounce.eml"
chmod 644 "$to"/*.eml
ls -l "$to"
