'use strict';
// Jest's five seconds are a timed assertion in disguise: on a machine with ten times its load they fail tests that are right.
jest.setTimeout(30_000);
