#!/usr/bin/python3
"""Adds a line on the fleet to pulse.log. What cannot be read is left out, and "trouble" says so."""
import collections, fcntl, json, os, re, shutil, subprocess, time

state, log, group = '/var/lib/runner-fleet/pulse', '/var/log/pulse.log', os.environ.get('WORKER_GROUP')
now, kept, metrics, workers, trouble = time.time(), {}, {}, {}, []

def when(seconds):
 return time.strftime('%FT%TZ', time.gmtime(seconds))

def content(path):
 with open(path, errors='replace') as file:
  return file.read()

def run(*command):
 done = subprocess.run(['timeout', '-k1', '6', *command], capture_output=True)
 if done.returncode:
  raise OSError(done.stderr.decode(errors='replace').strip()[-140:] or 'timed out')
 return done.stdout.decode(errors='replace')

def aws(*command):
 return json.loads(run('aws', *command, '--output', 'json'))

def by(name, label='state', **only):
 """The sums of a metric by the values of a label."""
 sums = collections.Counter()
 for labels, value in metrics.get(name, []):
  if only.items() <= labels.items():
   sums[labels.get(label)] += round(value)
 return sums

def total(name):
 return sum(by(name).values())

def past():
 if os.path.exists(state):
  kept.update(json.loads(content(state)))

def runner():
 text = run('bash', '-c', 'set -o pipefail; curl -sSfm5 localhost:9252/metrics | head -c 2M')
 for name, labels, value in re.findall(r'^(\w+)(?:{(.*)})? ([\d.e+-]+)$', text, re.M | re.A):
  metrics.setdefault(name, []).append((dict(re.findall(r'(\w+)="(.*?)"', labels)), float(value)))
 if 'gitlab_runner_version_info' not in metrics:
  raise ValueError('no metrics of GitLab Runner')
 since = when(metrics['process_start_time_seconds'][0][1])
 running, limit = total('gitlab_runner_jobs'), total('gitlab_runner_concurrent')
 errors = by('gitlab_runner_errors_total', 'level')
 line.update(since=since, runner=metrics['gitlab_runner_version_info'][0][0]['version'], jobs={
  'running': running, 'limit': limit, 'finished': max(0, total('gitlab_runner_jobs_total') - running),
  'failed': total('gitlab_runner_failed_jobs_total')}, errors=sum(errors.values()) - errors['warning'])

 # The autoscaler's instances and their slots, one each; or docker-machine's machines.
 states = by('fleeting_provisioner_instances') + by('fleeting_taskscaler_tasks')
 states += by('gitlab_runner_autoscaling_machine_states')
 busy, ready, lost = states['acquired'] + states['used'], states['idle'], states['unhealthy']
 booting = max(0, states['running'] - busy - ready - lost - states['unavailable'])
 workers.update(ready=ready, busy=busy, starting=booting + states['requested'] + states['creating'], max=limit,
  deleting=states['deleting'] + states['removing'], failed=lost + states['timeout'] + states['stuck-on-removing'])

 statuses = by('gitlab_runner_api_request_statuses_total', 'status', endpoint='request_job')
 waits = by('gitlab_runner_job_queue_duration_seconds_bucket', 'le')
 waits['sum'] = total('gitlab_runner_job_queue_duration_seconds_sum')
 if kept.get('since') != since:
  # When a runner did what it had done before the first report is not known.
  known = 'since' in kept
  kept.update(since=since, statuses={} if known else statuses, waits=[[now, {} if known else waits]])
 more = {status for status in statuses if statuses[status] > kept['statuses'].get(status, 0)}
 # -1 counts requests without an answer.
 answer = min(more - {'-1'}, key=lambda status: (status[0] != '2', status), default=None)
 if answer:
  kept['gitlab'] = {'at': line['at'], 'status': int(answer)}
 elif more:
  kept['gitlab'] = {**kept.get('gitlab', {}), 'status': 0}
 history = kept['waits'] + [[now, waits]]
 while history[1][0] <= now - 300:
  del history[0]
 kept.update(statuses=statuses, waits=history)
 queue({edge: waits[edge] - history[0][1].get(edge, 0) for edge in waits})

