import { parseTemplate } from '../../../lib/local-cloud/template/parse';

const resources = { Logs: { Type: 'AWS::Logs::LogGroup' } };

describe('a template', () => {
  it('is read from YAML with short forms as from JSON with long ones', () => {
    const yaml = `
Resources:
  Logs:
    Type: AWS::Logs::LogGroup
    DependsOn: Other
    Properties:
      LogGroupName: !Sub "\${AWS::StackName}/app"
      RetentionInDays: !If [IsProd, 30, !Ref Days]
      Tags: !GetAtt Other.Nested.Name
  Other: { Type: AWS::EC2::VPC }
`;
    expect(parseTemplate(yaml).resources.Logs).toMatchObject({
      dependsOn: ['Other'],
      deletionPolicy: 'Delete',
      properties: {
        LogGroupName: { 'Fn::Sub': '${AWS::StackName}/app' },
        RetentionInDays: { 'Fn::If': ['IsProd', 30, { Ref: 'Days' }] },
        Tags: { 'Fn::GetAtt': ['Other', 'Nested.Name'] },
      },
    });
  });

  it('keeps dates and version numbers as text', () => {
    expect(
      parseTemplate('Resources: {A: {Type: T, Properties: {Version: 2012-10-17}}}').resources.A!.properties,
    ).toEqual({
      Version: '2012-10-17',
    });
  });

  it.each([
    [{}, 'Template format error: At least one Resources member must be defined.'],
    [{ Resources: resources, Hello: 1 }, 'Template format error: Invalid template property or properties [Hello]'],
    [
      { Resources: { Logs: { ...resources.Logs, CreationPolicy: {} } } },
      "Template format error: Invalid template resource property 'CreationPolicy' in Resources/Logs",
    ],
    [{ Resources: { Logs: {} } }, 'Template format error: [/Resources/Logs/Type]'],
  ])('fails for %j: %s', (template, message) => {
    expect(() => parseTemplate(JSON.stringify(template))).toThrow(message);
  });

  it('fails for the same name twice', () => {
    expect(() => parseTemplate('Resources: {A: {Type: T}, A: {Type: T}}')).toThrow(
      'YAML not well-formed. Map keys must be unique',
    );
  });
});
