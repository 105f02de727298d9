export { ACTION_WORDS, describeAction, type Action, type ActionName } from './actions/index';
export { alertText, judge } from './judge';
export * from './model';
export * from './policy';
export { predict, type Situation, type WindowCount } from './predict';
export { readScenarios, type Scenarios } from './read-scenarios';
export * from './run-record';
