import {
  CreatePrivateDnsNamespaceCommand,
  CreateServiceCommand,
  GetOperationCommand,
  RegisterInstanceCommand,
  type CreateServiceCommandInput,
  type Service,
  type ServiceDiscoveryClient,
} from '@aws-sdk/client-servicediscovery';
import { startTestCloud, type TestCloud } from '../../_helpers/cloud';
import { createFakeRuntime } from '../../_helpers/fake-runtime';

/** Cloud Map over the wire with the real SDK, with the namespace `lab.local`. */
export class CloudMapLab {
  readonly client: ServiceDiscoveryClient;

  private constructor(
    readonly cloud: TestCloud,
    readonly namespace: string,
  ) {
    this.client = cloud.serviceDiscovery;
  }

  static async start(): Promise<CloudMapLab> {
    const cloud = await startTestCloud({ runtime: createFakeRuntime() });
    return new CloudMapLab(cloud, await createNamespace(cloud.serviceDiscovery, 'lab.local'));
  }

  close(): Promise<void> {
    return this.cloud.close();
  }

  async service(Name: string, more: Partial<CreateServiceCommandInput> = {}): Promise<Service> {
    const input = { Name, NamespaceId: this.namespace, DnsConfig: { DnsRecords: [{ Type: 'A' as const, TTL: 10 }] } };
    return (await this.client.send(new CreateServiceCommand({ ...input, ...more }))).Service!;
  }

  async register(ServiceId: string, InstanceId: string, address: string, more: Record<string, string> = {}) {
    const Attributes = { AWS_INSTANCE_IPV4: address, ...more };
    return this.client.send(new RegisterInstanceCommand({ ServiceId, InstanceId, Attributes }));
  }
}

/** Makes a namespace and returns its id, which only the operation tells. */
export async function createNamespace(client: ServiceDiscoveryClient, Name: string, Vpc = 'vpc-1'): Promise<string> {
  const { OperationId } = await client.send(new CreatePrivateDnsNamespaceCommand({ Name, Vpc }));
  const { Operation } = await client.send(new GetOperationCommand({ OperationId }));
  return Operation!.Targets!.NAMESPACE!;
}
