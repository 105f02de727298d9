export type { Check, CheckKind, Lesson } from './model';
export { readLessons, type Known, type LessonInputs } from './read/index';
