import type { Rule } from '../model';

/** By the hour; what goes through it is data transfer. */
export const natGateway: Rule = (_resource, { id }) => ({
  charges: [{ what: id, price: 'NAT gateway', quantity: 1, basis: 'fixed' }],
  notes: ['a NAT gateway also costs $0.045 for each GB that goes through it: images, logs, AWS APIs'],
});

export const elasticIp: Rule = (_resource, { id }) => ({
  charges: [{ what: id, price: 'public IPv4 address', quantity: 1, basis: 'fixed' }],
});

/** Gateway endpoints (S3, DynamoDB) are free; interface endpoints cost in each zone. */
export const vpcEndpoint: Rule = ({ Properties: properties = {} }, { id }) => {
  if ((properties['VpcEndpointType'] ?? 'Gateway') === 'Gateway') return { charges: [] };
  const zones = Array.isArray(properties['SubnetIds']) ? properties['SubnetIds'].length : 1;
  return { charges: [{ what: id, price: 'interface endpoint', quantity: zones, basis: 'fixed' }] };
};

/** New connections that one capacity unit holds, a second. */
const CONNECTIONS_PER_LCU = 25;

/** Its hours, its public addresses (one a zone), and its capacity units when each request is a new connection. */
export const loadBalancer: Rule = ({ Properties: properties = {} }, { id, usage }) => {
  const type = properties['Type'] ?? 'application';
  if (type !== 'application' && type !== 'network') {
    return { charges: [], unpriced: `a load balancer of type ${JSON.stringify(type)}` };
  }
  const zones = Array.isArray(properties['Subnets']) ? properties['Subnets'].length : 2;
  const isPublic = properties['Scheme'] === 'internet-facing';
  const name = type === 'application' ? ('Application Load Balancer' as const) : ('Network Load Balancer' as const);
  return {
    charges: [
      { what: id, price: name, quantity: 1, basis: 'fixed' },
      ...(isPublic
        ? [{ what: `${id}: one for each zone`, price: 'public IPv4 address', quantity: zones, basis: 'fixed' } as const]
        : []),
      ...(type === 'application'
        ? [
            {
              what: `${id}: ${usage.requestsPerSecond} new connections a second`,
              price: 'load balancer capacity',
              quantity: usage.requestsPerSecond / CONNECTIONS_PER_LCU,
              basis: 'estimate',
            } as const,
          ]
        : []),
    ],
  };
};