def queue(taken):
 """How long the jobs of the last five minutes waited, between the edges of the histogram."""
 sum_of_all = taken.pop('sum')
 edges = sorted((float(edge), jobs) for edge, jobs in taken.items())

 def waited(rank):
  low = below = 0
  for edge, jobs in edges:
   if jobs >= rank:
    return min(sum_of_all, round(low + (min(edge, 3600) - low) * (rank - below) / (jobs - below)))
   low, below = edge, jobs

 if taken.get('+Inf'):
  line['queue'] = {'median': waited(taken['+Inf'] / 2), 'longest': waited(taken['+Inf'])}

def fleet():
 mark, known, ids = f'iam-instance-profile.arn,Values={os.environ.get("WORKER_PROFILE")}', {}, ['?']
 if group:
  mark, known = f'tag:aws:autoscaling:groupName,Values={group}', kept.get('kinds', {})
  found = aws('autoscaling', 'describe-auto-scaling-groups', '--auto-scaling-group-names', group,
   '--query', 'AutoScalingGroups[0].[DesiredCapacity, MaxSize, Instances[].InstanceId]')
  if not found:
   raise ValueError('there is no such group')
  workers['wanted'], workers['max'], ids = found
  if workers['wanted'] > len(ids) or set(ids) - set(known):
   tried(scaling)
 if set(ids) - set(known):
  found = aws('ec2', 'describe-instances', '--filters', 'Name=instance-state-name,Values=running', 'Name=' + mark,
   '--query', 'Reservations[].Instances[].[InstanceId, InstanceType, InstanceLifecycle]')
  known = {each: kind + ('/spot' if life == 'spot' else '') for each, kind, life in found}
 kept['kinds'] = {each: kind for each, kind in known.items() if not group or each in ids}
 line['types'] = collections.Counter(kept['kinds'].values())

def scaling():
 """Why the group cannot start workers, kept until it has started one."""
 ends = "starts_with(Description, 'Launching') && contains(['Failed', 'Successful'], StatusCode)"
 launches = aws('autoscaling', 'describe-scaling-activities', '--auto-scaling-group-name', group, '--max-items', '20',
  '--query', f'Activities[?{ends}].[StatusCode, StartTime, StatusMessage]')
 kept.pop('scaling', None)
 if launches and launches[0][0] == 'Failed':
  words = launches[0][2] or ''
  code = re.search(r'(\w+) - ', words)
  kept['scaling'] = {'at': launches[0][1][:19] + 'Z', 'code': code[1] if code else '', 'words': words[:300]}

def manager():
 disk, memory = shutil.disk_usage('/'), dict(re.findall(r'(\w+): *(\d+)', content('/proc/meminfo')))
 line.update(disk=round(100 * disk.used / disk.total), hash=content('/var/lib/runner-fleet/hash').strip() or None,
  memory=100 - round(100 * int(memory['MemAvailable']) / int(memory['MemTotal'])))
 expires = re.search(r'^ *token_expires_at = "?([2-9]\d{3}-[\dT:.Z+-]+)', content('/etc/gitlab-runner/config.toml'), re.M)
 if expires:
  line['token'] = {'expires': expires[1]}

def keep():
 seconds = kept['seconds'] = collections.Counter(kept.get('seconds', {}))
 for kind in kept.get('kinds', {}).values():
  seconds[kind] += round(min(120, max(0, now - kept.get('at', now))))
 kept['at'] = now
 line.update({name: kept.get(name) for name in ('gitlab', 'scaling', 'seconds')})
 with open(state + '.new', 'w') as file:
  json.dump(kept, file)
 os.replace(state + '.new', state)

def tried(read):
 try:
  read()
 except Exception as problem:
  trouble.append(f'{read.__name__}: {problem}')

lock = open(state + '.lock', 'w')
fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
line = {'v': 1, 'at': when(now), 'manager': content('/var/lib/cloud/data/instance-id').strip()}
for read in past, runner, fleet, manager, keep:
 tried(read)
line.update(workers=workers or None, trouble=re.sub('gl[a-z]+-[^" ]+', '***', '; '.join(trouble))[:300] or None)
told = json.dumps({name: line[name] for name in line if line[name] is not None}, separators=(',', ':')).encode() + b'\n'
if os.path.exists(log) and os.path.getsize(log) > 4 << 20:
 os.replace(log, log + '.1')
file = os.open(log, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
size = os.fstat(file).st_size
# Half a line on a full disk would spoil the next one.
if os.write(file, told) < len(told):
 os.ftruncate(file, size)
