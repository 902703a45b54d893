#!/bin/bash
# What a manager of a group does first. Packed into its user data; all else comes with cfn-init.
export PATH="/opt/aws/bin:$PATH" AWS_DEFAULT_REGION=$1 AWS_CLI_FILE_ENCODING=UTF-8
group=/runner-fleet/$2 log=/var/log/runner-fleet.log stack=(--stack "$3" --resource ManagerGroup --region "$1")
if [ -n "$4" ]; then
 export http_proxy=$4 https_proxy=$4 no_proxy=localhost,127.0.0.1,169.254.169.254,fd00:ec2::254,$5
fi
logs() {
 timeout 20 aws logs "$@" --log-group-name "$group" >/dev/null 2>&1
}
# tell OUTCOME WORDS [MORE]: a line like those of the manager's script. While no CloudWatch agent runs, all are sent here.
tell() {
 local stream
 printf '{"v":1,"at":"%s","run":"create","step":"cfn-init","outcome":"%s","words":"%s"%s}\n' "$(date -u +%FT%TZ)" \
  "$1" "$(printf %s "$2" | tr -cs '[:alnum:].:,/()_-' ' ')" "$3" >>$log
 if systemctl is-active -q amazon-cloudwatch-agent; then return; fi
 stream="$(</var/lib/cloud/data/instance-id)/runner-fleet"
 logs create-log-group
 logs create-log-stream --log-stream-name "$stream"
 sed 's/[\\"]/\\&/g' $log | sed "s/.*/{\"timestamp\":$(date +%s%3N),\"message\":\"&\"}/" | paste -sd, | sed 's/.*/[&]/' |
  logs put-log-events --log-stream-name "$stream" --log-events file:///dev/stdin && cat $log >>$log.1 && : >$log # lest they go twice
}
tell begun 'setting up the manager'
command -v cfn-init >/dev/null || dnf install -y aws-cfn-bootstrap
cfn-init --verbose "${stack[@]}" --configsets create
code=$?
if [ $code = 0 ]; then
 tell 'done' 'setting up the manager'
else
 tell failed "setting up the manager: $(tail -c 600 /var/log/cfn-init-cmd.log)" ",\"code\":$code"
 sleep 20 # lets the last lines reach CloudWatch before a rollback ends this machine
fi
cfn-signal --exit-code $code "${stack[@]}"
# One that cannot try again by itself stops, so that its group starts another: what tries again begins there.
[ -d /var/lib/runner-fleet ] || shutdown +9
