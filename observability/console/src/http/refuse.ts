import type { Response } from 'express';

export function refuse(res: Response, status: number, sentence: string): void {
  res.status(status).json({ error: sentence });
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
