// Holds the templates that are named against AWS's own pack of rules in cdk-nag. What it finds has its reason in
// reasons.json, or it fails; so does a reason for what it no longer finds.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { AwsSolutionsChecks } from 'cdk-nag';

const scratch = mkdtempSync(join(tmpdir(), 'nag-'));
process.on('exit', () => rmSync(scratch, { recursive: true }));

function included(name, templateFile) {
  const stack = new Stack(new App({ analyticsReporting: false }), name);
  new CfnInclude(stack, 'template', { templateFile });
  return stack;
}

// The rules read neither choices nor parameters, so they see each template twice: with the first of every choice, and
// with the second; and with the parameters' defaults as its values.
function plain(value, branch, parameters) {
  const inner = (item) => plain(item, branch, parameters);
  if (Array.isArray(value)) {
    return value.map(inner).filter((item) => item !== undefined);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (value['Fn::If']) {
    return inner(value['Fn::If'][branch]);
  }
  if (value['Fn::Split']) {
    return [inner(value['Fn::Split'][1])];
  }
  if (value.Ref === 'AWS::NoValue') {
    return undefined;
  }
  if (value['Fn::Sub']) {
    return [value['Fn::Sub']].flat()[0];
  }
  const parameter = parameters[value.Ref];
  if (parameter && !parameter.Type.startsWith('List<')) {
    return parameter.Default || value.Ref;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inner(item)])
    .filter(([, item]) => item !== undefined));
}

const found = new Map();
for (const file of process.argv.slice(2)) {
  const name = basename(file, '.yaml');
  const stack = included(name, file);
  const { Parameters, Conditions, Resources } = stack.resolve(stack._toCloudFormation());
  for (const branch of [1, 2]) {
    const copy = join(scratch, `${name}-${branch}.json`);
    writeFileSync(copy, JSON.stringify({ Parameters, Conditions, Resources: plain(Resources, branch, Parameters) }));
    for (const { ruleName, description, violatingResources } of
        new AwsSolutionsChecks().validateScope(included(name, copy)).violations) {
      for (const { constructPath } of violatingResources) {
        const resource = constructPath.slice(constructPath.lastIndexOf('/') + 1);
        found.set(`${name} ${resource} ${ruleName.replace('AwsSolutions-', '')}`, description);
      }
    }
  }
}

const reasons = JSON.parse(readFileSync(new URL('reasons.json', import.meta.url)));
const explained = new Set(Object.values(reasons).flat());
const open = [...found].filter(([finding]) => !explained.has(finding));
const past = [...explained].filter((finding) => !found.has(finding));
for (const [finding, words] of open) {
  console.log(`${finding}\n  ${words}`);
}
for (const finding of past) {
  console.log(`${finding}\n  reasons.json explains it, but it is no longer found.`);
}
process.exitCode = open.length + past.length > 0 ? 1 : 0;
