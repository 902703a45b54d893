#!/bin/bash
# What a worker does first. Packed into its user data, which has no place for a second file beside.
authorities=$1 proxy=$2 direct=$3 mirror=$4 user=$5 script=${6:-}
if [[ $authorities = *BEGIN* ]]; then
  anchors=/etc/pki/ca-trust/source/anchors update=update-ca-trust
  [ -d $anchors ] || anchors=/usr/local/share/ca-certificates update=update-ca-certificates
  tr -d '[:space:]' <<<"$authorities" | sed -E 's/-----(BEGIN|END)CERTIFICATE-----/\n-----\1 CERTIFICATE-----\n/g' |
    fold -w 64 | sed '/^$/d' >$anchors/runner-fleet.crt
  $update
fi
if [ -n "$proxy" ]; then
  export http_proxy="$proxy" https_proxy="$proxy" no_proxy="localhost,127.0.0.1,169.254.169.254,fd00:ec2::254,$direct"
  mkdir -p /etc/systemd/system/docker.service.d
  printf '[Service]\nEnvironment=HTTP_PROXY=%s HTTPS_PROXY=%s NO_PROXY=%s\n' "$proxy" "$proxy" "$no_proxy" \
    >/etc/systemd/system/docker.service.d/proxy.conf
fi
if [ -n "$mirror" ]; then
  mkdir -p /etc/docker
  echo "{\"registry-mirrors\": [\"$mirror\"]}" >/etc/docker/daemon.json
fi
# Docker Engine for the jobs, unless the image brings it. ECS has no part here.
systemctl mask --now ecs
for pause in 0 5 15 30; do
  command -v docker >/dev/null && break
  sleep "$pause"
  dnf install -y docker
done
# Its place is a disk that comes with the machine, where there is one.
disk=$(lsblk -dnpo NAME,MODEL | sed -n 's/ .*Instance.Storage.*//p' | head -n 1)
if [ -n "$disk" ] && mkfs.ext4 -qE nodiscard "$disk"; then
  systemctl stop docker.socket docker
  mount -o X-mount.mkdir "$disk" /var/lib/docker
fi
systemctl enable --now docker
if [ -n "$authorities$proxy$mirror" ]; then systemctl daemon-reload; systemctl restart docker; fi
usermod --append --groups docker "$user"
if [ -n "$script" ]; then
  base64 -d <<<"$script" >/root/boot
  if [[ $(</root/boot) = s3://* ]]; then
    command -v aws || dnf install -y awscli-2
    aws s3 cp "$(</root/boot)" /root/boot
  fi
  chmod 700 /root/boot
  # Without it no job: the manager asks whether Docker runs.
  /root/boot || systemctl mask --now docker.socket docker
fi
