import type { ChangeSet, Deployed, ResourceChange, Stack, StackResource } from './state';

/** A stack as DescribeStacks answers it. */
export function stackOnWire(stack: Stack) {
  return {
    StackId: stack.id,
    StackName: stack.name,
    Description: stack.deployed?.template.description,
    Parameters: stack.deployed ? parametersOnWire(stack.deployed) : [],
    CreationTime: stack.createdAt,
    LastUpdatedTime: stack.updatedAt,
    DeletionTime: stack.deletedAt,
    StackStatus: stack.status,
    StackStatusReason: stack.statusReason,
    DisableRollback: stack.disableRollback,
    Capabilities: stack.deployed?.capabilities,
    Outputs: stack.outputs,
    Tags: stack.deployed?.tags ?? [],
    EnableTerminationProtection: false,
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/** A resource as DescribeStackResources answers it. */
export function resourceOnWire(stack: Stack, resource: StackResource) {
  return {
    StackName: stack.name,
    StackId: stack.id,
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.live.physicalId,
    ResourceType: resource.type,
    Timestamp: resource.timestamp,
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.statusReason,
    DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' },
  };
}

/** A change set as DescribeChangeSet answers it. */
export function changeSetOnWire(stack: Stack, changeSet: ChangeSet) {
  return {
    ChangeSetName: changeSet.name,
    ChangeSetId: changeSet.id,
    StackId: stack.id,
    StackName: stack.name,
    Description: changeSet.description,
    Parameters: parametersOnWire(changeSet.desired),
    CreationTime: changeSet.createdAt,
    ExecutionStatus: changeSet.executionStatus,
    Status: changeSet.status,
    StatusReason: changeSet.statusReason,
    Capabilities: changeSet.desired.capabilities,
    Tags: changeSet.desired.tags,
    Changes: changeSet.changes.map((change) => ({ Type: 'Resource', ResourceChange: resourceChange(change) })),
    IncludeNestedStacks: false,
  };
}

/** Values of NoEcho parameters are never told. */
function parametersOnWire({ template, parameters, resolved }: Deployed) {
  return Object.entries(parameters).map(([ParameterKey, value]) => ({
    ParameterKey,
    ParameterValue: template.parameters[ParameterKey]?.noEcho ? '****' : value,
    ResolvedValue: resolved[ParameterKey],
  }));
}

function resourceChange(change: ResourceChange) {
  return {
    Action: change.action,
    LogicalResourceId: change.logicalId,
    PhysicalResourceId: change.physicalId,
    ResourceType: change.type,
    Replacement: change.replacement,
    PolicyAction: change.policyAction,
    Scope: change.action === 'Modify' ? ['Properties'] : [],
    Details: change.properties.map((name) => ({
      Target: {
        Attribute: 'Properties',
        Name: name,
        RequiresRecreation: change.replacement === 'True' ? 'Always' : 'Never',
      },
      Evaluation: 'Static',
      ChangeSource: 'DirectModification',
    })),
  };
}
