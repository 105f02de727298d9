import type { CheckResult } from '../../lessons/grade/verdict';
import type { Lesson } from '../../lessons/model';
import { hasTaken, stepOf, withHint, withStep, type Results } from '../../lessons/results';
import { checkLines } from '../format/check';
import { hintLines, sectionLines, stepLines, type LessonScreen } from '../format/lesson-text';

/** What the guide does to the world. */
export interface GuideDeps {
  readonly say: (line: string) => void;
  /** Undefined when nobody types any more. */
  readonly prompt: (question: string) => Promise<string | undefined>;
  readonly screen: LessonScreen;
  /** What the lab says now, a line each; empty without a lab. */
  readonly beside: () => Promise<readonly string[]>;
  /** Asks for answers and judges; what it notes is in `load`. */
  readonly check: () => Promise<readonly CheckResult[]>;
  readonly load: () => Results;
  readonly save: (results: Results) => void;
  readonly now: () => Date;
}

/** Where somebody left a lesson. */
export interface GuideEnd {
  readonly step: number;
  readonly steps: number;
  readonly checked: readonly CheckResult[] | undefined;
}

/** Leads through a lesson, a step after the other, from where it was left; the last one is the check. */
export async function guide(lesson: Lesson, deps: GuideDeps): Promise<GuideEnd> {
  const { say, prompt, screen, load, save } = deps;
  const show = (lines: readonly string[]) => lines.forEach((line) => say(line));
  const steps = lesson.steps.length;
  let step = Math.min(stepOf(load(), lesson.number), steps);
  if (step > 0 && step < steps) say(screen.style.quiet(`You were at step ${step} of ${steps}; it goes on from there.`));
  if (step === 0 || step === steps) {
    show(['', ...sectionLines('Goal', lesson.goal, screen)]);
    if (lesson.beforeSteps !== '') show(['', ...sectionLines('', lesson.beforeSteps, screen)]);
    step = 1;
  }
  for (;;) {
    save(withStep(load(), lesson.number, step));
    show(['', ...stepLines(lesson, step, screen), '']);
    show((await deps.beside()).map((line) => screen.style.quiet(`  ${line}`)));
    const wanted = await ask(step);
    if (wanted === 'stop') return { step, steps, checked: undefined };
    if (wanted === 'check') {
      const checked = await deps.check();
      show(['', ...checkLines(checked, screen.style, screen.width)]);
      return { step, steps, checked };
    }
    step = wanted === 'back' ? Math.max(1, step - 1) : step + 1;
  }

  async function ask(at: number): Promise<'next' | 'back' | 'check' | 'stop'> {
    for (;;) {
      const keys = at < steps ? 'Enter next step' : 'Enter check';
      const line = await prompt(screen.style.strong(`[${keys} · b back · h hint · c check · q stop]`));
      if (line === undefined) return 'stop';
      const word = line.trim().toLowerCase();
      if (word === '' && at < steps) return 'next';
      if (word === '' || word === 'c' || word === 'check') return 'check';
      if (word === 'b' || word === 'back') return 'back';
      if (word === 'q' || word === 'quit' || word === 'stop') return 'stop';
      if (word === 'h' || word === 'hint') await hint();
      else say(`"${line.trim()}" is none of these: Enter, b, h, c, q`);
    }
  }

  /** The next one that was not taken yet; what costs something is asked for first. */
  async function hint(): Promise<void> {
    const taken = load();
    const next = lesson.hints.findIndex((_, index) => !hasTaken(taken, lesson.number, index + 1));
    const one = lesson.hints[next];
    if (!one) {
      say(lesson.hints.length === 0 ? 'this lesson has no hints' : 'you have all hints of this lesson');
      return;
    }
    if (one.points > 0) {
      const answer = await prompt(
        `The next hint costs ${one.points} ${one.points === 1 ? 'point' : 'points'}. Take it? [y/N]`,
      );
      if (!/^y(es)?$/i.test(answer?.trim() ?? '')) return;
    }
    save(withHint(load(), lesson, next + 1, deps.now()));
    show(hintLines(lesson, next + 1, screen));
  }
}
