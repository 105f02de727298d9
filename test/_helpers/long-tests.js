'use strict';
// Real programs, bounded waits on conditions: a test that hangs is ended, a slow machine is not.
jest.setTimeout(180_000);
