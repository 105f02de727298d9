import { z } from 'zod';
import { uuid } from '../../kernel/ids';
import { inertType } from './resource-type';

/** The CDK's own marker; nothing is made of it. */
export const cdkMetadata = inertType({
  type: 'AWS::CDK::Metadata',
  properties: z.strictObject({ Analytics: z.string().optional() }),
  replaceOn: [],
  physicalId: () => uuid(),
});
