"""Compares a policy with the actions that CloudFormation's own handlers of resource types say they call.

Fails for an action that the policy does not allow, unless it is left out below for a reason: because no template uses
the properties that it is for (which is looked up), or because of what the sentence says.

Usage: compare-permissions.py POLICY TEMPLATE...
"""

import fnmatch
import json
import pathlib
import sys

import cfnlint
from cfnlint.decode import cfn_yaml

SCHEMAS = pathlib.Path(cfnlint.__file__).parent / "data" / "schemas"

TABLES = ["MetadataTableConfiguration", "MetadataConfiguration"]

BALANCING = ["LoadBalancerNames", "TargetGroupARNs", "TrafficSources"]

# Patterns of actions by type, and what they are for: properties that no template uses, or why the handler never gets
# there.
LEFT_OUT = {
    "AWS::S3::Bucket": {
        "s3:CreateBucketMetadataTableConfiguration": TABLES,
        "s3:DeleteBucketMetadataTableConfiguration": TABLES,
        "s3:UpdateBucketMetadata*": TABLES,
        "s3tables:*": TABLES,
        "s3:DeleteBucketAnalyticsConfiguration": ["AnalyticsConfigurations"],
        "s3:DeleteBucketCors": ["CorsConfiguration"],
        "s3:DeleteBucketEncryption": "IAM knows no such action: s3:PutEncryptionConfiguration covers it.",
        "s3:DeleteBucketLifecycle": "IAM knows no such action: s3:PutLifecycleConfiguration covers it.",
        "s3:DeleteBucketMetricsConfiguration": ["MetricsConfigurations"],
        "s3:DeleteBucketReplication": ["ReplicationConfiguration"],
        "s3:DeleteBucketWebsite": ["WebsiteConfiguration"],
        "s3:DeleteObject": ["InventoryConfigurations", "ReplicationConfiguration"],
        "s3:PutAccelerateConfiguration": ["AccelerateConfiguration"],
        "s3:PutAnalyticsConfiguration": ["AnalyticsConfigurations"],
        "s3:PutBucketAbac": ["AbacStatus"],
        "s3:PutBucketAcl": ["AccessControl"],
        "s3:PutBucketCORS": ["CorsConfiguration"],
        "s3:PutBucketLogging": ["LoggingConfiguration"],
        "s3:PutBucketNotification": ["NotificationConfiguration"],
        "s3:PutBucketObjectLockConfiguration": ["ObjectLockConfiguration", "ObjectLockEnabled"],
        "s3:PutBucketReplication": ["ReplicationConfiguration"],
        "s3:PutBucketVersioning": ["VersioningConfiguration"],
        "s3:PutBucketWebsite": ["WebsiteConfiguration"],
        "s3:PutIntelligentTieringConfiguration": ["IntelligentTieringConfigurations"],
        "s3:PutInventoryConfiguration": ["InventoryConfigurations"],
        "s3:PutMetricsConfiguration": ["MetricsConfigurations"],
        "s3:PutObjectAcl": ["AccessControl"],
        "s3:PutObjectLockConfiguration": ["ObjectLockConfiguration", "ObjectLockEnabled"],
        "s3:PutReplicationConfiguration": ["ReplicationConfiguration"],
    },
    "AWS::SecretsManager::Secret": {
        "secretsmanager:GetRandomPassword": ["GenerateSecretString"],
        "secretsmanager:GetSecretValue": ["GenerateSecretString"],
        "secretsmanager:RemoveRegionsFromReplication": ["ReplicaRegions"],
        "secretsmanager:ReplicateSecretToRegions": ["ReplicaRegions"],
    },
    "AWS::AutoScaling::AutoScalingGroup": {
        "autoscaling:AttachLoadBalancer*": BALANCING,
        "autoscaling:AttachTrafficSources": BALANCING,
        "autoscaling:DetachLoadBalancer*": BALANCING,
        "autoscaling:DetachTrafficSources": BALANCING,
        "elasticloadbalancing:*": BALANCING,
        "vpc-lattice:*": BALANCING,
        "autoscaling:*MetricsCollection": ["MetricsCollection"],
        "autoscaling:*NotificationConfiguration": ["NotificationConfiguration", "NotificationConfigurations"],
        "autoscaling:*InstanceRefresh": ["InstanceRefresh"],
        "cloudwatch:PutMetricAlarm": "A group raises no alarms: its manager scales it.",
        "ec2:Get*": "Of these only GetInstanceTypesFromInstanceRequirements is for a group, and it is allowed by its name.",
        "managed-fleets:*": "AWS's own, and not to be allowed: no service of that name is open to customers.",
        "ssm:Get*": "The launch template has the image's id, which CloudFormation has looked up before.",
    },
    "AWS::EC2::Instance": {
        "ec2:AssociateIamInstanceProfile": "The manager starts with its profile, which never changes.",
        "ec2:DisassociateIamInstanceProfile": "The manager starts with its profile, which never changes.",
        "ec2:ReplaceIamInstanceProfileAssociation": "The manager starts with its profile, which never changes.",
        "ec2:AttachVolume": ["Volumes"],
        "ec2:DetachVolume": ["Volumes"],
        "ec2:ModifyInstanceCreditSpecification": ["CreditSpecification"],
        "ec2:ModifyInstanceMaintenanceOptions": ["MaintenanceOptions"],
        "ec2:ModifyInstancePlacement": ["Affinity", "HostId", "PlacementGroupName", "Tenancy"],
        "ec2:ModifyPrivateDnsNameOptions": ["PrivateDnsNameOptions"],
        "ec2:MonitorInstances": ["Monitoring"],
        "ec2:UnmonitorInstances": ["Monitoring"],
        "ssm:*Association*": ["SsmAssociations"],
    },
    "AWS::EC2::EIP": {
        "ec2:AcceptAddressTransfer": ["TransferAddress"],
    },
}


