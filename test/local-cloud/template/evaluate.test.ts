import { TemplateEvaluator } from '../../../lib/local-cloud/template/evaluate';
import { parseTemplate } from '../../../lib/local-cloud/template/parse';

const template = parseTemplate(
  JSON.stringify({
    Parameters: { Stage: { Type: 'String' } },
    Mappings: { Sizes: { prod: { cpu: 512 } } },
    Conditions: {
      IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
      IsOther: { 'Fn::Not': [{ Condition: 'IsProd' }] },
      Either: { 'Fn::Or': [{ Condition: 'IsProd' }, { Condition: 'IsOther' }] },
      Both: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsOther' }] },
    },
    Resources: { Vpc: { Type: 'AWS::EC2::VPC' } },
  }),
);

const evaluator = new TemplateEvaluator(
  template,
  { Stage: 'prod' },
  { accountId: '000000000000', region: 'us-east-1', stackName: 'Lab', stackId: 'arn:lab' },
  { ref: (id) => `id-of-${id}`, attribute: (id, name) => `${id}.${name}`, importValue: (name) => `of-${name}` },
);

describe('an intrinsic function', () => {
  it.each([
    [{ Ref: 'Vpc' }, 'id-of-Vpc'],
    [{ Ref: 'Stage' }, 'prod'],
    [{ Ref: 'AWS::Region' }, 'us-east-1'],
    [{ 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }, 'Vpc.CidrBlock'],
    [{ 'Fn::GetAtt': 'Vpc.Nested.Name' }, 'Vpc.Nested.Name'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] }, 'a-prod'],
    [{ 'Fn::Select': [1, { 'Fn::GetAZs': '' }] }, 'us-east-1b'],
    [{ 'Fn::Split': [',', 'a,b'] }, ['a', 'b']],
    [{ 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-Name' } }, 'of-prod-Name'],
    [{ 'Fn::Sub': '${AWS::StackName}/${Vpc}/${Vpc.Arn}/${!Kept}' }, 'Lab/id-of-Vpc/Vpc.Arn/${Kept}'],
    [{ 'Fn::Sub': ['${Own}', { Own: { Ref: 'Stage' } }] }, 'prod'],
    [{ 'Fn::If': ['IsProd', 'yes', 'no'] }, 'yes'],
    [{ 'Fn::If': ['IsOther', 'yes', 'no'] }, 'no'],
    [{ 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'cpu'] }, 512],
    [{ 'Fn::Base64': 'lab' }, 'bGFi'],
    [{ 'Fn::Contains': [['a', 'b'], 'b'] }, true],
  ])('%j is %j', (value, expected) => {
    expect(evaluator.evaluate(value)).toEqual(expected);
  });

  it('AWS::NoValue takes its member away, in objects, lists and Fn::If', () => {
    expect(
      evaluator.evaluate({ a: { Ref: 'AWS::NoValue' }, b: [1, { 'Fn::If': ['IsOther', 2, { Ref: 'AWS::NoValue' }] }] }),
    ).toEqual({ b: [1] });
  });

  it('conditions combine', () => {
    expect(['IsProd', 'IsOther', 'Either', 'Both'].map((name) => evaluator.condition(name))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });

  it('an IAM condition block is not the intrinsic', () => {
    const statement = { Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } };
    expect(evaluator.evaluate(statement)).toEqual({
      Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } },
    });
  });

  it.each([
    [{ 'Fn::Cidr': [] }, 'Template error: the local cloud does not implement the intrinsic function Fn::Cidr'],
    [{ 'Fn::Select': [5, ['a']] }, 'Template error: Fn::Select cannot select nonexistent value at index 5'],
    [{ 'Fn::FindInMap': ['Sizes', 'dev', 'cpu'] }, 'Template error: Unable to get mapping for Sizes::dev::cpu'],
    [
      { 'Fn::Join': ['-', 'text'] },
      'Template error: every Fn::Join object requires two parameters, a string and a list of strings',
    ],
    [{ 'Fn::If': ['Unknown', 1, 2] }, 'Template error: Unresolved condition Unknown'],
    [
      '{{resolve:ssm:/name}}',
      'Template error: the local cloud does not implement dynamic references ({{resolve:ssm:/name}})',
    ],
    [{ 'Fn::toString': [] }, 'Template error: the local cloud does not implement the intrinsic function Fn::toString'],
  ])('fails for %j: %s', (value, message) => {
    expect(() => evaluator.evaluate(value)).toThrow(message);
  });
});
