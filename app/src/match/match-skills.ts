import { extractSkills } from './extract-skills';

export interface SkillMatch {
  /** The share of the job's skills that the résumé has, from 0 to 1; 0 when the job names no skill that is known. */
  readonly score: number;
  readonly resumeSkills: readonly string[];
  readonly jobSkills: readonly string[];
  /** The job's skills that the résumé has. */
  readonly matched: readonly string[];
  /** The job's skills that it does not have. */
  readonly missing: readonly string[];
}

/** How well a résumé fits a job description, by the skills that both name. The same texts always get the same answer. */
export function matchSkills(resume: string, jobDescription: string): SkillMatch {
  const resumeSkills = extractSkills(resume);
  const jobSkills = extractSkills(jobDescription);
  const has = new Set(resumeSkills);
  const matched = jobSkills.filter((skill) => has.has(skill));
  const missing = jobSkills.filter((skill) => !has.has(skill));
  const score = jobSkills.length === 0 ? 0 : matched.length / jobSkills.length;
  return { score, resumeSkills, jobSkills, matched, missing };
}
