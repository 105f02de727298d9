import { CfnParameter, Stack, Tags } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/**
 * Marks every resource of the stack with the tag `owner`. Whose lab it is, is a parameter: `deploy.sh` names the caller,
 * later deploys keep it, and the template is the same on every machine.
 */
export class LabOwner extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const owner = new CfnParameter(this, 'Owner', {
      type: 'String',
      description: 'Whose lab it is: the tag "owner" of everything in it',
      default: 'unnamed',
      allowedPattern: '[A-Za-z0-9 _.:/=+@-]{1,128}',
    });
    owner.overrideLogicalId('Owner');
    Tags.of(Stack.of(this)).add('owner', owner.valueAsString);
  }
}
