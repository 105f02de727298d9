import { posix } from 'node:path';
import { z } from 'zod';

const names = z.record(z.string(), z.unknown()).default({});

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      link: z.boolean().default(false),
      /** Of a link: where it leads to. */
      resolved: z.string().optional(),
      dependencies: names,
      devDependencies: names,
      optionalDependencies: names,
      peerDependencies: names,
      peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().optional() })).default({}),
    }),
  ),
});

type Lock = z.output<typeof lockSchema>['packages'];

/** What of `node_modules` the lab needs to run. */
export interface NeededPackages {
  /** Folders of packages, each without the packages inside of it, which are entries of their own. */
  readonly packages: readonly string[];
  /** Links to the workspaces. */
  readonly links: readonly string[];
}

/**
 * The packages that `npm start` needs, as package-lock.json (version 3) knows them: what the project depends on, and the workspaces with
 * what builds them, since their images are built on the laptop. A binary of another platform is in the file, and not on the disk.
 */
export function neededPackages(packageLock: string): NeededPackages {
  const { packages } = lockSchema.parse(JSON.parse(packageLock));
  const found = new Set<string>();
  const visit = (folder: string, wanted: readonly string[]) => {
    for (const name of wanted) {
      const path = lookUp(packages, folder, name);
      if (path === undefined || found.has(path)) continue;
      found.add(path);
      visit(path, runtimeNeeds(packages[path]!));
    }
  };
  visit('', runtimeNeeds(packages['']!));
  const workspaces = Object.entries(packages).filter(([, { link }]) => link);
  for (const [, { resolved = '' }] of workspaces) {
    const workspace = packages[resolved];
    if (workspace) visit(resolved, [...runtimeNeeds(workspace), ...Object.keys(workspace.devDependencies)]);
  }
  return { packages: [...found].sort(), links: workspaces.map(([path]) => path) };
}

function runtimeNeeds({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }: Lock[string]) {
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
  return [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers];
}

/** As Node finds a package: in the folder itself, then in each one above. */
function lookUp(packages: Lock, from: string, name: string): string | undefined {
  for (let folder = from; ; folder = posix.dirname(folder)) {
    const path = posix.join(folder, 'node_modules', name);
    if (packages[path] !== undefined) return packages[path].link ? undefined : path;
    if (folder === '' || folder === '.') return undefined;
  }
}
