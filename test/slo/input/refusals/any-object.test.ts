import { problemsWith, type Refusal } from '../documents';

const REFUSALS: readonly Refusal[] = [
  [
    'another apiVersion',
    'apiVersion: openslo/v1\nkind: Service',
    'apiVersion: openslo/v2alpha\nkind: Service',
    ['+0 apiVersion: got openslo/v2alpha; allowed: openslo/v1'],
  ],
  [
    'no apiVersion',
    'apiVersion: openslo/v1\nkind: Service',
    'kind: Service',
    ['+0 apiVersion: got nothing; allowed: openslo/v1'],
  ],
  [
    'a kind that is close to one',
    'kind: Service',
    'kind: Servise',
    [
      '+0 kind: got Servise; allowed: SLO, SLI, Service, DataSource, AlertPolicy, AlertCondition, AlertNotificationTarget; did you mean "Service"?',
    ],
  ],
  [
    'a kind of something else',
    'kind: Service',
    'kind: Deployment',
    [
      '+0 kind: got Deployment; allowed: SLO, SLI, Service, DataSource, AlertPolicy, AlertCondition, AlertNotificationTarget',
      '+42 spec.service: got shop; no Service has this name, and the files define none',
      '+95 spec.service: got shop; no Service has this name, and the files define none',
    ],
  ],
  [
    'no kind',
    'kind: Service\n',
    '',
    [
      '-1 kind: got nothing; allowed: SLO, SLI, Service, DataSource, AlertPolicy, AlertCondition, AlertNotificationTarget',
      '+41 spec.service: got shop; no Service has this name, and the files define none',
      '+94 spec.service: got shop; no Service has this name, and the files define none',
    ],
  ],
  [
    'an unknown key',
    '  description: Where people buy.',
    '  descripton: Where people buy.',
    ['+0 spec.descripton: got Where people buy.; no such key here; did you mean "description"?; allowed: description'],
  ],
  [
    'a key at the top that belongs below',
    'kind: Service\n',
    'kind: Service\nname: shop\n',
    ['+1 name: got shop; no such key here; allowed: apiVersion, kind, metadata, spec'],
  ],
  [
    'no metadata',
    'metadata:\n  name: shop\n',
    '',
    [
      '-2 metadata: got nothing; allowed: a map with a name',
      '+39 spec.service: got shop; no Service has this name, and the files define none',
      '+92 spec.service: got shop; no Service has this name, and the files define none',
    ],
  ],
  [
    'metadata that is a list',
    'metadata:\n  name: shop\n',
    'metadata:\n  - name: shop\n',
    [
      '+0 metadata: got a list; allowed: a map of keys and values',
      '+41 spec.service: got shop; no Service has this name, and the files define none',
      '+94 spec.service: got shop; no Service has this name, and the files define none',
    ],
  ],
  [
    'no spec',
    'spec:\n  description: Where people buy.\n',
    '',
    ['-4 spec: got nothing; allowed: a map of keys and values'],
  ],
  [
    'a spec cut off after its colon',
    'spec:\n  description: Where people buy.\n',
    'spec:\n',
    ['+0 spec: got nothing; allowed: a map of keys and values'],
  ],
  [
    'a key twice',
    '  description: Where people buy.',
    '  description: Where people buy.\n  description: Twice.',
    ['+1 spec.description: got this key twice; allowed: once in a map; delete one of them'],
  ],
  [
    'a name that is no DNS label',
    '  name: shop',
    '  name: My_Shop',
    [
      '+0 metadata.name: got My_Shop; allowed: a name of at most 63 lower-case letters, digits and "-", with a letter or digit at both ends',
      '+40 spec.service: got shop; no Service has this name, and the files define none',
      '+93 spec.service: got shop; no Service has this name, and the files define none',
    ],
  ],
  [
    'a name that is a number',
    '  name: shop',
    '  name: 42',
    [
      '+0 metadata.name: got 42; allowed: a name of at most 63 lower-case letters, digits and "-", with a letter or digit at both ends; put quotes around it',
      '+40 spec.service: got shop; no Service has this name, and the files define none',
      '+93 spec.service: got shop; no Service has this name, and the files define none',
    ],
  ],
  [
    'no name',
    'metadata:\n  name: shop',
    'metadata:\n  displayName: Shop',
    [
      '+0 metadata.name: got nothing; allowed: a name of at most 63 lower-case letters, digits and "-", with a letter or digit at both ends',
      '+41 spec.service: got shop; no Service has this name, and the files define none',
      '+94 spec.service: got shop; no Service has this name, and the files define none',
    ],
  ],
  [
    'a name cut off after its colon',
    '  name: shop',
    '  name:',
    [
      '+0 metadata.name: got nothing; allowed: a name of at most 63 lower-case letters, digits and "-", with a letter or digit at both ends',
      '+40 spec.service: got shop; no Service has this name, and the files define none',
      '+93 spec.service: got shop; no Service has this name, and the files define none',
    ],
  ],
  [
    'a display name that is too long',
    '  displayName: Errors of the shop',
    `  displayName: ${'x'.repeat(64)}`,
    [
      '+0 metadata.displayName: got xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…; allowed: one line of at most 63 characters',
    ],
  ],
  [
    'a description that is too long',
    '  description: Where people buy.',
    `  description: ${'x'.repeat(1051)}`,
    [
      '+0 spec.description: got xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…; allowed: text of at most 1,050 characters',
    ],
  ],
  [
    'a description that is a map',
    '  description: Where people buy.',
    '  description:\n    text: Where people buy.',
    ['+0 spec.description: got a map; allowed: text of at most 1,050 characters'],
  ],
  [
    'a label that is a number',
    '    team: [web, sre]',
    '    team: 7',
    ['+0 metadata.labels.team: got 7; allowed: text, or a list of texts; put quotes around it'],
  ],
  [
    'a label with a number among its values',
    '    team: [web, sre]',
    '    team: [web, 7]',
    ['+0 metadata.labels.team[1]: got 7; allowed: text, or a list of texts; put quotes around it'],
  ],
  [
    'a label with an odd name',
    '    team: [web, sre]',
    '    team/: web',
    [
      '+0 metadata.labels["team/"]: got web; a label is named with at most 63 letters, digits, "-", "_" and "." and has a letter or digit at both ends',
    ],
  ],
  [
    'a name that another object of the kind has',
    'kind: Service\nmetadata:\n  name: shop\nspec:\n',
    `kind: Service
metadata:
  name: shop
spec: {}
---
apiVersion: openslo/v1
kind: Service
metadata:
  name: shop
spec:
`,
    ['+5 metadata.name: got shop; allowed: each name once for a kind; the first Service "shop" is at slos.yaml:1'],
  ],
  [
    'an alias of nothing',
    '  description: Where people buy.',
    '  description: *text',
    ['+0 spec.description: got *text; no anchor &text above it in this document'],
  ],
  [
    'a key that is no text',
    '  description: Where people buy.',
    '  ? [description]\n  : Where people buy.',
    ['+0 spec: got ? [description]; a key is one word or a text in quotes, and a colon follows it'],
  ],
];

describe('any object is refused', () => {
  it.each(REFUSALS)('%s', (_title, part, replacement, said) => {
    expect(problemsWith(part, replacement)).toEqual(said);
  });
});
