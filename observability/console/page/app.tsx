import { useEffect, useState } from 'preact/hooks';
import { CLOCKS, type AlertView, type Clock, type Snapshot } from '../src/snapshot';
import { SILENCE_MS, useLive } from './live';
import { Choice } from './parts/choice';
import { Dashboards } from './views/dashboards';
import { Hands } from './views/hands';
import { Lessons } from './views/lessons';
import { Machine } from './views/machine';
import { Room } from './views/room/room';
import { Slos } from './views/slos';
import { Story } from './views/story';
import { ago, CLOCK_TITLES } from './words';

const VIEWS = [
  ['story', 'Story'],
  ['machine', 'Machine'],
  ['slos', 'SLOs'],
  ['dashboards', 'Dashboards'],
  ['lessons', 'Lessons'],
  ['hands', 'Hands'],
  ['room', 'Room'],
] as const;
type ViewName = (typeof VIEWS)[number][0];

const THEMES = [
  ['auto', 'auto'],
  ['light', 'light'],
  ['dark', 'dark'],
] as const;

/** What every view gets. */
export interface ViewProps {
  readonly picture: Snapshot;
  readonly clock: Clock;
  /** By the server's clock, in milliseconds. */
  readonly now: number;
  /** The instructor's token, empty until it is given. It is in no address and in no storage. */
  readonly token: string;
  readonly setToken: (token: string) => void;
  /** Of the room, when the address brought it along; else empty. */
  readonly code: string;
}

export function App() {
  const { picture, now, silentFor } = useLive();
  const [view, setView] = useView();
  const [token, setToken] = useState('');
  const [code] = useState(codeInAddress);
  const [clock, setClock] = useKept<Clock>('clock', 'class', CLOCKS);
  const [theme, setTheme] = useKept('theme', 'auto', ['auto', 'light', 'dark'] as const);
  const silent = silentFor > SILENCE_MS;

  useEffect(() => {
    if (theme === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  useEffect(() => {
    document.title = `${VIEWS.find(([name]) => name === view)?.[1] ?? ''} · SRE SLO Lab`;
  }, [view]);

  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        Skip to the content
      </a>
      <header>
        <h1>SRE SLO Lab</h1>
        <nav aria-label="Views">
          {VIEWS.map(([name, title]) => (
            <a
              key={name}
              href={`#${name}`}
              aria-current={name === view ? 'page' : undefined}
              onClick={() => setView(name)}
            >
              {title}
            </a>
          ))}
        </nav>
        <div class="switches">
          <Choice
            legend="Clock of the budgets"
            name="clock"
            value={clock}
            onChoose={setClock}
            options={CLOCKS.map((name) => [name, CLOCK_TITLES[name]] as const)}
          />
          <Choice legend="Colours" name="theme" value={theme} onChoose={setTheme} options={THEMES} />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <div role="alert">
          {silent && (
            <p class="banner bad">
              <span aria-hidden="true">▲</span> The console has not been heard for a while (last {ago(silentFor)}). What
              is below is old; this page connects again by itself.
            </p>
          )}
        </div>
        {picture === undefined ? (
          <p class="unknown">Connecting to the console …</p>
        ) : (
          <>
            <Firing picture={picture} clock={clock} />
            <div class={silent ? 'stale' : undefined}>
              <View
                name={view}
                picture={picture}
                clock={clock}
                now={now}
                token={token}
                setToken={setToken}
                code={code}
              />
            </div>
          </>
        )}
      </main>
    </>
  );
}

function View({ name, ...props }: ViewProps & { readonly name: ViewName }) {
  if (name === 'story') return <Story {...props} />;
  if (name === 'machine') return <Machine {...props} />;
  if (name === 'slos') return <Slos {...props} />;
  if (name === 'dashboards') return <Dashboards {...props} />;
  if (name === 'lessons') return <Lessons {...props} />;
  if (name === 'room') return <Room {...props} />;
  return <Hands {...props} />;
}

/** The loudest thing of now, above every view; spoken when it changes. */
function Firing({ picture: { alerts }, clock }: Pick<ViewProps, 'picture' | 'clock'>) {
  const firing = (alerts.data ?? []).filter(
    ({ state, clock: of }) => state === 'firing' && (of === clock || of === ''),
  );
  firing.sort((a, b) => a.name.localeCompare(b.name));
  const pages = firing.filter(({ action }) => action === 'page');
  const known = alerts.data !== null && alerts.error === null;
  return (
    <div role="status" class="firing">
      {firing.length > 0 && (
        <p class={`banner ${pages.length > 0 ? 'bad' : 'busy'}`}>
          <span aria-hidden="true">{pages.length > 0 ? '▲' : '◆'}</span>{' '}
          <strong>{firing.length === 1 ? '1 alert fires' : `${firing.length} alerts fire`}</strong>: {namesOf(firing)}
        </p>
      )}
      {firing.length === 0 && known && (
        <p class="banner good">
          <span aria-hidden="true">●</span> No alert of the {CLOCK_TITLES[clock]} fires.
        </p>
      )}
      {!known && (
        <p class="banner busy">
          <span aria-hidden="true">◆</span> Whether an alert fires is not known: Prometheus does not answer.
        </p>
      )}
    </div>
  );
}

function namesOf(alerts: readonly AlertView[]): string {
  const names = [
    ...new Set(
      alerts.map(
        ({ slo, objective, name, severity }) =>
          `${slo === '' ? name : `${slo} ${objective}`}${severity && ` (${severity})`}`,
      ),
    ),
  ];
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');
}

/** The view is in the address, so that it can be linked to and gone back from. */
function useView(): [ViewName, (name: ViewName) => void] {
  const [view, setView] = useState<ViewName>(viewInAddress);
  useEffect(() => {
    const look = () => setView(viewInAddress());
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  return [view, setView];
}

function viewInAddress(): ViewName {
  const [hash] = location.hash.split('=', 1);
  return VIEWS.find(([name]) => `#${name}` === hash)?.[0] ?? 'story';
}

/** `#room=K7MQ-29XP`, as the QR code has it: the part of an address that no server is told. Then it is taken out of sight. */
function codeInAddress(): string {
  const code = /^#room=([\w-]{1,12})$/.exec(location.hash)?.[1] ?? '';
  if (code !== '') history.replaceState(null, '', '#room');
  return code;
}

/** Kept in this browser, where it lets us. */
function useKept<T extends string>(name: string, fallback: T, allowed: readonly T[]): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    try {
      return allowed.find((one) => one === localStorage.getItem(name)) ?? fallback;
    } catch {
      return fallback;
    }
  });
  const keep = (next: T) => {
    setValue(next);
    try {
      localStorage.setItem(name, next);
    } catch {
      // Only this page remembers it then.
    }
  };
  return [value, keep];
}
