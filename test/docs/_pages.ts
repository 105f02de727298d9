import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { findProjectRoot } from '../../lib/model/project-root';

export const ROOT = findProjectRoot(__dirname);

/** What students and instructors read, by its path in the project. */
export const TEACHING_PAGES = [
  'docs/slo-sla.md',
  'docs/instructor.md',
  'docs/student-sheet.md',
  ...readdirSync(join(ROOT, 'docs/lessons'))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => `docs/lessons/${name}`),
];

export function textOf(page: string): string {
  return readFileSync(join(ROOT, page), 'utf8');
}

/** The links of a page that lead nowhere in the project: no such file, or no such heading in it. */
export function deadLinks(page: string): string[] {
  const links = [...textOf(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, link]) => link!);
  return links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    const file = path === '' ? page : normalize(join(dirname(page), path));
    return !leadsSomewhere(file, anchor);
  });
}

/** Whether a file of the project is there and has the heading of an anchor. */
export function leadsSomewhere(file: string, anchor: string | undefined): boolean {
  if (!existsSync(join(ROOT, file))) return false;
  return anchor === undefined || anchorsOf(textOf(file)).includes(anchor);
}

/** What GitHub calls the headings of a page. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#{1,6} +(.*)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

/** The `npx lab …` commands of a page, as one types them: of fenced code and of code within a line. */
export function labCommands(page: string): string[] {
  const markdown = textOf(page).replace(/<[^>\n]*>/g, 'x');
  const fenced = [...markdown.matchAll(/```[^\n]*\n([\s\S]*?)```/g)].flatMap(([, code]) => code!.split('\n'));
  const inline = [...markdown.replaceAll(/```[\s\S]*?```/g, '').matchAll(/`([^`\n]+)`/g)].map(([, code]) => code!);
  return [...fenced, ...inline].flatMap((line) =>
    line
      .replace(/ # .*/, '')
      .split(/&&|\|\||[|;]/)
      .map((part) => part.trim())
      .filter((part) => part.startsWith('npx lab '))
      .map((part) => part.slice('npx lab '.length)),
  );
}

/** The words of a command line, quotes removed. */
export function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain!,
  );
}
