import * as fc from 'fast-check';
import { matchSkills } from '../../../app/src/match/match-skills';
import { SKILLS } from '../../../app/src/match/skills';

test('the score is the share of the job’s skills that the résumé has', () => {
  expect(matchSkills('Senior engineer: golang, k8s, Terraform, Rust', 'Go, Kubernetes, AWS, Terraform')).toEqual({
    score: 0.75,
    resumeSkills: ['Go', 'Kubernetes', 'Rust', 'Terraform'],
    jobSkills: ['AWS', 'Go', 'Kubernetes', 'Terraform'],
    matched: ['Go', 'Kubernetes', 'Terraform'],
    missing: ['AWS'],
  });
});

test('a job that names no known skill scores 0', () => {
  expect(matchSkills('Python', 'a friendly person')).toMatchObject({ score: 0, matched: [], missing: [] });
});

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.constantFrom(...Object.keys(SKILLS), 'and', '.', '\n')).map((words) => words.join(' ')),
);

test('for any two texts the score is from 0 to 1, the parts add up, and a text fits itself', () => {
  fc.assert(
    fc.property(text, text, (resume, job) => {
      const { score, jobSkills, resumeSkills, matched, missing } = matchSkills(resume, job);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(1);
      expect(new Set([...matched, ...missing])).toEqual(new Set(jobSkills));
      expect(matched.length + missing.length).toBe(jobSkills.length);
      expect(matched.every((skill) => resumeSkills.includes(skill))).toBe(true);
      expect(matchSkills(job, job).score).toBe(jobSkills.length === 0 ? 0 : 1);
      expect(matchSkills(`${resume}\n\n, ${job}`, job).missing).toEqual([]);
    }),
  );
});
