'use strict';
const { readFileSync } = require('node:fs');

/** What passed and failed of a whole run. A step that is no test counts as one check. */
class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;
  reasons = new Set();

  check(ok) {
    if (ok) this.passed += 1;
    else this.failed += 1;
  }

  skip(reason) {
    this.skipped += 1;
    this.reasons.add(reason);
  }

  /** What Jest wrote with `--outputFile`; a run without it, or with an error beside the tests, is one failure. */
  tests(ok, reportFile) {
    const report = readReport(reportFile);
    const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
    this.passed += report.numPassedTests;
    this.failed += ok ? failed : Math.max(1, failed);
    this.skipped += report.numPendingTests + report.numTodoTests;
    for (const { fullName, status } of report.testResults.flatMap((file) => file.assertionResults)) {
      // A test that cannot run here says why in its name.
      if (status === 'pending') this.reasons.add(/\(skipped: (.*?)\)/.exec(fullName)?.[1] ?? fullName);
    }
  }

  /** The last line of a run, and the exit code. */
  end() {
    for (const reason of this.reasons) console.log(`skipped: ${reason}`);
    const skipped = this.skipped ? `, ${this.skipped} skipped` : '';
    console.log(`\n${this.passed} passed, ${this.failed} failed${skipped}`);
    process.exitCode = this.failed === 0 ? 0 : 1;
  }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    const none = { numPassedTests: 0, numFailedTests: 1, numRuntimeErrorTestSuites: 0, numPendingTests: 0 };
    return { ...none, numTodoTests: 0, testResults: [] };
  }
}

module.exports = { Tally };
