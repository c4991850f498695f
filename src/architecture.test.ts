import { dirname, join, relative, resolve } from 'node:path';
import { Project, type SourceFile, SyntaxKind } from 'ts-morph';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Who may import whom: a room of src, what it may import besides the model, and why. */
const WALLS: readonly { readonly room: string; readonly may: readonly string[]; readonly why: string }[] = [
  { room: 'engine/model', may: [], why: 'it is the vocabulary: it knows nobody' },
  ...[
    'engine/admission',
    'engine/store',
    'engine/relations',
    'engine/profiles',
    'engine/control-plane/controllers',
    'engine/control-plane/scheduler',
    'engine/control-plane/ipam',
    'engine/images',
    'engine/network/routing',
    'engine/network/kube-proxy',
    'engine/network/dns',
    'engine/network/policy',
    'engine/network/foreign',
    'engine/network/gateway',
    'report/terminal',
  ].map((room) => ({
    room,
    may: [],
    why: 'a component meets the others in the model, so that each can be read alone',
  })),
  ...['engine/control-plane/kubelet', 'engine/network/servers'].map((room) => {
    return { room, may: ['engine/images'], why: 'one table says what an image listens on and who answers there' };
  }),
  { room: 'report', may: ['report/terminal'], why: 'what it writes of others makes no line of its own' },
  {
    room: 'engine/network/datapath',
    may: [
      'engine/network/routing',
      'engine/network/kube-proxy',
      'engine/network/dns',
      'engine/network/policy',
      'engine/network/foreign',
      'engine/network/gateway',
      'engine/control-plane/kubelet',
    ],
    why: 'it walks a packet through the components, and knows nothing of how their objects came to be',
  },
  {
    room: 'engine/control-plane',
    may: [
      'engine/admission',
      'engine/store',
      'engine/control-plane/controllers',
      'engine/control-plane/scheduler',
      'engine/control-plane/ipam',
      'engine/control-plane/kubelet',
      'engine/network/gateway',
      'engine/network/policy',
    ],
    why: 'it is the only one that knows the order of the verbs; to which kinds nothing reacts, the packet components say',
  },
  { room: 'engine/testing', may: ['engine/store', 'engine/admission'], why: 'it builds views; only tests import it' },
  {
    room: 'questions/lint',
    may: ['engine/relations', 'engine/network/policy', 'engine/network/foreign', 'engine/control-plane/kubelet'],
    why: 'it reads a cluster at rest and the tables of components; it walks no packets',
  },
  {
    room: 'questions/analysis',
    may: ['engine/relations', 'engine/network/policy', 'engine/network/foreign', 'engine/control-plane/kubelet'],
    why: 'it asks the tables for whole classes of pods, and never follows a packet',
  },
  {
    room: 'questions/coverage',
    may: ['engine/network/policy', 'engine/network/foreign'],
    why: 'it counts what decisions name as having decided, of all that policies and Services hold',
  },
  {
    room: 'grammar',
    may: ['engine/admission', 'engine/network/datapath'],
    why: 'sentences, flags and the library read what people write by it: kinds as kubectl takes them, and what is asked',
  },
  {
    room: 'api',
    may: [
      'engine/relations',
      'grammar',
      'report',
      'questions/analysis',
      'questions/lint',
      'engine/admission',
      'engine/profiles',
      'engine/control-plane',
      'engine/network/datapath',
      'engine/network/kube-proxy',
      'engine/network/dns',
    ],
    why: 'it is the door for people: names in, answers out',
  },
  {
    room: 'files',
    may: ['api', 'engine/admission', 'engine/profiles'],
    why: 'it reads manifests from the disk, so that nobody below it has to',
  },
  {
    room: 'clients/net-tools',
    may: ['api', 'engine/network/servers', 'engine/network/dns', 'engine/control-plane/kubelet'],
    why: 'the commands of client images ask the library',
  },
  {
    room: 'clients/kubectl',
    may: ['api', 'engine/admission', 'report', 'clients/net-tools'],
    why: 'kubectl is a client of the cluster',
  },
  {
    room: 'clients/shell',
    may: ['api', 'clients/net-tools', 'clients/kubectl'],
    why: 'it runs the programs of images and kubectl in shells, and gives kubectl the shells of containers',
  },
  {
    room: 'backends',
    may: ['api', 'files', 'grammar', 'engine/network/servers', 'clients/net-tools', 'clients/shell'],
    why: 'what sentences may ask of a cluster stands in one place, and the simulated one answers by the library',
  },
  {
    room: 'behaviour',
    may: [
      'api',
      'files',
      'grammar',
      'backends',
      'report',
      'engine/profiles',
      'engine/control-plane/kubelet',
      'engine/network/servers',
      'engine/network/policy',
      'engine/network/foreign',
      'engine/network/gateway',
      'clients/net-tools',
    ],
    why: 'it asks backends and judges their answers; it counts nothing, and knows no host',
  },
  { room: 'tutorial/settings', may: ['engine/admission', 'engine/profiles'], why: 'it reads curlew.yaml for pages' },
  {
    room: 'tutorial/page',
    may: ['engine/admission', 'tutorial/settings'],
    why: 'it reads texts; nothing of them runs',
  },
  {
    room: 'tutorial/comparison',
    may: [],
    why: 'it holds two texts against each other, and asks no cluster: what tokens belong to stands in the view',
  },
  {
    room: 'authoring/generate',
    may: ['api', 'grammar', 'behaviour', 'engine/control-plane/kubelet', 'engine/network/foreign'],
    why: 'it writes the sentences that the spec will judge, about the ports that somebody listens on',
  },
  {
    room: 'authoring/mutate',
    may: ['api', 'backends', 'engine/network/policy', 'engine/network/foreign'],
    why: 'it makes clusters of other policies, as their dialects say what may be said otherwise, and leaves judging them to the spec',
  },
  {
    room: 'hosts/dns-server',
    may: ['engine/network/dns'],
    why: 'it speaks the wire format, and asks whoever it is given',
  },
  { room: 'hosts/cucumber', may: ['report/terminal'], why: 'it starts cucumber, and is told where the steps are' },
  { room: 'hosts/vitest', may: ['api', 'behaviour', 'report'], why: 'it hands the expectations to vitest' },
  {
    room: 'hosts/cli',
    may: [
      'api',
      'files',
      'behaviour',
      'report',
      'report/terminal',
      'hosts/cucumber',
      'engine/admission',
      'hosts/dns-server',
      'grammar',
      'backends',
      'behaviour',
      'questions/coverage',
      'authoring/generate',
      'authoring/mutate',
    ],
    why: 'a command reads flags, asks the library and prints',
  },
  {
    room: 'doors',
    may: ['api', 'files', 'grammar', 'backends', 'behaviour', 'clients/net-tools', 'clients/shell', 'report'],
    why: 'it says what a user may import, and does nothing itself',
  },
  {
    room: 'tooling',
    may: ['report', 'engine/admission', 'engine/store', 'engine/network/policy', 'engine/testing'],
    why: 'it builds and measures; nothing imports it',
  },
];

