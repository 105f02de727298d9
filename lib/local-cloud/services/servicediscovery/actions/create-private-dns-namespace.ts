import { z } from 'zod';
import { AwsError } from '../../../kernel/aws-error';
import { cloudMapId, suffix } from '../../../kernel/ids';
import { action } from '../deps';
import { completeOperation } from '../operations';
import { tags } from '../schemas';

/** CreatePrivateDnsNamespace: a zone that the VPC's tasks can ask; two of one name cannot share a VPC. */
export const createPrivateDnsNamespace = action({
  name: 'CreatePrivateDnsNamespace',
  input: z.strictObject({
    Name: z.string().regex(/^(?!arn:)[!-~]{1,253}$/u),
    Vpc: z.string().min(1).max(64),
    CreatorRequestId: z.string().max(64).optional(),
    Description: z.string().max(1024).optional(),
    Properties: z
      .strictObject({
        DnsProperties: z.strictObject({ SOA: z.strictObject({ TTL: z.number().int().min(0) }) }),
      })
      .optional(),
    Tags: tags.optional(),
  }),
  run(deps, { Name, Vpc, CreatorRequestId, Description, Properties, Tags }) {
    const { state, account, region, clock } = deps;
    const existing = [...state.namespaces.values()].find(({ name, vpc }) => name === Name && vpc === Vpc);
    if (existing !== undefined)
      throw new AwsError(
        'NamespaceAlreadyExists',
        `The VPC ${Vpc} has already a namespace with the name ${Name}: ${existing.id}`,
      );
    const id = cloudMapId('ns');
    state.namespaces.set(id, {
      id,
      arn: `arn:aws:servicediscovery:${region}:${account}:namespace/${id}`,
      name: Name,
      vpc: Vpc,
      hostedZoneId: `Z${suffix(20)}`,
      createdAt: clock.now(),
      creatorRequestId: CreatorRequestId,
      description: Description,
      soaTtl: Properties?.DnsProperties.SOA.TTL ?? 15,
      tags: Tags ?? [],
    });
    return { OperationId: completeOperation(deps, 'CREATE_NAMESPACE', { NAMESPACE: id }) };
  },
});
