import { ConfigError, readConfig } from '../../app/src/config';

test('an empty environment gives the values of the image', () => {
  expect(readConfig({})).toEqual({
    host: '0.0.0.0',
    port: 5000,
    logLevel: 'info',
    logFormat: 'auto',
    version: 'dev',
    riskyFailureRatio: 0.2,
    shutdownDelaySeconds: 10,
    shutdownDrainSeconds: 5,
  });
});

test('every value can be set', () => {
  const env = {
    HOST: '127.0.0.2',
    PORT: '0',
    LOG_LEVEL: 'debug',
    LOG_FORMAT: 'pretty',
    RISKY_FAILURE_RATIO: '0.05',
    BUILD_VERSION: '1.2.3-rc.1+5',
    SHUTDOWN_DELAY_SECONDS: '0.5',
    SHUTDOWN_DRAIN_SECONDS: '8',
  };
  expect(readConfig(env)).toEqual({
    host: '127.0.0.2',
    port: 0,
    logLevel: 'debug',
    logFormat: 'pretty',
    version: '1.2.3-rc.1+5',
    riskyFailureRatio: 0.05,
    shutdownDelaySeconds: 0.5,
    shutdownDrainSeconds: 8,
  });
});

test('the longest stop ends before ECS sends SIGKILL', () => {
  const { shutdownDelaySeconds, shutdownDrainSeconds } = readConfig({
    SHUTDOWN_DELAY_SECONDS: '20',
    SHUTDOWN_DRAIN_SECONDS: '8',
  });
  expect(shutdownDelaySeconds + shutdownDrainSeconds).toBeLessThan(30);
});

test.each([
  ['PORT', 'http', 'PORT must be a whole number from 0 to 65535, got "http"'],
  ['PORT', '65536', 'PORT must be a whole number from 0 to 65535, got "65536"'],
  ['PORT', '', 'PORT must be a whole number from 0 to 65535, got ""'],
  ['PORT', '0x50', 'PORT must be a whole number from 0 to 65535, got "0x50"'],
  ['PORT', '80.5', 'PORT must be a whole number from 0 to 65535, got "80.5"'],
  ['HOST', 'localhost', 'HOST must be an IP address, got "localhost"'],
  ['LOG_LEVEL', 'verbose', 'LOG_LEVEL must be one of debug, info, warn, error, silent, got "verbose"'],
  ['LOG_FORMAT', 'xml', 'LOG_FORMAT must be one of auto, json, pretty, got "xml"'],
  ['RISKY_FAILURE_RATIO', '1.01', 'RISKY_FAILURE_RATIO must be a number from 0 to 1, got "1.01"'],
  ['RISKY_FAILURE_RATIO', '20%', 'RISKY_FAILURE_RATIO must be a number from 0 to 1, got "20%"'],
  ['SHUTDOWN_DELAY_SECONDS', '-1', 'SHUTDOWN_DELAY_SECONDS must be a number of seconds from 0 to 20, got "-1"'],
  ['SHUTDOWN_DELAY_SECONDS', 'NaN', 'SHUTDOWN_DELAY_SECONDS must be a number of seconds from 0 to 20, got "NaN"'],
  ['SHUTDOWN_DRAIN_SECONDS', '9', 'SHUTDOWN_DRAIN_SECONDS must be a number of seconds from 0 to 8, got "9"'],
  [
    'BUILD_VERSION',
    'a b',
    'BUILD_VERSION must be 1 to 64 letters, digits, dots, plus signs, dashes or underscores, got "a b"',
  ],
])('fails for %s=%j', (name, value, message) => {
  expect(() => readConfig({ [name]: value })).toThrow(new ConfigError(message));
});
