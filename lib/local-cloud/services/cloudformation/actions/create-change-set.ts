import { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import { uuid } from '../../../kernel/ids';
import { queryBoolean, queryList, queryTags } from '../../../kernel/query-input';
import { dependenciesOf } from '../../../template/order';
import { parseTemplate } from '../../../template/parse';
import type { Template } from '../../../template/template';
import { requireCapabilities } from '../capabilities';
import { action, validationError, type CloudFormationDeps } from '../deps';
import { refuseUnknownProperties } from '../engine/properties';
import { resolveParameters } from '../parameters';
import { planChanges } from '../plan';
import { isBusy, type ChangeSet, type Deployed, type Stack } from '../state';

/** The largest template that can be sent inline, in characters. */
const MAXIMUM_TEMPLATE = 51_200;

const NOTHING_CHANGED =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

export const createChangeSet = action({
  name: 'CreateChangeSet',
  input: z.strictObject({
    StackName: z.string().min(1),
    ChangeSetName: z
      .string()
      .regex(/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/, 'must be a letter followed by letters, digits and hyphens'),
    ChangeSetType: z.enum(['CREATE', 'UPDATE']).default('UPDATE'),
    TemplateBody: z.string().optional(),
    UsePreviousTemplate: queryBoolean.optional(),
    Parameters: queryList(
      z.strictObject({
        ParameterKey: z.string(),
        ParameterValue: z.string().optional(),
        UsePreviousValue: queryBoolean.optional(),
      }),
    ).default([]),
    Capabilities: queryList(z.string()).default([]),
    Tags: queryTags.default([]),
    Description: z.string().optional(),
    // Recorded by AWS, without effect on one account with one level of stacks:
    RoleARN: z.string().optional(),
    ClientToken: z.string().optional(),
    IncludeNestedStacks: queryBoolean.optional(),
    ImportExistingResources: z.union([z.literal(false), z.literal('false')]).optional(),
    NotificationARNs: queryList(z.string()).optional(),
    DeploymentConfig: z.strictObject({ Mode: z.literal('STANDARD') }).optional(),
  }),
  run(deps, input, context) {
    if ((input.TemplateBody?.length ?? 0) > MAXIMUM_TEMPLATE) {
      throw validationError(
        `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${MAXIMUM_TEMPLATE}`,
      );
    }
    const existing = findTarget(deps, input.StackName, input.ChangeSetType);
    const templateBody = input.UsePreviousTemplate ? existing?.deployed?.templateBody : input.TemplateBody;
    if (!templateBody) throw validationError('Either Template URL or Template Body must be specified.');
    const template = checkedTemplate(deps, templateBody);
    requireCapabilities(template, input.Capabilities);
    const desired: Deployed = {
      templateBody,
      template,
      parameters: resolveParameters(template, input.Parameters, existing?.deployed?.parameters ?? {}),
      tags: input.Tags,
      capabilities: input.Capabilities,
    };

    const stack = existing ?? newStack(deps, input.StackName, context);
    if (stack.changeSets.has(input.ChangeSetName)) {
      throw new AwsError('AlreadyExistsException', `ChangeSet ${input.ChangeSetName} already exists`, 400);
    }
    const pseudo = { accountId: context.account, region: context.region, stackName: stack.name, stackId: stack.id };
    const changes = planChanges(desired, stack.resources, pseudo, deps.typeOf);
    const isEmpty = changes.length === 0 && stack.deployed !== undefined && sameOutside(stack.deployed, desired);
    const changeSet: ChangeSet = {
      id: `arn:aws:cloudformation:${context.region}:${context.account}:changeSet/${input.ChangeSetName}/${uuid()}`,
      name: input.ChangeSetName,
      description: input.Description,
      type: input.ChangeSetType,
      createdAt: new Date(deps.clock.now()),
      desired,
      changes,
      status: isEmpty ? 'FAILED' : 'CREATE_COMPLETE',
      statusReason: isEmpty ? NOTHING_CHANGED : undefined,
      executionStatus: isEmpty ? 'UNAVAILABLE' : 'AVAILABLE',
    };
    if (!existing) deps.state.add(stack);
    stack.changeSets.set(changeSet.name, changeSet);
    return { Id: changeSet.id, StackId: stack.id };
  },
});

function findTarget(deps: CloudFormationDeps, name: string, type: 'CREATE' | 'UPDATE'): Stack | undefined {
  const stack = deps.state.find(name);
  const isThere = stack !== undefined && stack.status !== 'REVIEW_IN_PROGRESS';
  if (type === 'CREATE' && isThere)
    throw validationError(
      `Stack [${stack.name}] already exists and cannot be created again with the changeSet [CREATE].`,
    );
  if (type === 'UPDATE' && !isThere) throw validationError(`Stack [${name}] does not exist`);
  if (isThere && (isBusy(stack) || /^(ROLLBACK|DELETE|CREATE_FAILED)/.test(stack.status))) {
    throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
  }
  return stack;
}

/** Everything that can be refused before a resource is touched. */
function checkedTemplate(deps: CloudFormationDeps, body: string): Template {
  const template = parseTemplate(body);
  const types = [...new Set(Object.values(template.resources).map((resource) => resource.type))];
  const unknown = types.filter((type) => !isKnownType(deps, type));
  if (unknown.length > 0) {
    throw validationError(`Template format error: Unrecognized resource types: [${unknown.join(', ')}]`);
  }
  dependenciesOf(template);
  for (const [id, resource] of Object.entries(template.resources)) {
    refuseUnknownProperties(deps.typeOf(resource.type), id, resource.properties);
  }
  return template;
}

function isKnownType(deps: CloudFormationDeps, type: string): boolean {
  try {
    return Boolean(deps.typeOf(type));
  } catch {
    return false;
  }
}

/** Outputs and tags can change without any resource. */
function sameOutside(before: Deployed, after: Deployed): boolean {
  return (
    JSON.stringify([before.template.outputs, before.tags]) === JSON.stringify([after.template.outputs, after.tags]) &&
    JSON.stringify(before.parameters) === JSON.stringify(after.parameters)
  );
}

function newStack(deps: CloudFormationDeps, name: string, context: { account: string; region: string }): Stack {
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  const stack: Stack = {
    id: `arn:aws:cloudformation:${context.region}:${context.account}:stack/${name}/${uuid()}`,
    name,
    createdAt: new Date(deps.clock.now()),
    status: 'REVIEW_IN_PROGRESS',
    outputs: [],
    resources: new Map(),
    events: [],
    changeSets: new Map(),
    disableRollback: false,
    operation: Promise.resolve(),
  };
  deps.recorder.stack(stack, 'REVIEW_IN_PROGRESS', 'User Initiated');
  return stack;
}
