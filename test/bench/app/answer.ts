/** What every server answers on `/`. */
export const ANSWER = { message: 'hello from the unstable API', version: 'dev' };
