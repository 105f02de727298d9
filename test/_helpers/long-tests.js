'use strict';
// Real programs, each of which has a limit of its own, and bounded waits on conditions: several of them are a test. On a machine
// with twenty times its load three programs took three minutes; what hangs is ended by its own limit.
jest.setTimeout(600_000);
