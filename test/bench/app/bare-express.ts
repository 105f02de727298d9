import express from 'express';
import { ANSWER } from './answer';

/** Express as it comes. */
express()
  .get('/', (_req, res) => void res.json(ANSWER))
  .listen(Number(process.env.PORT), '127.0.0.1');