def allowed(policy):
    """The patterns of actions that a policy allows."""
    for statement in json.loads(pathlib.Path(policy).read_text())["Statement"]:
        actions = statement["Action"]
        yield from [actions] if isinstance(actions, str) else actions


def keys(node):
    """Every key in a piece of a template, however deep."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield str(key)
            yield from keys(value)
    elif isinstance(node, list):
        for value in node:
            yield from keys(value)


def uses(templates):
    """Each type that templates use, with the names of all properties that they give it."""
    types = {}
    for template in templates:
        for resource in cfn_yaml.load(template)["Resources"].values():
            types.setdefault(str(resource["Type"]), set()).update(keys(resource.get("Properties", {})))
    return types


def called(resource_type):
    """The actions that a type's handlers call to create, read, update and delete."""
    index = json.loads((SCHEMAS / "providers" / "us-east-1.json").read_text())
    schema = json.loads((SCHEMAS / "resources" / f"{index[resource_type]}.json").read_text())
    actions = set()
    for handler in ("create", "read", "update", "delete"):
        actions.update(schema["handlers"].get(handler, {}).get("permissions", []))
    if not actions:
        sys.exit(f"The schema of {resource_type} lists no permissions: this comparison no longer fits its form")
    return actions


def matches(action, patterns):
    return [pattern for pattern in patterns if fnmatch.fnmatchcase(action.lower(), pattern.lower())]


def problems(policy, templates):
    patterns = set(allowed(policy))
    for resource_type, properties in sorted(uses(templates).items()):
        reasons = LEFT_OUT.get(resource_type, {})
        needed = set()
        for action in sorted(called(resource_type)):
            if matches(action, patterns):
                continue
            left_out = matches(action, reasons)
            needed.update(left_out)
            if not left_out:
                yield f"{resource_type} calls {action}, which {policy} does not allow"
            for pattern in left_out:
                used = properties.intersection(reasons[pattern]) if isinstance(reasons[pattern], list) else ()
                for name in sorted(used):
                    yield f"{resource_type} calls {action} for {name}, which a template uses: {policy} has to allow it"
        for pattern in sorted(set(reasons) - needed):
            yield f"{pattern} of {resource_type} need not be left out any more"


def main(policy, *templates):
    found = list(problems(policy, templates))
    if found:
        sys.exit("\n".join(found))
    print(f"{policy} allows what CloudFormation's handlers call for the types in use.")


main(*sys.argv[1:])
