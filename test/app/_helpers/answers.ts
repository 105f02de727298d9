export interface Answer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  /** Empty when there is none: an answer to HEAD has the length of a body and no body. */
  readonly body: string;
}

const STATUS_LINE = /^HTTP\/1\.1 (\d{3}) /;

/** The whole HTTP/1.1 answers in what a connection received; throws for what is none. */
export function answersIn(received: string): Answer[] {
  const answers: Answer[] = [];
  let rest = received;
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n');
    const [statusLine = '', ...lines] = rest.slice(0, end).split('\r\n');
    const status = Number(STATUS_LINE.exec(statusLine)?.[1]);
    if (end === -1 || Number.isNaN(status)) throw new Error(`not an answer: ${rest.slice(0, 200)}`);
    rest = rest.slice(end + 4);
    const headers = new Map(
      lines.map((line) => [line.split(':')[0]!.toLowerCase(), line.slice(line.indexOf(':') + 2)]),
    );
    const hasBody = rest !== '' && !STATUS_LINE.test(rest);
    const body = hasBody ? rest.slice(0, Number(headers.get('content-length') ?? 0)) : '';
    rest = rest.slice(body.length);
    // 100 Continue comes before the answer proper.
    if (status >= 200) answers.push({ status, headers, body });
  }
  return answers;
}
