import type { Check, Lesson } from '../../lessons/model';
import { markdownLines, textLines } from './markdown';
import type { Style } from './style';

/** Where a lesson is shown. */
export interface LessonScreen {
  readonly style: Style;
  readonly width: number;
}

const FOLDER = 'docs/lessons';

/** A lesson's first line: number, title, minutes and what it costs. */
export function titleLines({ number, title, minutes, cost, core }: Lesson, { style, width }: LessonScreen): string[] {
  const spends = cost.map(
    ({ slo, objective, clock, percent }) => `${percent} % of ${slo} ${objective} (${clock} clock)`,
  );
  return [
    style.strong(`Lesson ${number}: ${title}`),
    ...textLines(
      `${minutes} minutes${core ? ', in the 60-minute plan' : ''}; spends ${spends.join(', ') || 'no budget'}`,
      width,
    ).map(style.quiet),
  ];
}

export function sectionLines(title: string, markdown: string, { style, width }: LessonScreen): string[] {
  if (markdown === '') return [];
  return [...(title === '' ? [] : [style.strong(title)]), ...markdownLines(markdown, { style, width, folder: FOLDER })];
}

/** @param step counts from 1 */
export function stepLines({ steps }: Lesson, step: number, { style, width }: LessonScreen): string[] {
  const text = steps[step - 1] ?? '';
  return [style.strong(`Step ${step} of ${steps.length}`), ...markdownLines(text, { style, width, folder: FOLDER })];
}

/** @param hint counts from 1 */
export function hintLines({ hints }: Lesson, hint: number, { style, width }: LessonScreen): string[] {
  const one = hints[hint - 1];
  if (!one) return [];
  const cost = one.points === 0 ? 'free' : `${one.points} ${one.points === 1 ? 'point' : 'points'}`;
  const about = one.check === undefined ? '' : `, for ${one.check}`;
  return [style.warn(`Hint ${hint} (${cost}${about})`), ...markdownLines(one.text, { style, width, folder: FOLDER })];
}

/** A question with its choices. */
export function questionLines(check: Check, { style, width }: LessonScreen): string[] {
  const choices = check.kind === 'choice' ? [...check.choices].map(([letter, text]) => `- **${letter})** ${text}`) : [];
  const unit = check.kind === 'number' && check.unit !== '' ? ` *(${check.unit})*` : '';
  const markdown = [`**${check.id}.** ${check.question}${unit}`, ...(choices.length > 0 ? ['', ...choices] : [])].join(
    '\n',
  );
  return markdownLines(markdown, { style, width, folder: FOLDER });
}

/** All of a lesson but its hints, which cost something: for a pipe, a file, or somebody who would rather read on. */
export function wholeLesson(lesson: Lesson, beside: readonly string[], screen: LessonScreen): string[] {
  const { number, hints, steps, checks } = lesson;
  const numbered = steps.map((text, index) => `${index + 1}. ${text.replaceAll('\n', '\n   ')}`).join('\n\n');
  return [
    ...titleLines(lesson, screen),
    ...beside.map((line) => screen.style.quiet(line)),
    '',
    ...sectionLines('Goal', lesson.goal, screen),
    '',
    ...sectionLines('Steps', [lesson.beforeSteps, numbered].filter((text) => text !== '').join('\n\n'), screen),
    '',
    screen.style.strong('Questions'),
    ...checks.flatMap((check) => questionLines(check, screen)),
    '',
    screen.style.strong('Hints'),
    ...(hints.length === 0
      ? ['none']
      : hints.map(({ points, check }, index) => {
          const cost = points === 0 ? 'free' : `${points} ${points === 1 ? 'point' : 'points'}`;
          return `${cost}${check === undefined ? '' : `, for ${check}`}: npx lab lesson ${number} --hint ${index + 1}`;
        })),
    '',
    ...sectionLines('Read on', lesson.readOn, screen),
    '',
    `Check your work: npx lab check ${number}`,
  ];
}
