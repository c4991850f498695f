import { dirname, join, relative, resolve } from 'node:path';
import { Project, type SourceFile, SyntaxKind } from 'ts-morph';
import { expect, test } from 'vitest';
import { WALLS } from './walls.fixture.ts';

const ROOT = join(import.meta.dirname, '..');

/**
 * Modules that only some rooms may import, and why. Whatever of Node or of a package no row names may be imported by
 * nobody.
 */
const RESERVED: readonly { readonly module: RegExp; readonly rooms: readonly string[]; readonly why: string }[] = [
  { module: /^yaml$/, rooms: ['engine/admission', 'engine/testing'], why: 'one place decides how YAML reads' },
  { module: /^@cucumber\//, rooms: ['doors', 'hosts/cucumber'], why: 'the engine runs without cucumber' },
  {
    module: /^vitest$/,
    rooms: ['hosts/vitest', 'tooling'],
    why: 'the matchers need it, and what counts the changes that tests notice',
  },
  {
    module: /^vitest\/(config|node|suite)$/,
    rooms: ['tooling'],
    why: 'the order of the tests is settled in one place',
  },
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
    rooms: ['files', 'hosts/cli', 'hosts/cucumber', 'tooling'],
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
    rooms: ['files', 'backends', 'behaviour', 'hosts/cli', 'hosts/cucumber', 'tooling', 'tutorial/opening'],
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
    module:
      /^(ts-morph|ts-json-schema-generator|esbuild|rollup.*|ajv.*|typescript|knip|fast-check|@stryker-mutator\/.*)$/,
    rooms: ['tooling'],
    why: 'they build, measure and test, and are no part of the package',
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
