/** A lesson's file, cut in two. */
export interface CutLesson {
  /** YAML. */
  readonly front: string;
  /** The line on which the YAML starts. */
  readonly frontLine: number;
  /** Markdown. */
  readonly body: string;
  readonly bodyLine: number;
}

/** Cuts a file at its two lines `---`; undefined when they are not there. */
export function cutLesson(text: string): CutLesson | undefined {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (lines[0]?.trimEnd() !== '---') return undefined;
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  if (end === -1) return undefined;
  return {
    front: `${lines.slice(1, end).join('\n')}\n`,
    frontLine: 2,
    body: lines.slice(end + 1).join('\n'),
    bodyLine: end + 2,
  };
}
