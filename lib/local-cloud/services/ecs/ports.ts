export type { LogSink, NetworkInterface, SecretSource, ServiceRegistry, TaskNetworking } from '../ports';
