/** The value of one series in a scrape's text, labels written as in the text; undefined when there is no such series. */
export function sample(scrape: string, series: string): number | undefined {
  const line = scrape.split('\n').find((text) => text.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

/** All series of a metric, as in the text. */
export function seriesOf(scrape: string, metric: string): string[] {
  return scrape
    .split('\n')
    .filter((line) => line.startsWith(`${metric}{`))
    .map((line) => line.slice(0, line.lastIndexOf(' ')));
}
