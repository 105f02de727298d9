import { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import { uuid } from '../../../kernel/ids';
import { queryBoolean, queryList, queryTags } from '../../../kernel/query-input';
import { action, validationError, type CloudFormationDeps } from '../deps';
import { newStack } from '../new-stack';
import { notUpdatable } from '../not-updatable';
import { planChanges } from '../plan';
import { prepareDesired } from '../prepare';
import { requireRules } from '../rules';
import { importedValue, isBusy, type ChangeSet, type Deployed, type Stack } from '../state';

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
    TemplateURL: z.string().optional(),
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
  async run(deps, input, context) {
    const before = findTarget(deps, input);
    const desired = await prepareDesired(deps, input, before);
    // Again: while the template was read, another request may have come first.
    const existing = findTarget(deps, input);
    if (existing?.deployed !== before?.deployed) throw notUpdatable(existing!);

    const stack = existing ?? newStack(deps, input.StackName, context);
    if (stack.changeSets.has(input.ChangeSetName)) {
      throw new AwsError('AlreadyExistsException', `ChangeSet ${input.ChangeSetName} already exists`, 400);
    }
    const pseudo = { accountId: context.account, region: context.region, stackName: stack.name, stackId: stack.id };
    requireRules(desired, pseudo);
    const changes = planChanges(desired, stack, pseudo, {
      typeOf: deps.typeOf,
      importValue: (name) => importedValue(deps.state, name),
    });
    const isEmpty = changes.length === 0 && !needsOperation(stack, desired);
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

/** The stack that the change set is for; undefined for one that will be new. */
function findTarget(
  deps: CloudFormationDeps,
  input: { readonly StackName: string; readonly ChangeSetName: string; readonly ChangeSetType: 'CREATE' | 'UPDATE' },
): Stack | undefined {
  const stack = deps.state.find(input.StackName);
  const isThere = stack !== undefined && stack.status !== 'REVIEW_IN_PROGRESS';
  if (input.ChangeSetType === 'CREATE' && isThere) {
    throw validationError(
      `Stack [${stack.name}] already exists and cannot be created again with the changeSet [${input.ChangeSetName}].`,
    );
  }
  if (input.ChangeSetType === 'UPDATE' && !isThere) throw validationError(`Stack [${input.StackName}] does not exist`);
  if (isThere && (isBusy(stack) || /^(ROLLBACK_|DELETE_|UPDATE_ROLLBACK_FAILED)/.test(stack.status))) {
    throw notUpdatable(stack);
  }
  return stack;
}

/** A stack that never was complete, or failed, is worked on even when no resource changes; outputs and tags count too. */
function needsOperation({ deployed, pending }: Stack, desired: Deployed): boolean {
  if (!deployed || pending) return true;
  return JSON.stringify(outside(deployed)) !== JSON.stringify(outside(desired));
}

function outside({ template, tags, parameters, resolved }: Deployed): unknown {
  const policies = Object.entries(template.resources).map(([id, resource]) => [
    id,
    resource.deletionPolicy,
    resource.updateReplacePolicy,
  ]);
  return [template.outputs, tags, parameters, resolved, policies];
}
