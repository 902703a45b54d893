"""What configure writes where workers are instances of an Auto Scaling group."""

NAME = "docker-autoscaler"

ENVIRONMENT = """\
WORKER_GROUP={WorkerGroup}
PROVE={ProveWithJob}
"""

CONFIG = """
[runners.autoscaler]
plugin = 'aws:{PluginVersion}'
capacity_per_instance = 1
max_use_count = {MaxBuildsPerWorker}
max_instances = {MaxConcurrentBuilds}
instance_ready_command = 'cloud-init status --wait >/dev/null; systemctl is-active --quiet docker'

[runners.autoscaler.state_storage]
enabled = true

[runners.autoscaler.plugin_config]
name = '{WorkerGroup}'

[runners.autoscaler.connector_config]
username = '{WorkerUser}'
use_external_addr = false

[runners.feature_flags]
FF_USE_FLEETING_ACQUIRE_HEARTBEATS = {UsesSpot}

[[runners.autoscaler.policy]]
periods = ['* * * * *']
timezone = '{Timezone}'
idle_count = {CatchAllIdleCount}
idle_time = '{CatchAllIdleTime}s'
preemptive_mode = false
"""

WORKING_HOURS = """
[[runners.autoscaler.policy]]
periods = ['{WorkingHours}']
timezone = '{Timezone}'
idle_count = {IdleCount}
idle_time = '{IdleTime}s'
preemptive_mode = false
"""


def derived(stack):
    return {"UsesSpot": "false" if stack["OnDemandPercentage"] == "100" else "true"}
