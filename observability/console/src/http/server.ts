import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { createAnswers } from '../collect/answers';
import { chartOf, legendOf } from '../collect/charts';
import type { Collector } from '../collect/collector';
import type { Prometheus } from '../collect/prometheus';
import { panelQueries, readPanelQuestion, type Dashboard } from '../dashboards';
import type { Hands } from '../hands/hands';
import type { Room } from '../room/room';
import { CLOCKS } from '../snapshot';
import { limit, READS_A_MINUTE } from './limits';
import { metricsText } from './metrics-text';
import { messageOf, refuse } from './refuse';
import type { Viewers } from './viewers';
import { writes } from './writes';

export interface ServerOptions {
  readonly collector: Collector;
  readonly viewers: Viewers;
  readonly hands: Hands;
  readonly room: Room;
  readonly prometheus: Prometheus;
  readonly dashboards: readonly Dashboard[];
  readonly token: string | undefined;
  /** Whether a front of the lab's own is before it, which alone says who asks. @default false */
  readonly shared?: boolean;
  /** The folder of the built page. */
  readonly page: string;
}

const RANGES = [300, 900, 1_800, 3_600, 21_600, 86_400, 2_592_000];
/** What a chart may be old: about a scrape. */
const CHART_KEPT_MS = 2_500;

export function createServer(options: ServerOptions): Express {
  const { collector, viewers, hands, room, prometheus, dashboards, token, page, shared = false } = options;
  const charts = createAnswers<unknown>(CHART_KEPT_MS, 300);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  if (shared) app.set('trust proxy', 1);
  app.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'none'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'"],
          imgSrc: ["'self'"],
          fontSrc: ["'self'"],
          connectSrc: ["'self'"],
          baseUri: ["'none'"],
          formAction: ["'none'"],
          frameAncestors: ["'none'"],
        },
      },
      // Browsers take it from TLS and localhost only, and complain of it elsewhere.
      crossOriginOpenerPolicy: false,
      // The lab has no certificate: a browser that remembers this would not come back.
      strictTransportSecurity: false,
    }),
  );
  app.get('/sre/health', (_req, res) => void res.json({ status: 'ok', viewers: viewers.count() }));
  app.use(limit(READS_A_MINUTE));

  app.get('/', (_req, res) => res.redirect('/sre/dashboard-ui'));
  app.get('/sre/dashboard-ui', (_req, res) => {
    res.set('cache-control', 'no-cache').sendFile('index.html', { root: page });
  });
  app.use('/sre/page', express.static(page, { immutable: true, maxAge: '1y', index: false }));

  app.get('/sre/metrics', (_req, res) => {
    res.set('content-type', 'text/plain; version=0.0.4; charset=utf-8').send(metricsText(viewers));
  });
  app.get('/sre/dashboard', async (_req, res) => {
    await collector.refresh();
    res.set('cache-control', 'no-store').json(collector.snapshot());
  });
  app.get('/sre/alerts', async (_req, res) => {
    await collector.refresh();
    res.set('cache-control', 'no-store').json(collector.snapshot().alerts);
  });
  app.get('/sre/circuit-breakers', async (_req, res) => {
    await collector.refresh();
    res.set('cache-control', 'no-store').json(collector.snapshot().circuits);
  });
  app.get('/sre/stream', (_req, res) => {
    if (!viewers.add(res))
      refuse(res, 503, 'the console has as many viewers as it can hold; try again when some are gone');
  });
  app.get('/sre/dashboards', (_req, res) => void res.set('cache-control', 'max-age=60').json(dashboards));

  app.get('/sre/panel', async (req, res) => {
    const query = queryOf(req);
    const question = readPanelQuestion(dashboards, query);
    const range = rangeOf(query);
    if (question === undefined || range === undefined) return refuse(res, 400, 'no dashboard has this panel');
    const { queries, instant } = panelQueries(dashboards, question);
    await answerWith(res, () =>
      charts.get(JSON.stringify([question, range]), async () =>
        instant
          ? {
              rows: (
                await Promise.all(
                  queries.map(async ({ expr, legend }) =>
                    (await prometheus.instant(expr)).map(({ labels, value }) => ({
                      name: legendOf(legend, labels),
                      labels,
                      value: Number.isFinite(value) ? value : null,
                    })),
                  ),
                )
              ).flat(),
            }
          : { chart: await chartOf(prometheus, queries, range) },
      ),
    );
  });

  app.get('/sre/history', async (req, res) => {
    const query = queryOf(req);
    const [slo = '', objective = '', clock = ''] = ['slo', 'objective', 'clock'].map((name) => query.get(name) ?? '');
    const range = rangeOf(query);
    const isKnown = (collector.snapshot().slos.data ?? []).some(
      (view) => view.slo === slo && view.objective === objective && view.clock === clock,
    );
    if (!isKnown || range === undefined || !CLOCKS.some((name) => name === clock)) {
      return refuse(res, 400, 'there is no such SLO, or no such range');
    }
    const labels = `slo="${slo}",objective="${objective}"`;
    const shortest = (collector.snapshot().slos.data ?? []).find(
      (view) => view.slo === slo && view.objective === objective && view.clock === clock,
    )?.burn[0]?.window;
    const queries = [
      { expr: `slo:sli{${labels},clock="${clock}"}`, legend: 'sli' },
      { expr: `slo:error_budget:left{${labels},clock="${clock}"}`, legend: 'budget' },
      ...(shortest === undefined ? [] : [{ expr: `slo:burn_rate{${labels},window="${shortest}"}`, legend: 'burn' }]),
      ...(shortest === undefined
        ? []
        : [{ expr: `1 - slo:error_ratio{${labels},window="${shortest}"}`, legend: 'now' }]),
    ];
    await answerWith(res, () =>
      charts.get(JSON.stringify([slo, objective, clock, range]), () => chartOf(prometheus, queries, range)),
    );
  });

  const onDone = () => {
    void collector.refresh();
    viewers.show();
  };
  app.use(writes({ hands, room, token, onDone }));

  app.use((_req, res) => refuse(res, 404, 'nothing is here; the page is /sre/dashboard-ui'));
  // Four parameters: that is how Express knows it.
  app.use((error: Error & { readonly status?: number }, _req: Request, res: Response, _next: NextFunction) => {
    if (res.headersSent) {
      res.destroy();
      return;
    }
    const status = error.status ?? 500;
    refuse(res, status, status < 500 ? messageOf(error) : 'the console has a defect; its log says more');
    if (status >= 500) process.stderr.write(`${error.stack}\n`);
  });
  return app;
}

async function answerWith(res: Response, ask: () => Promise<unknown>): Promise<void> {
  try {
    res.set('cache-control', 'no-store').json(await ask());
  } catch (error) {
    refuse(res, 502, `Prometheus: ${messageOf(error)}`);
  }
}

function rangeOf(query: URLSearchParams): number | undefined {
  const asked = Number(query.get('range') ?? '900');
  return RANGES.find((range) => range === asked);
}

/** As the standard reads it, a name that comes twice is a string too. */
function queryOf(req: Request): URLSearchParams {
  return new URL(req.originalUrl, 'http://console').searchParams;
}
