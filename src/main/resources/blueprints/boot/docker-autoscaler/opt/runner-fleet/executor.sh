# shellcheck shell=bash disable=SC2154,SC2034
# What fleet calls where workers are instances of an Auto Scaling group, which the runner sizes through a plugin.

install_executor() {
 identify
 address
}

fill_in() {
 sed "/^instance_ready_command/s|@AUTHORITIES@|$(base64 -w 0 /etc/runner-fleet/authorities.crt)|" /etc/runner-fleet/config.toml
}

# GitLab takes every manager of this stack for the same one, if that comes before the package, which starts the runner.
identify() {
 local id=/etc/gitlab-runner/.runner_system_id
 [ -s "$id" ] || printf 's_%.12s' "$(printf %s "$STACK_ID" | sha256sum)" >"$id"
}

try_executor() {
 local first
 registries
 read -r first <"$config.trial"
 if [[ $first = '#'* ]]; then
  step extra 'checking the extra configuration'
  if [[ $first = '#! '* ]]; then
   tell told "${first#'#! '}"
   return 1
  fi
  lint
 fi
 step plugin 'installing the fleeting plugin'
 retry gitlab-runner fleeting --config "$config.trial" install
}

# How the runner logs in for what workers pull. It passes over a helper that fails, and over every login with it.
registries() {
 local registry logins='' registries=${ECR_REGISTRIES//,/ }
 if [ -z "$registries$REGISTRY_SECRET" ]; then return 0; fi
 step registries 'preparing the logins at registries'
 if [ -n "$REGISTRY_SECRET" ]; then logins=$(borrow "$REGISTRY_SECRET"); fi
 if [ -n "$registries" ]; then
  has amazon-ecr-credential-helper || retry timeout 180 dnf install -y amazon-ecr-credential-helper
 fi
 for registry in $registries; do
  # shellcheck disable=SC2016
  if ! retry bash -c 'docker-credential-ecr-login get <<<"$0" >/dev/null' "$registry"; then
   tell told "$registry gives no login: $(tail -n 3 /root/.ecr/log/ecr-login.log)"
   return 1
  fi
 done
 # shellcheck disable=SC2086
 if ! "${0%/*}/registries" $registries <<<"$logins" >"$trial/docker" 2>"$state/said"; then
  tell told "$(<"$state/said")"
  return 1
 fi
}

# Only what a fleet has put there goes again.
log_in() {
 local logins=/root/.docker/config.json
 if [ -e "$next/docker" ]; then
  mkdir -p "${logins%/*}"
  mv "$next/docker" "$logins"
  touch "$state/logins"
 elif [ -e "$state/logins" ]; then
  rm -f "$logins" "$state/logins"
 fi
}

# Runners before 19.3 know no lint: they pass over a key that they do not know.
lint() {
 local said
 if [[ $(gitlab-runner --help) != *' lint '* ]] || said=$(gitlab-runner lint --config "$config.trial" 2>&1); then return 0; fi
 if [[ $said =~ line\ ([0-9]+) ]]; then said+=" That line is: $(sed -n "${BASH_REMATCH[1]}p" "$config.trial")"; fi
 tell told "$(mask <<<"$said" | grep -v '^Runtime platform')"
 return 1
}

fixed_settings() {
 sed -n -e '/^url = /p' -e '/\[runners.autoscaler\]/,/\[\[runners.autoscaler.policy\]\]/p' "$1"
}

# The oldest manager works. A younger one has checked everything and waits until it has gone.
start() {
 step zones 'suspending zone rebalancing of the worker group'
 retry aws autoscaling suspend-processes --auto-scaling-group-name "$WORKER_GROUP" --scaling-processes AZRebalance
 stop_predecessor
 if [ -e "$state/standby" ]; then return 0; fi
 step start 'starting GitLab Runner'
 systemctl enable gitlab-runner
 if [ "$PROVE" = true ]; then touch "$state/proof"; fi
 # Where the proof stops it, it starts without.
 start_runner || start_runner
 watch_stack
 if [ "$PROVE" = true ]; then systemd-run --collect --unit=runner-fleet-prove "$0" prove ||
  tell unproven 'the proof was not watched'; fi
}

# Managers of this group that began earlier, until nothing is left of them.
older() {
 local self all
 self=$(instance) || return 1
 all=$(retry aws ec2 describe-instances --output text --query 'Reservations[].Instances[].[LaunchTime,InstanceId]' --filters \
  "Name=tag:aws:autoscaling:groupName,Values=$MANAGER_GROUP" Name=instance-state-name,Values=pending,running,shutting-down,stopping |
  sort) || return 1
 # Whoever is not there itself has not seen all.
 [[ $all = *"$self"* ]] || return 1
 sed "/$self/,\$d" <<<"$all"
}

# The fixed address is that of the manager that works.
address() {
 local others
 if [ -z "$ADDRESS" ]; then return 0; fi
 others=$(older && retry managers pending,running)
 if [ -z "$others" ]; then
  retry aws ec2 associate-address --allocation-id "$ADDRESS" --instance-id "$(instance)"
 fi
}

# One of version 5 or older finishes its jobs if somebody tells it to. Should this one lose its power, it goes on by itself.
drain() {
 local id to key=$state/key most=$((SECONDS < 180 ? 11 : 14 - SECONDS / 60))
 if [ "$DRAIN" = 0 ]; then return 0; fi
 rm -f "$key"*
 ssh-keygen -qt ed25519 -N '' -f "$key" || true
 for id in "$@"; do
  if [ -n "$ADDRESS" ]; then aws ec2 associate-address --allocation-id "$ADDRESS" --instance-id "$id" || true; fi
  if to=$(aws ec2 describe-instances --instance-ids "$id" --query 'Reservations[].Instances[].PrivateIpAddress' --output text) &&
   aws ec2-instance-connect send-ssh-public-key --instance-id "$id" --instance-os-user ec2-user --ssh-public-key "file://$key.pub" &&
   timeout "$((most < 1 ? 1 : DRAIN < most ? DRAIN : most))m" ssh -i "$key" -o StrictHostKeyChecking=no -o BatchMode=yes -o ConnectTimeout=15 \
    -o ServerAliveInterval=30 "ec2-user@$to" "sudo systemd-run --on-active=15m systemctl start gitlab-runner cfn-hup &&
     sudo systemctl stop cfn-hup 'runner-fleet-again-*' gitlab-runner"; then
   tell told 'its running jobs have ended'
  else
   tell told 'it could not be told to finish its jobs, or they take too long: they end now'
  fi
 done
}

# Whether the workers are this one's.
works() {
 [ -e "$state/alone" ] && [ ! -e "$state/left" ]
}

# To go, or to begin?
attend() {
 local others
 if [ "$(target)" = Terminated ]; then
  systemd-run --collect --unit=runner-fleet-leave "$0" leave
 elif [ -e "$state/unfinished" ] && flock -n "$state/lock" true &&
  [ -z "$(find "$state" -name failed -mmin -4)" ] && others=$(older) && [ -z "$others" ]; then
  systemd-run --collect --unit=runner-fleet-begin "$0" begin
 fi
}

# What Auto Scaling means this machine to become.
target() {
 local imds=http://169.254.169.254/latest key
 key=$(curl -sfm 3 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' $imds/api/token) &&
  curl -sfm 3 -H "X-aws-ec2-metadata-token: $key" $imds/meta-data/autoscaling/target-lifecycle-state
}

# With what the stack says by now.
begin() {
 /opt/aws/bin/cfn-init -s "$STACK_ID" -r "$MANAGER" --region "$AWS_REGION" -c create
}

# Auto Scaling waits while running jobs end, for as long as they are given.
leave() {
 local stop=/run/systemd/system/gitlab-runner.service.d
 set +e
 export RUN=leave
 hook record-lifecycle-action-heartbeat
 exec 9>"$state/lock"
 flock -w 200 9
 hook record-lifecycle-action-heartbeat
 if works; then
  step settle "waiting until running jobs end, for $DRAIN minutes at most"
  [ -s "$state/leaving" ] || echo $(($(date +%s) + DRAIN * 60)) >"$state/leaving"
  systemctl disable gitlab-runner
  systemctl stop cfn-hup 'runner-fleet-again-*' runner-fleet-prove
  mkdir -p $stop
  printf '[Service]\nTimeoutStopSec=infinity\n' >$stop/leave.conf
  systemctl daemon-reload
  systemctl stop --no-block gitlab-runner
  while [ -n "$(runner)" ] && [ "$(date +%s)" -lt "$(<"$state/leaving")" ]; do
   hook record-lifecycle-action-heartbeat
   sleep 15
  done
  if [ -n "$(runner)" ]; then tell told 'they take too long: they end now'; fi
  finish
  touch "$state/left"
 fi
 ended 0
 hook complete-lifecycle-action --lifecycle-action-result CONTINUE
}

hook() {
 retry aws autoscaling "$@" --lifecycle-hook-name drain --auto-scaling-group-name "$MANAGER_GROUP" --instance-id "$(instance)"
}

# A proof is for one start: it can keep no other from taking jobs.
before_start() {
 awk '/^ *\[/ { skip = /\[runners\.experimental/ } !skip' "$config" >"$config.new"
 if [ -e "$state/proof" ]; then
  rm "$state/proof"
  printf "[runners.experimental.boot_verify]\nenabled = true\ntimeout = '10m'\n" >>"$config.new"
 fi
 mv -f "$config.new" "$config"
}

# The runner runs a job of its own, then is ready. Without success it starts again, and just takes jobs.
prove() {
 local log=/var/log/gitlab-runner.log answer invocation
 invocation=$(invocation)
 step prove 'waiting until a first job has run on a worker'
 for _ in {1..180}; do
  answer=$(curl -s -m 5 -o /dev/null -w '%{http_code}' localhost:9252/health/ready) || true
  if [ "$answer" = 200 ] || [ "$answer" = 404 ] || ! systemctl is-active -q gitlab-runner; then break; fi
  sleep 5
 done
 if grep -q 'Boot-verify canary complete' "$log"; then
  tell proven 'a first job has run on a worker'
 elif [[ $answer = [24]* ]] && ! grep -q 'Boot-verify canary failed' "$log"; then
  tell unknown 'this GitLab Runner knows no proof by a job; 19.2 and later do'
 else
  tell unproven "a first job could not run: $(grep -aiE 'boot-verify|error|fail' $log | mask | tail -c 1500)"
  # Unless systemd has done it.
  if [[ $answer != [24]* ]] && [ "$(invocation)" = "$invocation" ]; then systemctl restart --no-block gitlab-runner; fi
 fi
 current=''
}

invocation() {
 systemctl show --property InvocationID --value gitlab-runner
}

# Twice, for those that have just started. What outlives this manager unprotected, the group ends by itself.
end_workers() {
 local instances ended=''
 retry aws autoscaling set-desired-capacity --auto-scaling-group-name "$WORKER_GROUP" --desired-capacity 0 || true
 for _ in 1 2; do
  instances=$(retry aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$WORKER_GROUP" \
   --query 'AutoScalingGroups[].Instances[].InstanceId' --output text | tr -s '[:space:]' '\n' | grep -vxF "$ended") || true
  xargs -r -n 50 -P 4 aws autoscaling set-instance-protection --no-protected-from-scale-in \
   --auto-scaling-group-name "$WORKER_GROUP" --instance-ids <<<"$instances" || true
  terminate "$instances" || true
  ended=$instances
  sleep 10
 done
}
