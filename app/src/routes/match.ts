import * as z from 'zod';
import { sendJson } from '../http/json';
import { matchSkills } from '../match/match-skills';
import type { Metrics } from '../metrics/registry';
import { operation, type Route } from './route';

const TEXT = z.string().trim().min(1).max(50_000);
const BODY = z.strictObject({
  resume: TEXT.describe('the text of a résumé'),
  jobDescription: TEXT.describe('the text of a job description'),
});

const SKILLS = z.array(z.string());
const ANSWER = z.strictObject({
  score: z.number().min(0).max(1).describe("the share of the job's skills that the résumé has"),
  resumeSkills: SKILLS,
  jobSkills: SKILLS,
  matched: SKILLS.describe("the job's skills that the résumé has"),
  missing: SKILLS.describe("the job's skills that the résumé does not have"),
});

/** How well a résumé fits a job. */
export function matchRoute({ metrics }: { readonly metrics: Pick<Metrics, 'recordMatchScore'> }): Route {
  return {
    path: '/api/match',
    methods: {
      post: operation({
        summary: 'How well a résumé fits a job description, by the skills that both name',
        body: BODY,
        answers: { 200: { description: 'the skills and the score', schema: ANSWER } },
        handle: (_req, res, { body }) => {
          const match = matchSkills(body.resume, body.jobDescription);
          metrics.recordMatchScore(match.score);
          sendJson(res, 200, match);
        },
      }),
    },
  };
}
