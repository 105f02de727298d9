import { extractSkills } from '../../../app/src/match/extract-skills';
import { SKILLS, WRITTEN_EXACTLY } from '../../../app/src/match/skills';

test.each([
  ['Ten years of Python, Go and C++.', ['C++', 'Go', 'Python']],
  ['k8s and Kubernetes are one skill', ['Kubernetes']],
  ['React Native is not React', ['React', 'React Native']],
  ['React Native only', ['React Native']],
  ['java17, python3.11 and C++20', ['C++', 'Java', 'Python']],
  ['JavaScript/TypeScript, HTML5', ['HTML', 'JavaScript', 'TypeScript']],
  ['Node.js. NodeJS; node-js', ['Node.js']],
  ['CI/CD, ci cd, continuous integration', ['CI/CD']],
  ['(ASP.NET, .NET Core)', ['.NET', 'ASP.NET']],
  ['C# or F#', ['C#', 'F#']],
  ['event-driven micro-services', ['Event-Driven Architecture', 'Microservices']],
  ['machine\nlearning', ['Machine Learning']],
  ['we have a machine. Learning is fun', []],
  ['ＰｏｓｔｇｒｅＳＱＬ', ['PostgreSQL']],
  ['REST API and RESTFUL services', ['REST']],
  ['on-call rotations with error budgets', ['Incident Response', 'SLO']],
])('%j names %j', (text, skills) => {
  expect(extractSkills(text)).toEqual([...skills].sort((a, b) => a.localeCompare(b, 'en')));
});

test.each([
  'I go the extra mile, react quickly, excel at rest and spring into action',
  'grade c, and r is the radius',
  'javascripting goland pythonic',
  '',
  '... +++ ### ,,, \u0000 \uD800',
])('%j names nothing', (text) => {
  expect(extractSkills(text)).toEqual([]);
});

test.each(Object.entries(SKILLS))('%s is found by its name and by %j', (skill, synonyms) => {
  for (const term of [skill, ...synonyms]) expect(extractSkills(`we ask for ${term}, nothing else`)).toEqual([skill]);
});

test('what must be written exactly is in the dictionary', () => {
  expect([...WRITTEN_EXACTLY].filter((skill) => !(skill in SKILLS))).toEqual([]);
});
