import { AwsError } from '../../kernel/aws-error';

export interface Parameter {
  readonly name: string;
  readonly value: string;
  readonly type: 'String' | 'StringList';
  readonly version: number;
  readonly modifiedAt: Date;
}

/** Parameters by name, in memory. */
export class SsmState {
  private readonly parameters = new Map<string, Parameter>();

  find(name: string): Parameter | undefined {
    return this.parameters.get(name);
  }

  /** Throws ParameterNotFound, which on AWS has no message. */
  get(name: string): Parameter {
    const parameter = this.parameters.get(name);
    if (parameter) return parameter;
    throw new AwsError('ParameterNotFound', '');
  }

  put(parameter: Parameter): void {
    this.parameters.set(parameter.name, parameter);
  }
}