/**
 * Modules that only some rooms may import, and why. Whatever of Node or of a package no row names may be imported by
 * nobody.
 */
const RESERVED: readonly { readonly module: RegExp; readonly rooms: readonly string[]; readonly why: string }[] = [
  { module: /^yaml$/, rooms: ['engine/admission', 'engine/testing'], why: 'one place decides how YAML reads' },
  { module: /^@cucumber\//, rooms: ['doors', 'hosts/cucumber'], why: 'the engine runs without cucumber' },
  { module: /^vitest$/, rooms: ['hosts/vitest'], why: 'only the matchers need it' },
  { module: /^vitest\/(config|node)$/, rooms: ['tooling'], why: 'the order of the tests is settled in one place' },
  { module: /^just-bash$/, rooms: ['clients/shell'], why: 'one place runs shells, and loads them when somebody types' },
  { module: /^commander$/, rooms: ['hosts/cli'], why: 'flags end at the command line' },
  { module: /^re2js$/, rooms: ['engine/model'], why: 'one place matches expressions of others, in linear time' },
  { module: /^ipaddr\.js$/, rooms: ['engine/model'], why: 'one place reads and prints addresses' },
  {
    module: /^kubernetes-types\//,
    rooms: ['engine/model', 'engine/admission'],
    why: "the API's own types are named twice: as somebody writes them, and as they are behind admission",
  },
  { module: /^(mdast.*|micromark.*|@asciidoctor\/core)$/, rooms: ['tutorial/page'], why: 'one place reads markup' },
  {
    module: /^tinyglobby$/,
    rooms: ['files', 'hosts/cli', 'hosts/cucumber'],
    why: 'whoever reads files may find them by a pattern',
  },
  {
    module: /^dns-packet$|^node:(dgram|net)$/,
    rooms: ['hosts/dns-server'],
    why: 'one place opens sockets, and only when it is told to',
  },
  { module: /^node:child_process$/, rooms: ['tooling'], why: 'no command starts a process' },
  {
    module: /^node:(fs|fs\/promises)$/,
    rooms: ['files', 'hosts/cli', 'hosts/cucumber', 'tooling'],
    why: 'the engine takes values and returns values',
  },
  {
    module: /^node:(path|url|buffer|os)$/,
    rooms: ['files', 'backends', 'behaviour', 'hosts/cli', 'hosts/cucumber', 'tooling'],
    why: 'paths belong to whoever reads files',
  },
  {
    module: /^node:crypto$/,
    rooms: ['files', 'tooling'],
    why: 'files, and the inputs of a build, are known by their digest',
  },
  {
    module: /^node:(module|stream|stream\/consumers|util|events|perf_hooks|worker_threads|timers\/promises|zlib)$/,
    rooms: ['hosts/cucumber', 'hosts/cli', 'tooling'],
    why: 'a host speaks to Node',
  },
  {
    module: /^(ts-morph|ts-json-schema-generator|esbuild|rollup.*|ajv.*|typescript|knip)$/,
    rooms: ['tooling'],
    why: 'they are needed at build time only',
  },
];

/** Rooms that take values and return values: tsconfig.pure.json checks them without the types of Node or of a browser. */
const PURE: readonly string[] = ['engine', 'questions', 'report', 'grammar', 'api', 'clients', 'tutorial/comparison'];

/** Rooms that are below those, and lean on a host all the same, with the reason. */
const HOSTED: readonly string[] = [];

const ROOMS = WALLS.map(({ room }) => room).sort((a, b) => b.length - a.length);
const project = new Project({ skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
const files = project.addSourceFilesAtPaths([
  `${ROOT}/src/**/*.ts`,
  `${ROOT}/steps/**/*.ts`,
  `!${ROOT}/src/**/generated/**`,
]);
const sources = files.filter((file) => !isTest(file));
const imports = new Map<SourceFile, readonly Imported[]>();

function isTest(file: SourceFile): boolean {
  return (
    /\.(test|fixture|arbitrary)\.ts$/.test(file.getBaseName()) ||
    roomOf(file.getFilePath()) === 'engine/testing' ||
    file.getFilePath().includes('/testing/')
  );
}

/** The room of src that a file is in, the innermost; `.` for src itself, `steps` for the steps. */
function roomOf(path: string): string {
  const [top = '', ...rest] = relative(ROOT, path).split('/');
  if (top === 'steps') return 'steps';
  const below = rest.join('/');
  return ROOMS.find((room) => below.startsWith(`${room}/`)) ?? '.';
}

function name(file: SourceFile): string {
  return relative(ROOT, file.getFilePath());
}

interface Imported {
  readonly module: string;
  readonly target: string | undefined;
  /** Whether nothing of it is left at run time. */
  readonly isType: boolean;
}

function importsOf(file: SourceFile): readonly Imported[] {
  const known = imports.get(file);
  if (known !== undefined) return known;
  const modules = [
    ...file.getImportDeclarations().map((each) => ({
      module: each.getModuleSpecifierValue(),
      isType:
        each.isTypeOnly() ||
        (each.getNamedImports().length > 0 &&
          each.getDefaultImport() === undefined &&
          each.getNamedImports().every((named) => named.isTypeOnly())),
    })),
    ...file.getExportDeclarations().flatMap((each) => {
      const module = each.getModuleSpecifierValue();
      return module === undefined ? [] : [{ module, isType: each.isTypeOnly() }];
    }),
    ...file
      .getDescendantsOfKind(SyntaxKind.CallExpression)
      .filter((call) => call.getExpression().getKind() === SyntaxKind.ImportKeyword)
      .flatMap((call) => call.getArguments()[0]?.asKind(SyntaxKind.StringLiteral)?.getLiteralValue() ?? [])
      .map((module) => ({ module, isType: false })),
  ];
  const found = modules.map((each) => ({
    ...each,
    target: each.module.startsWith('.') ? resolve(dirname(file.getFilePath()), each.module) : undefined,
  }));
  imports.set(file, found);
  return found;
}

test.each(WALLS)('$room imports only what it may: $why', ({ room, may }) => {
  const allowed = new Set([room, 'engine/model', ...may]);
  const wrong = sources
    .filter((file) => roomOf(file.getFilePath()) === room)
    .flatMap((file) =>
      importsOf(file)
        .filter(({ target }) => target !== undefined && !allowed.has(roomOf(target)))
        .map(({ module }) => `${name(file)} imports ${module}`),
    );
  expect(wrong).toEqual([]);
});

test('every permission of a row is used, and every row has its room', () => {
  const unused = WALLS.flatMap(({ room, may }) => {
    const inside = sources.filter((file) => roomOf(file.getFilePath()) === room);
    const used = new Set(
      inside.flatMap((file) => importsOf(file).flatMap(({ target }) => (target === undefined ? [] : roomOf(target)))),
    );
    if (room === 'engine/testing') return [];
    const none = inside.length === 0 ? [`there is no room ${room}`] : [];
    return [...none, ...may.filter((each) => !used.has(each)).map((each) => `${room} does not import ${each}`)];
  });
  expect(unused).toEqual([]);
});

test('every file of src is in a room', () => {
  expect(sources.filter((file) => roomOf(file.getFilePath()) === '.').map(name)).toEqual([]);
});

test('a room is entered by its door, index.ts, alone', () => {
  const doorless = ['doors', 'tooling', 'hosts/cli'];
  const wrong = sources.flatMap((file) =>
    importsOf(file)
      .filter(({ target }) => {
        if (target === undefined || roomOf(file.getFilePath()) === 'tooling') return false;
        const room = roomOf(target);
        if (doorless.includes(room) || room === roomOf(file.getFilePath())) return false;
        return relative(`${ROOT}/src`, target) !== `${room}/index.ts`;
      })
      .map(({ module }) => `${name(file)} imports ${module}`),
  );
  expect(wrong).toEqual([]);
});

test('a type of another room comes from its door, and is not rebuilt from what its functions return', () => {
  const wrong = sources.flatMap((file) => {
    const foreign = new Set(
      file
        .getImportDeclarations()
        .filter((each) => {
          const target = each.getModuleSpecifierValue();
          return (
            target.startsWith('.') &&
            roomOf(resolve(dirname(file.getFilePath()), target)) !== roomOf(file.getFilePath())
          );
        })
        .flatMap((each) => each.getNamedImports().map((named) => named.getName())),
    );
    return [
      ...file
        .getText()
        .matchAll(/\b(?:ReturnType|Parameters|Awaited)<(?:typeof )?(\w+)|\b(\w+)\['\w+'\](?:\['\w+'\])*\[number\]/g),
    ]
      .filter(
        ([, made = '', indexed = '']) =>
          foreign.has(made) || (foreign.has(indexed) && roomOf(file.getFilePath()) !== 'tooling'),
      )
      .map(([text]) => `${name(file)}: ${text}`);
  });
  expect(wrong).toEqual([]);
});

test('no files go in a circle, whatever room they are in', () => {
  expect(circlesOf(sources, () => true)).toEqual([]);
});

/** The groups of files that lead back to themselves by imports (Tarjan's strongly connected components). */
function circlesOf(of: readonly SourceFile[], counts: (each: Imported) => boolean): readonly string[] {
  const byPath = new Map(of.map((file) => [file.getFilePath() as string, file]));
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[] = [];
  const visit = (path: string): void => {
    index.set(path, index.size);
    low.set(path, index.size - 1);
    stack.push(path);
    const file = byPath.get(path);
    for (const each of file === undefined ? [] : importsOf(file)) {
      const { target } = each;
      if (target === undefined || !byPath.has(target) || !counts(each)) continue;
      if (!index.has(target)) {
        visit(target);
        low.set(path, Math.min(low.get(path) ?? 0, low.get(target) ?? 0));
      } else if (stack.includes(target)) low.set(path, Math.min(low.get(path) ?? 0, index.get(target) ?? 0));
    }
    if (low.get(path) !== index.get(path)) return;
    const members = stack.splice(stack.indexOf(path));
    if (members.length > 1)
      circles.push(
        members
          .map((each) => relative(`${ROOT}/src`, each))
          .sort()
          .join(' '),
      );
  };
  for (const path of byPath.keys()) if (!index.has(path)) visit(path);
  return circles.sort();
}

test('steps import what users import, alone', () => {
  const wrong = files
    .filter((file) => roomOf(file.getFilePath()) === 'steps')
    .flatMap((file) =>
      importsOf(file)
        .filter(({ module }) => !/^(\.\.\/src\/doors\/cucumber\.ts|\.\/[a-z.-]+\.ts)$/.test(module))
        .map(({ module }) => `${name(file)} imports ${module}`),
    );
  expect(wrong).toEqual([]);
});

test.each(RESERVED)('$module is imported by $rooms alone: $why', ({ module, rooms }) => {
  const importers = sources.filter((file) => importsOf(file).some((each) => module.test(each.module)));
  const rows = new Set(importers.map((file) => roomOf(file.getFilePath())));
  expect(importers.filter((file) => !rooms.includes(roomOf(file.getFilePath()))).map(name)).toEqual([]);
  expect(rooms.filter((room) => !rows.has(room) && room !== 'engine/testing' && room !== 'tooling')).toEqual([]);
});

test('every module of Node and of a package is reserved for some rooms', () => {
  const wrong = sources.flatMap((file) =>
    importsOf(file)
      .filter(({ module }) => !module.startsWith('.') && !RESERVED.some((row) => row.module.test(module)))
      .map(({ module }) => `${name(file)} imports ${module}`),
  );
  expect(wrong).toEqual([]);
});

test('the engine and what is asked of it are compiled without the globals of any host', () => {
  const read = (path: string) => JSON.parse(project.getFileSystem().readFileSync(`${ROOT}/${path}`));
  const { compilerOptions, include, exclude } = read('src/tsconfig.pure.json');
  expect(compilerOptions).toMatchObject({ lib: ['es2023'], types: [] });
  expect(include).toEqual(PURE);
  expect(exclude).toEqual(['**/*.test.ts', '**/*.fixture.ts', '**/*.arbitrary.ts', '**/testing', ...HOSTED]);
  expect(read('package.json').scripts.typecheck).toContain('src/tsconfig.pure.json');
});

test('a command is a function of its surroundings: only main.ts knows the process', () => {
  const process = /(?<![\w.$'"`/])process\./;
  const inside = sources.filter((file) => roomOf(file.getFilePath()) === 'hosts/cli');
  expect(inside.filter((file) => process.test(file.getText())).map(name)).toEqual(['src/hosts/cli/main.ts']);
});

test('of the language itself, the engine and what is asked of it use no clock, no chance and no global object', () => {
  const impure = /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\)|\bglobalThis\b/g;
  const wrong = sources
    .filter((file) => PURE.some((room) => roomOf(file.getFilePath()).split('/')[0] === room))
    .flatMap((file) => [...file.getText().matchAll(impure)].map(([found]) => `${name(file)} uses ${found}`));
  expect(wrong).toEqual([]);
});

test('every room has a README, and that of a component says what it models and what it does not', () => {
  const sections = ['What it models', 'What it does not', 'Sources', 'Example'];
  const isComponent = (room: string) => /^files$|^engine\/(admission|store|network|control-plane|profiles)/.test(room);
  const wrong = ROOMS.flatMap((room) => {
    const path = `${ROOT}/src/${room}/README.md`;
    if (!project.getFileSystem().fileExistsSync(path)) return [`src/${room} has no README.md`];
    const text = project.getFileSystem().readFileSync(path);
    const missing = isComponent(room) ? sections.filter((section) => !text.includes(`## ${section}`)) : [];
    return missing.map((section) => `src/${room}/README.md lacks "${section}"`);
  });
  expect(wrong).toEqual([]);
});
