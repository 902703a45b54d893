"""What configure writes where workers are instances of an Auto Scaling group."""

import re

NAME = "docker-autoscaler"
MANAGER = "ManagerGroup"

# What the stack tells, in the template's order.
SETTINGS = """
StackName StackId Region Domain CacheBucket TokenSecret GitlabUrl MaxConcurrentBuilds MaxBuildsPerWorker
CapacityPerWorker CheckInterval DockerImage PullPolicy Privileged MountDockerSocket Volumes ShmSize Environment
ExtraConfiguration IdleCount IdleTime WorkingHours Timezone OffPeakIdleCount OffPeakIdleTime IdleScaleFactor
RunnerVersion LogRetentionInDays ManagerBootScript EcrRepositoryArns RegistrySecretArn CertificateAuthorities
HttpProxy NoProxy WorkerGroup WorkerUser OnDemandBase OnDemandPercentage SpotFallback PluginVersion ProveWithJob
ManagerDrainMinutes ManagerAddress CacheRole KmsKeyArn
""".split()

ENVIRONMENT = """\
WORKER_GROUP={WorkerGroup}
PROVE={ProveWithJob}
MANAGER_GROUP={StackName}-manager
DRAIN={ManagerDrainMinutes}
ADDRESS={ManagerAddress}
SPOT=[{SpotFallback},{OnDemandBase},{OnDemandPercentage}]
"""

CONFIG = """
[runners.autoscaler]
plugin = 'aws:{PluginVersion}'
capacity_per_instance = {CapacityPerWorker}
max_use_count = {MaxBuildsPerWorker}
max_instances = {MaxInstances}
instance_ready_command = 'cloud-init status --wait >/dev/null; {TrustCommand}systemctl is-active --quiet docker'

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
preemptive_mode = false{ScaleFactorLine}
"""

WORKING_HOURS = """
[[runners.autoscaler.policy]]
periods = ['{WorkingHours}']
timezone = '{Timezone}'
idle_count = {IdleCount}
idle_time = '{IdleTime}s'
preemptive_mode = false{ScaleFactorLine}
"""

# A worker may not read certificates that stand in a secret: its manager hands them on before the first job.
TRUST = (
    "d=/etc/pki/ca-trust/source/anchors u=update-ca-trust; "
    "[ -d $d ] || { d=/usr/local/share/ca-certificates; u=update-ca-certificates; }; "
    "echo @AUTHORITIES@ | base64 -d | sudo tee $d/runner-fleet.crt >/dev/null; sudo $u && sudo systemctl restart docker && "
)

POLICY = "runners.autoscaler.policy"

HEADER = re.compile(r"\[\[?\s*([\w.\s-]+?)\s*\]\]?\s*(#|$)", re.ASCII)
KEY = re.compile(r"""["']?([\w-]+)["']?\s*[.=]""", re.ASCII)

# Beside what stands in the configuration: what has a field that may be empty, and lines that a manager goes by.
OWN = re.compile(
    r"^\s*(id|token\w*)\s*=|^\W*runners\s*\.\s*(id$|token|tls-ca-file|docker\.shm_size|experimental|autoscaler\.(plugin_c|state_s))",
    re.IGNORECASE | re.MULTILINE,
)

# A string, a comment or a character.
TOKEN = re.compile(r"""\"{3}(?:\\.|[^\\])*?"{3,5}|'{3}.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*'|#[^\n]*|.""", re.DOTALL)


def named(settings):
    return dict(zip(SETTINGS, settings["Values"]))


def derived(stack):
    factor = float(stack["IdleScaleFactor"])
    return {
        "TrustCommand": TRUST if stack["AuthoritiesSecret"] else "",
        "UsesSpot": "false" if stack["OnDemandPercentage"] == "100" else "true",
        "MaxInstances": -(-int(stack["MaxConcurrentBuilds"]) // int(stack["CapacityPerWorker"])),
        "ScaleFactorLine": f"\nscale_factor = {factor}" if factor else "",
    }


def completed(config, stack):
    """The configuration with what people add to it. The first line says so, or what is wrong with that."""
    text = stack.get("ExtraConfiguration", "")
    try:
        return "# With an addition.\n" + merged(config, text) if text else config
    except ValueError as mistake:
        return f"#! The extra configuration, line {mistake}.\n{config}"


def merged(config, text):
    """Tables of ours take further keys, other tables come behind; or before the schedule, where a runner has to
    restart for them. Nothing that stands there changes."""
    tables, place = {}, ""
    for line in config.split("\n"):
        header = HEADER.match(line)
        place = header[1] if header else place
        tables.setdefault(place, []).append(line)
    taken = {*tables}
    for place in taken - {POLICY}:
        taken.update(f"{place}.{key[1]}".lower() for key in map(KEY.match, tables[place]) if key)
    place, lines, fixed, further = "runners", tables["runners"], [], []
    for number, statement in statements(text):
        header, key = HEADER.match(statement), KEY.match(statement)
        place = re.sub(r"\s", "", header[1]).lower() if header else place
        name = place if header else f"{place}.{key[1]}".lower() if key else statement
        ours = place in tables and place != POLICY
        if OWN.search(f"{name}\n{statement}") or key and ours and name in taken:
            raise ValueError(f"{number}: {name} is the fleet's own or has a field")
        if f"{place}."[:8] != "runners." or ours and name == statement:
            raise ValueError(f"{number}: {statement[:60]} is neither [a table of runners] nor key = value")
        if ours:
            lines = tables[place]
            taken.add(name)
        elif header:
            lines = fixed if "autoscaler" in place and place != POLICY else further
        if key or not ours:
            lines.append(statement)
    tables[POLICY][:0] = fixed
    return "\n".join(line for lines in [*tables.values(), further] for line in lines) + "\n"


def statements(text):
    """Each header, and each key with its value on however many lines, with the number of its first line."""
    start = depth = 0
    for token in TOKEN.finditer(text + "\n"):
        depth += (token[0] in "[{") - (token[0] in "]}")
        if token[0] == "\n" and (depth < 1 or token.end() > len(text)):
            statement = text[start : token.start()].strip()
            if statement[:1] not in ("", "#"):
                yield text.count("\n", 0, start) + 1, statement
            start, depth = token.end(), 0
