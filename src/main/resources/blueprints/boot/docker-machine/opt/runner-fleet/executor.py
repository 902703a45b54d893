"""What configure writes where workers are machines of docker-machine."""

NAME = "docker+machine"
MANAGER = "Manager"

ENVIRONMENT = """\
WORKER_PROFILE={WorkerProfileArn}
DOCKER_MACHINE_VERSION={DockerMachineVersion}
DOCKER_MACHINE_CHECKSUM={DockerMachineChecksum}
WORKER_IMAGE={WorkerImage}
"""

CONFIG = """
[runners.machine]
IdleCount = {CatchAllIdleCount}
IdleTime = {CatchAllIdleTime}
MaxBuilds = {MaxBuildsPerWorker}
MachineDriver = 'amazonec2'
MachineName = 'fleet-%s'
MachineOptions = [
  'amazonec2-region={Region}',
  'amazonec2-zone=@ZONE@',
  'amazonec2-vpc-id={VpcId}',
  'amazonec2-subnet-id={Subnet}',
  'amazonec2-use-private-address=true',
  'amazonec2-private-address-only={PrivateOnly}',
  'amazonec2-security-group=runner-fleet-{StackName}',
  'amazonec2-security-group-readonly=true',
  'amazonec2-iam-instance-profile={WorkerProfile}',
  'amazonec2-instance-type={WorkerInstanceType}',
  'amazonec2-ami=@IMAGE@',
  'amazonec2-ssh-user={WorkerUser}',
  'amazonec2-root-size={WorkerVolumeSize}',
  'amazonec2-volume-type=gp3',
  'amazonec2-device-name={WorkerVolumeDevice}',
  'amazonec2-metadata-token=required',
  'amazonec2-metadata-token-response-hop-limit=1',
  'amazonec2-tags=runner-fleet,{StackName}{Tags}',
  {SpotOptions}
]

[[runners.machine.autoscaling]]
Periods = ['* * * * * * *']
Timezone = '{Timezone}'
IdleCount = {CatchAllIdleCount}
IdleTime = {CatchAllIdleTime}
"""

WORKING_HOURS = """
[[runners.machine.autoscaling]]
Periods = ['{WorkingHours}']
Timezone = '{Timezone}'
IdleCount = {IdleCount}
IdleTime = {IdleTime}
"""


def named(settings):
    return settings


def derived(stack):
    tags = [stack[name].replace("=", ",", 1) for name in ("WorkerTag", "WorkerTag2") if stack[name]]
    # Without a price docker-machine bids half a dollar; an empty one is the on-demand price.
    spot = f"'amazonec2-request-spot-instance=true', 'amazonec2-spot-price={stack['SpotInstancePrice']}'"
    return {
        "PrivateOnly": "false" if stack["PublicAddresses"] == "yes" else "true",
        "Tags": "".join("," + tag for tag in tags),
        "SpotOptions": spot if stack["SpotInstance"] == "true" else "",
    }


def completed(config, stack):
    return config
