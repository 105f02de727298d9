/** A value, and when the store said it. */
export interface Known<T> {
  readonly value: T;
  /** Milliseconds of the service's clock. */
  readonly readAt: number;
}

/** What the store answered last, for each question; when there are too many, the one asked longest ago goes. */
export class LastKnown {
  private readonly answers = new Map<string, Known<unknown>>();

  constructor(private readonly capacity: number) {}

  remember<T>(question: string, known: Known<T>): void {
    // A Map keeps the order of insertion: this one is the newest now.
    this.answers.delete(question);
    this.answers.set(question, known);
    const [oldest] = this.answers.keys();
    if (this.answers.size > this.capacity && oldest !== undefined) this.answers.delete(oldest);
  }

  recall<T>(question: string): Known<T> | undefined {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a question has answers of one type
    return this.answers.get(question) as Known<T> | undefined;
  }
}
