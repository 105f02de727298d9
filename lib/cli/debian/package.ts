/** A program that Debian and Ubuntu have as a package. */
export interface DebianPackage {
  /** `prometheus` */
  readonly name: string;
  /** `Prometheus` */
  readonly title: string;
  /** Which of its dependencies are unpacked with it: its pages. The rest every machine has. @default none */
  readonly wanted?: RegExp;
  /** The folder of its own files, compiled into the program, wherever that is. */
  readonly compiledIn: string;
  /** The program below the unpacked package. */
  readonly program: string;
  /** What starts the codes of its errors: `Prometheus`. */
  readonly code: string;
  /** How to get it without the lab, with the versions that will do. */
  readonly advice: string;
  /** The same in a few words. */
  readonly briefAdvice: string;
}
