import { fileURLToPath } from 'node:url';

const page = fileURLToPath(new URL('page', import.meta.url));

export default {
  root: page,
  base: '/sre/page/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    emptyOutDir: true,
    // Nothing inside of the page: its content security policy allows files of the server only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
};
