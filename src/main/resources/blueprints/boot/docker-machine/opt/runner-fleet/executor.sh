# shellcheck shell=bash disable=SC2154,SC2034
# What fleet calls where workers are machines that the runner starts and ends through docker-machine.

# Its stack knows it as an instance, which nobody ends but the stack.
attend() { :; }
works() { :; }
older() { :; }
drain() { :; }
address() { :; }

install_executor() {
 local binary=/usr/local/bin/docker-machine download="$state/docker-machine"
 if matches "$binary"; then return 0; fi
 step machine "downloading docker-machine $DOCKER_MACHINE_VERSION"
 retry curl -fsSL -o "$download" \
  "https://gitlab-docker-machine-downloads.s3.amazonaws.com/$DOCKER_MACHINE_VERSION/docker-machine-Linux-$(uname -m)"
 step machine "comparing docker-machine $DOCKER_MACHINE_VERSION with its checksum (it differs, or is for another architecture)"
 matches "$download"
 install --mode 0755 "$download" "$binary"
}

matches() {
 local sum=$DOCKER_MACHINE_CHECKSUM
 case "$DOCKER_MACHINE_VERSION $(uname -m)" in
  'v0.16.2-gitlab.30 x86_64') sum=b4163ac73e6f331d8fee8ea838fc490323d73a27a3bc88f981f2a9d2ab2b0dd8 ;;
  'v0.16.2-gitlab.30 aarch64') sum=bef354cba58a3406893e6a48217c729eb11e0050799bd85e65637f42c1af8bff ;;
 esac
 echo "$sum  $1" | sha256sum --check --status
}

try_executor() { :; }

log_in() { :; }

fixed_settings() {
 grep '^url = ' "$1"
}

# Whole lines, so that no value of a job setting can be meant.
fill_in() {
 local self zone image=$WORKER_IMAGE
 step machine 'finding the zone and the image of the workers' >&2
 self=$(instance)
 zone=$(retry aws ec2 describe-instances --instance-ids "$self" --output text \
  --query 'Reservations[].Instances[].Placement.AvailabilityZone')
 if [ "${image#ami-}" = "$image" ]; then
  image=$(retry aws ssm get-parameter --name "$image" --query Parameter.Value --output text)
 fi
 sed -e "s/^ *'amazonec2-zone=@ZONE@',\$/      'amazonec2-zone=${zone#"$AWS_REGION"}',/" \
  -e "s/^ *'amazonec2-ami=@IMAGE@',\$/      'amazonec2-ami=$image',/" /etc/runner-fleet/config.toml
}

# Machines are named after the token: the runner forgets those of another one.
before_start() {
 local owner
 owner=$(token_in <"$config" | sha256sum)
 if ! is "$owner" "$state/machines" && end_workers; then echo "$owner" >"$state/machines"; fi
}

start() {
 stop_predecessor
 step start 'starting GitLab Runner'
 systemctl enable gitlab-runner
 start_runner
 watch_stack
}

# Ends every machine, a lost manager's too, and deletes the key pair that docker-machine made for it.
end_workers() {
 local found machines=/root/.docker/machine/machines
 found=$(retry aws ec2 describe-instances --output text --query 'Reservations[].Instances[].[InstanceId,KeyName]' --filters \
  "Name=iam-instance-profile.arn,Values=$WORKER_PROFILE" Name=instance-state-name,Values=pending,running,stopping,stopped) &&
  terminate "$(cut -f 1 <<<"$found")" || return 1
 { cut -s -f 2 <<<"$found" && find "$machines" -mindepth 1 -maxdepth 1 -printf "%f\n" 2>/dev/null; } | grep ^runner- | sort -u |
  xargs -r -n 1 -P 4 aws ec2 delete-key-pair --key-name || true
 rm -rf "$machines"
}
