export { ACTION_WORDS, describeAction, type Action, type ActionName } from './actions/index';
export * from './model';
export { readScenarios, type Scenarios } from './read-scenarios';
